import { runService } from '@naru/http';
import { describeEnrichment } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeEnrichment(readConfig()));

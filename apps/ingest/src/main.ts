import { runService } from '@naru/http';
import { describeIngest } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeIngest(readConfig()));

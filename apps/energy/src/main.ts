import { runService } from '@naru/http';
import { describeEnergy } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeEnergy(readConfig()));

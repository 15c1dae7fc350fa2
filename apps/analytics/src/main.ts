import { runService } from '@naru/http';
import { describeAnalytics } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeAnalytics(readConfig()));

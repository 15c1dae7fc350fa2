import { runService } from '@naru/http';
import { describeParking } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeParking(readConfig()));

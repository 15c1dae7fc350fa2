import { runService } from '@naru/http';
import { describeSecurity } from './app.module.js';
import { readConfig } from './config.js';

await runService(describeSecurity(readConfig()));

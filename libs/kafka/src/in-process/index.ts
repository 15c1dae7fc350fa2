export { LogInProcess, type Written } from './log.js';

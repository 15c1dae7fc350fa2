export { keyOfEntry } from './entry-key.js';
export { minuteMs, minuteOf } from './minute.js';
export { type BookedBy, type BookedFate, Tally } from './tally.js';

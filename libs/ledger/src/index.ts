export { keyOfEntry } from './entry-key.js';
export { minuteMs, minuteOf } from './minute.js';
export { type BookedBy, type BookedFate, Tally } from './tally.js';
export { Books, type BooksOptions } from './books/books.js';
export type {
  Balance,
  BalanceFilter,
  JudgedCrossing,
  RangeProblem,
  StageRow,
  UnbalancedEntry,
  Vitals,
} from './books/balance.js';
export { isReturns } from './books/fates.js';
export { type Flow, flows } from './books/flows.js';
export type { Passage } from './books/range-book.js';
export type { TopicEnd } from './books/settling.js';

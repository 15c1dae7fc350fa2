// What app.module.ts provides to the controllers.
export const NAMED_QUERIES = Symbol('named queries');
export const QUERY_RUNNER = Symbol('query runner');
export const STREAMS = Symbol('streams');
export const BOOKS = Symbol('books');
export const BOOKS_RECORDS = Symbol('what the warehouse knows of the books');
export const RECORD_SEARCH = Symbol('where records are');
export const RECORD_ANSWERS = Symbol('how it is told where records are');
export const RECOMPUTES = Symbol('recomputes');

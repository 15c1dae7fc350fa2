// What app.module.ts provides to the controllers.
export const NAMED_QUERIES = Symbol('named queries');
export const QUERY_RUNNER = Symbol('query runner');

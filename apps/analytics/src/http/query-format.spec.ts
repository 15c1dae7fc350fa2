import { expect, it } from '@jest/globals';
import { formatOf } from './query-format.js';

it.each([
  [undefined, undefined, 'json'],
  [undefined, '*/*', 'json'],
  [undefined, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  [undefined, 'text/csv', 'csv'],
  [undefined, 'application/json;q=0.5, text/csv', 'csv'],
  [undefined, 'application/vnd.apache.parquet', 'parquet'],
  [undefined, 'text/*', 'csv'],
  [undefined, 'text/csv;q=0, image/png', undefined],
  ['parquet', 'text/csv', 'parquet'],
  ['xlsx', 'text/csv', undefined],
])('format=%s with Accept: %s is answered as %s', (asked, accept, wanted) => {
  expect(formatOf(asked, accept)).toBe(wanted);
});

import { z } from 'zod';
import { httpProblems } from './problems/catalogue.js';
import { Problem } from './problems/problem.js';

/** `?limit&cursor` of every listing; a route with filters extends it: `pageQuery.extend({ reason: z.string().optional() })`. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('Items a page, 1 to 1,000.'),
  cursor: z.string().max(1_024).optional().describe('The `next` of the page before.'),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** One page; `next` is null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Makes the cursor of a place in a listing: the sort key of the last item shown. */
export const encodeCursor = (place: string): string => Buffer.from(place, 'utf8').toString('base64url');

/** The place that a cursor names. Throws the problem NARU_CURSOR_INVALID. */
export function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (place === '' || encodeCursor(place) !== cursor) throw new Problem(httpProblems.NARU_CURSOR_INVALID);
  return place;
}

/**
 * Cuts a page out of `sorted`, whose items follow each other by the unique text `keyOf` (ascending by default).
 * What came or went between two pages neither repeats an item nor skips one.
 */
export function takePage<T>(
  sorted: Iterable<T>,
  query: PageQuery,
  keyOf: (item: T) => string,
  order: 'ascending' | 'descending' = 'ascending',
): Page<T> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const isPast = (key: string): boolean => after === undefined || (order === 'ascending' ? key > after : key < after);
  const items: T[] = [];
  for (const item of sorted) {
    if (!isPast(keyOf(item))) continue;
    if (items.length === query.limit) return { items, next: encodeCursor(keyOf(items[items.length - 1] ?? item)) };
    items.push(item);
  }
  return { items, next: null };
}

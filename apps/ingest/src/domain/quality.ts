import type { SentRecord } from './record.js';

/**
 * The quality to note with a record. A garage that counts more cars than it has spaces tells something (double rows,
 * a counter that missed cars leaving), so the count is kept and marked; doubts of the source's own stay.
 */
export function qualityOf({ quality, fields }: Pick<SentRecord, 'quality' | 'fields'>): string {
  const { occupied, capacity } = fields;
  const isOver = typeof occupied === 'number' && typeof capacity === 'number' && occupied > capacity;
  return isOver && quality === 'good' ? 'over-capacity' : quality;
}

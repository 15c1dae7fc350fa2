import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, takePage } from './paging.js';

const keys = fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), { maxLength: 60 });

it('pages put together are the listing, in either order', () => {
  fc.assert(
    fc.property(
      keys,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('ascending', 'descending'),
      (unsorted, limit, order) => {
        const sorted = [...unsorted].sort((a, b) => (a < b === (order === 'ascending') ? -1 : 1));
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = takePage(sorted, { limit, ...(cursor === undefined ? {} : { cursor }) }, (key) => key, order);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(sorted);
      },
    ),
  );
});

it('takes no cursor that it did not make', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (place) => decodeCursor(encodeCursor(place)) === place.toWellFormed()),
  );
  for (const cursor of ['', '%%%', 'a']) expect(() => decodeCursor(cursor)).toThrow('not one of ours');
});

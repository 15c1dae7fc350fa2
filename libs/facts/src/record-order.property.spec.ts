import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FactRecord, compareRecords, withRecord, withoutRecord } from './record-order.js';

const record = fc.record({
  recordId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  revision: fc.integer({ min: 0, max: 3 }),
  source: fc.constantFrom('s1', 's2'),
  observedAt: fc.integer({ min: 0, max: 5 }),
});
// a revision of a record says one thing: what carries the same id and revision twice is a duplicate
const records = fc.uniqueArray(record, { selector: ({ recordId, revision }) => `${recordId} ${revision}` });
const shuffled = records.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);
const fold = (all: readonly FactRecord[]): readonly FactRecord[] => all.reduce<readonly FactRecord[]>(withRecord, []);

describe('withRecord', () => {
  it('ends with the same records in the same order, whatever way they came', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(fold(other)).toEqual(fold(one));
      }),
    );
  });

  it('keeps one revision of a record, the highest, in total order', () => {
    fc.assert(
      fc.property(records, (all) => {
        const highest = [...new Set(all.map(({ recordId }) => recordId))].map((id) =>
          all.filter(({ recordId }) => recordId === id).reduce((a, b) => (a.revision > b.revision ? a : b)),
        );
        expect(fold(all)).toEqual(highest.sort(compareRecords));
      }),
    );
  });

  it('answers the same array where a record changes nothing', () => {
    fc.assert(
      fc.property(records, (all) => {
        const once = fold(all);
        expect(all.every((again) => withRecord(once, again) === once)).toBe(true);
      }),
    );
  });
});

describe('withoutRecord', () => {
  it('takes one record out, and answers the same array where it is not there', () => {
    fc.assert(
      fc.property(records, (all) => {
        const once = fold(all);
        const rest = withoutRecord(once, 'a');
        expect(rest.some(({ recordId }) => recordId === 'a')).toBe(false);
        expect(withoutRecord(rest, 'a')).toBe(rest);
      }),
    );
  });
});

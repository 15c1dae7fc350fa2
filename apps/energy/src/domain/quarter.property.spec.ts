import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { Series, reading } from '../../test/series.js';
import { quarterMs } from './energy.js';
import type { MeterReading } from './reading.js';

const readings = (property: string) =>
  fc
    .array(
      fc.record({
        // some on the boundary of a quarter, some not, some at one instant
        observedAt: fc
          .tuple(fc.integer({ min: 0, max: 150 }), fc.constantFrom(0, 0, 1, 60_000, 450_000))
          .map(([quarter, ms]) => quarter * quarterMs + ms),
        value: fc.integer({ min: -50, max: 5_000 }).map((thousandths) => thousandths / 1_000),
        revision: fc.integer({ min: 0, max: 1 }),
        device: fc.constantFrom('M-1', 'M-1', 'M-1', 'M-2'),
        quality: fc.constantFrom('good', 'good', 'estimated'),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((all) => all.map((seen, i) => reading({ ...seen, property, recordId: `r${i}` })));
const inTwoOrders = (property: string) =>
  readings(property).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

describe('the energy of quarters', () => {
  it.each(['active-energy-import', 'active-power'])('of %s is the same whatever way the readings came', (property) => {
    fc.assert(
      fc.property(inTwoOrders(property), ([one, other]) => {
        expect(new Series(other).energy).toEqual(new Series(one).energy);
      }),
    );
  });

  it('of a register adds up to what it grew by', () => {
    fc.assert(
      fc.property(readings('active-energy-import'), (all) => {
        const growing = [...all]
          .sort(compareRecords)
          .map((seen, i): MeterReading => ({ ...seen, device: 'M-1', value: i * 1.5 }));
        const series = new Series(growing);
        const counted = growing.filter((seen, i) => growing[i + 1]?.observedAt !== seen.observedAt);
        const grown = counted.reduce((sum, to, i) => {
          const from = counted[i - 1];
          return from === undefined || to.observedAt - from.observedAt > 25 * 3_600_000
            ? sum
            : sum + to.value - from.value;
        }, 0);
        expect(series.sumKwh).toBeCloseTo(grown, 8);
      }),
    );
  });

  it('tells each change once, with a higher revision', () => {
    fc.assert(
      fc.property(readings('active-energy-import'), (all) => {
        const revisions = new Map<number, number>();
        for (const { quarter } of new Series(all).statements) {
          expect(quarter.told.revision).toBe((revisions.get(quarter.startedAt) ?? -1) + 1);
          revisions.set(quarter.startedAt, quarter.told.revision);
        }
      }),
    );
  });
});

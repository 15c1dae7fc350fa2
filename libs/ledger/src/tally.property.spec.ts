import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minuteOf } from './minute.js';
import { type BookedFate, Tally } from './tally.js';

const by = { stage: 'parking', task: 0, instance: 'one', bookedAt: 0 };

const counted = fc.record({
  topic: fc.constantFrom('a', 'b'),
  source: fc.constantFrom('', 's', 't'),
  at: fc.integer({ min: -200_000, max: 200_000 }),
  fate: fc.constantFrom<BookedFate>('delivered', 'deduplicated', 'quarantined'),
  reason: fc.constantFrom('', 'late'),
});

/** The plain definition: a line for each record, lines that are equal counted. */
const reference = (lines: readonly string[]): Record<string, number> =>
  lines.reduce<Record<string, number>>((sums, line) => ({ ...sums, [line]: (sums[line] ?? 0) + 1 }), {});

describe('whatever is counted, in whatever order', () => {
  it('stands under its topic, source, minute, fate and reason, once', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 80 }), (records) => {
        const tally = new Tally();
        for (const { topic, source, at, fate, reason } of records) tally.count(topic, source, at, fate, reason);
        const lines = tally
          .toEntry(by)
          .counts.map(({ count, ...of }) => [[of.topic, of.source, of.minute, of.fate, of.reason].join('|'), count]);
        expect(new Set(lines.map(([line]) => line)).size).toBe(lines.length);
        const wanted = records.map((r) => [r.topic, r.source, minuteOf(r.at), r.fate, r.reason].join('|'));
        expect(Object.fromEntries(lines)).toEqual(reference(wanted));
      }),
    );
  });

  it('is produced under the minute of its timestamp, once', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 80 }), (records) => {
        const tally = new Tally();
        for (const { topic, at } of records) tally.wrote(topic, at);
        const { produced } = tally.toEntry(by);
        const wanted = records.map(({ topic, at }) => `${topic}|${minuteOf(at)}`);
        expect(Object.fromEntries(produced.map(({ topic, minute, count }) => [`${topic}|${minute}`, count]))).toEqual(
          reference(wanted),
        );
      }),
    );
  });

  it('is a range a partition, from the first offset to behind the last, however it was cut', () => {
    const steps = fc.array(
      fc.record({ partition: fc.integer({ min: 0, max: 2 }), offsets: fc.integer({ min: 0, max: 9 }) }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        const tally = new Tally();
        const ends = new Map<number, number>();
        for (const { partition, offsets } of taken) {
          const from = ends.get(partition) ?? 100 * partition;
          ends.set(partition, from + offsets);
          tally.took('a', partition, from, from + offsets, offsets);
        }
        const ranges = tally.toEntry(by).ranges.map((range) => [range.partition, range]);
        expect(Object.fromEntries(ranges)).toEqual(
          Object.fromEntries(
            [...ends].map(([partition, end]) => [
              partition,
              {
                topic: 'a',
                partition,
                fromOffset: 100 * partition,
                toOffset: end,
                records: end - 100 * partition,
                lost: false,
              },
            ]),
          ),
        );
      }),
    );
  });
});

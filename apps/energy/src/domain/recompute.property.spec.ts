import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { Series, reading } from '../../test/series.js';
import { quarterMs, quarterOf } from './energy.js';
import type { EnergyPolicy, Statement } from './quarter.js';
import type { MeterReading } from './reading.js';
import { type MeterHistory, recompute } from './recompute.js';

const policy: EnergyPolicy = { longestGapMs: 4 * quarterMs, keepMs: 8 * quarterMs };
const keepsAll: EnergyPolicy = { ...policy, keepMs: 10_000 * quarterMs };
const properties = ['active-energy-import', 'active-power'] as const;

/** The readings of one meter: each with its last revision, which may say something else than the first, at another time. */
const readings = (property: string) =>
  fc
    .array(
      fc.record({
        observedAt: fc
          .tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 0, 1, 450_000))
          .map(([quarter, ms]) => quarter * quarterMs + ms),
        value: fc.integer({ min: -50, max: 5_000 }).map((thousandths) => thousandths / 1_000),
        device: fc.constantFrom('M-1', 'M-1', 'M-1', 'M-2'),
        zones: fc.constantFrom({ district: 'north' }, { district: 'south' }),
        correctedBy: fc.option(fc.integer({ min: -30, max: 30 }), { freq: 4, nil: undefined }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((all) =>
      all.flatMap(({ correctedBy, ...seen }, i) => {
        const first = reading({ ...seen, property, recordId: `r${i}` });
        if (correctedBy === undefined) return [first];
        const observedAt = Math.max(0, seen.observedAt + correctedBy * quarterMs);
        return [first, { ...first, revision: 1, observedAt, value: seen.value + 1 }];
      }),
    );

/** In any order, but the revisions of a record one after another: enrichment numbers them as they come. */
const inAnyOrder = (property: string) =>
  readings(property)
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .map((all) => {
      const seen = new Map<string, number>();
      return all.map(({ recordId }) => {
        const revision = seen.get(recordId) ?? 0;
        seen.set(recordId, revision + 1);
        return all.find((each) => each.recordId === recordId && each.revision === revision) ?? reading({});
      });
    });

/** As the warehouse has them: the highest revision of each. */
const placed = (all: readonly MeterReading[]): MeterReading[] =>
  all
    .filter((seen) => !all.some((other) => other.recordId === seen.recordId && other.revision > seen.revision))
    .sort(compareRecords);

/** What the warehouse has of these quarters, with the neighbours on both sides. */
function historyOf(all: readonly MeterReading[], series: Series, from = 0, until: number | null = null): MeterHistory {
  const inOrder = placed(all);
  const end = until ?? Infinity;
  const starts = inOrder.map(({ observedAt }) => quarterOf(observedAt));
  const before = starts.findLast((at) => at < from) ?? from;
  const after = starts.find((at) => at >= end) ?? end;
  return {
    ...{ meterId: 'meter-1', property: all[0]?.property ?? '', from, until },
    readings: inOrder.filter((_, i) => (starts[i] ?? 0) >= before && (starts[i] ?? 0) <= after),
    told: new Map([...series.told].filter(([at]) => at >= from && at < end)),
  };
}

function recomputed(series: Series, all: readonly MeterReading[], from = 0, until: number | null = null) {
  return series.put(recompute(series, historyOf(all, series, from, until), policy));
}

/** Without what depends on the way there. */
const current = ({ told }: Series) =>
  [...told]
    .filter(([, { withdrawn }]) => !withdrawn)
    .sort(([a], [b]) => a - b)
    .map(([startedAt, { energyKwh, seconds, readings: count, quality, source, zones }]) => ({
      ...{ startedAt, energyKwh, seconds, count, quality, source, zones },
    }));

function expectEachRevisionOnce(statements: readonly Statement[]): void {
  const revisions = new Map<number, number>();
  for (const { quarter } of statements) {
    expect(quarter.told.revision).toBe((revisions.get(quarter.startedAt) ?? -1) + 1);
    revisions.set(quarter.startedAt, quarter.told.revision);
  }
}

describe.each(properties)('recompute of %s', (property) => {
  it('ends with the intervals of a replay from the beginning, whatever way the readings came; again, it tells nothing', () => {
    fc.assert(
      fc.property(inAnyOrder(property), (all) => {
        const series = new Series(all, policy);
        recomputed(series, all);
        expect(current(series)).toEqual(current(new Series(placed(all), keepsAll)));
        expectEachRevisionOnce(series.statements);
        expect(recomputed(series, all)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a meter behind that goes on as if it had seen everything in order', () => {
    fc.assert(
      fc.property(inAnyOrder(property), readings(property), (all, later) => {
        const shifted = later.map((seen) => ({
          ...seen,
          recordId: `${seen.recordId}b`,
          observedAt: seen.observedAt + 91 * quarterMs,
        }));
        const after = placed(shifted);
        const series = new Series(all, policy);
        recomputed(series, all);
        for (const seen of after) series.take(seen);
        expect(current(series)).toEqual(current(new Series([...placed(all), ...after], keepsAll)));
        expectEachRevisionOnce(series.statements);
      }),
      { numRuns: 300 },
    );
  });

  it('tells nothing where nothing came from behind the horizon, in whatever order', () => {
    fc.assert(
      fc.property(inAnyOrder(property), (all) => {
        const series = new Series([], policy);
        const seen = all.filter((each) => {
          const isBehind = quarterOf(each.observedAt) <= (series.newestAt ?? 0) - policy.keepMs;
          if (each.revision > 0 || isBehind) return false;
          series.take(each);
          return true;
        });
        expect(current(series)).toEqual(current(new Series(placed(seen), keepsAll)));
        expect(recomputed(series, seen)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends with the same in pieces, wherever they are cut, and leaves alone what lies outside of them', () => {
    fc.assert(
      fc.property(inAnyOrder(property), fc.nat({ max: 90 }), (all, quarter) => {
        const cut = quarter * quarterMs;
        const truth = current(new Series(placed(all), keepsAll));
        const series = new Series(all, policy);
        const alone = recompute(series, historyOf(all, series, 0, cut), policy).statements;
        recomputed(series, all, 0, cut);
        expect(current(series).filter(({ startedAt }) => startedAt < cut)).toEqual(
          truth.filter(({ startedAt }) => startedAt < cut),
        );
        const moved = all.some(({ revision }) => revision > 0);
        if (!moved) expect(alone.every((each) => each.quarter.startedAt < cut)).toBe(true);
        recomputed(series, all, cut, null);
        expect(current(series)).toEqual(truth);
        expectEachRevisionOnce(series.statements);
      }),
      { numRuns: 500 },
    );
  });
});

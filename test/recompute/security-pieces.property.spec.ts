// Analytics cuts the history of an asset, security computes the pieces: both together, without a warehouse in between.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AssetRange,
  assetPieces,
  longestMs,
  quietFrom,
} from '../../apps/analytics/src/domain/recompute/asset-pieces.js';
import { type ToldDetection, endOf } from '../../apps/security/src/domain/detection.js';
import type { SecurityEvent } from '../../apps/security/src/domain/event.js';
import { Asset, minutes } from '../../apps/security/test/assets.js';
import { asFound, inAnyOrder, lastTold, placed, policy, truth } from '../../apps/security/test/late-events.js';

interface Read {
  readonly from: number;
  /** Null for the newest. */
  readonly to: number | null;
  /** Where one slice of time ends and the next begins. */
  readonly slices: readonly number[];
  readonly mostEvents: number;
}

/** As analytics reads the warehouse, before security takes the first piece. */
function recomputed(asset: Asset, all: readonly SecurityEvent[], { from, to, slices, mostEvents }: Read) {
  const events = placed(all);
  const detections = lastTold(asset);
  const corrected = events.filter(({ revision }) => revision > 0);
  const moved = new Map(corrected.map(({ recordId, observedAt }) => [recordId, observedAt]));
  const times = events.map(({ observedAt }) => observedAt).filter((at) => at >= (to ?? 0) - longestMs);
  const until = to === null ? null : quietFrom(to, times);
  const whole = { from: from - longestMs, until: until ?? Infinity };
  const inside = slices.filter((at) => at > whole.from && at < whole.until).sort((a, b) => a - b);
  const bounds = [whole.from, ...inside];
  const pieces = bounds.flatMap((begin, i) => {
    const range: AssetRange = { whole, from: begin, until: bounds[i + 1] ?? until, mostEvents };
    return assetPieces({ events, detections, moved }, range);
  });
  for (const { detections: told, ...piece } of pieces) asset.recompute({ ...piece, told });
  return whole;
}

/** Whether both would have taken the same events. */
const areAcross = (one: ToldDetection, other: ToldDetection): boolean =>
  other.rule === one.rule &&
  other.actor === one.actor &&
  other.firstObservedAt > one.firstObservedAt &&
  policy.rules.some((rule) => rule.name === one.rule && other.firstObservedAt < endOf(rule, one.firstObservedAt));

const minute = fc.integer({ min: -60, max: 260 }).map(minutes);
const cuts = fc.record({ slices: fc.array(minute, { maxLength: 4 }), mostEvents: fc.integer({ min: 1, max: 20 }) });
const everything = { from: minutes(-100), to: null };

describe('recompute of detections, from the rows to what is told', () => {
  it('ends with those of a replay from the beginning, however it is cut; again, it tells nothing', () => {
    fc.assert(
      fc.property(inAnyOrder, cuts, (all, how) => {
        const asset = new Asset(all, policy);
        recomputed(asset, all, { ...everything, ...how });
        expect(asFound(asset.currentDetections)).toEqual(truth(all));
        const { length } = asset.detections;
        recomputed(asset, all, { ...everything, ...how });
        expect(asset.detections).toHaveLength(length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells no revision twice where parts of the time are computed before, and what is told outside of them is kept', () => {
    fc.assert(
      fc.property(
        inAnyOrder,
        cuts,
        fc.array(fc.tuple(minute, fc.nat({ max: 90 })), { maxLength: 3 }),
        (all, how, parts) => {
          const asset = new Asset(all, policy);
          for (const [from, lasts] of parts) {
            const { settledUntil } = asset.watch;
            const { length } = asset.detections;
            const whole = recomputed(asset, all, { from, to: from + (lasts + 1) * 60_000, ...how });
            const isIn = (at: number): boolean => (at >= whole.from && at < whole.until) || at > settledUntil;
            const told = asset.detections.slice(length);
            const current = asset.currentDetections;
            const inside = current.filter(
              (each) => each.firstObservedAt >= whole.from && each.firstObservedAt < whole.until,
            );
            for (const one of inside) expect(current.filter((other) => areAcross(one, other))).toEqual([]);
            expect(told.filter(({ withdrawn, firstObservedAt }) => !withdrawn && !isIn(firstObservedAt))).toEqual([]);
          }
          recomputed(asset, all, { ...everything, ...how });
          expect(asFound(asset.currentDetections)).toEqual(truth(all));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

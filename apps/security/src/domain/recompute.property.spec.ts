import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Asset, minutes } from '../../test/assets.js';
import { asFound, inAnyOrder, lastTold, minuteMs, placed, policy, records, truth } from '../../test/late-events.js';
import type { ToldDetection } from './detection.js';
import type { SecurityEvent } from './event.js';
import type { AssetHistory } from './recompute.js';

const quarterMs = 15 * minuteMs;

/** What the warehouse has of some time. */
function historyOf(all: readonly SecurityEvent[], asset: Asset, from = 0, until: number | null = null): AssetHistory {
  const inOrder = placed(all);
  const end = until ?? Infinity;
  const moved = new Map(
    inOrder.filter(({ revision }) => revision > 0).map(({ recordId, observedAt }) => [recordId, observedAt]),
  );
  const beganAt = ({ recordIds: [opening = ''], firstObservedAt }: ToldDetection) =>
    moved.get(opening) ?? firstObservedAt;
  const told = lastTold(asset);
  return {
    ...{ from, until },
    events: inOrder.filter(({ observedAt }) => observedAt >= from && observedAt < end + quarterMs),
    told: told.filter((each) => beganAt(each) >= from && beganAt(each) < end),
    earlier: told.filter(
      (each) =>
        beganAt(each) === each.firstObservedAt &&
        each.firstObservedAt >= from - quarterMs &&
        each.firstObservedAt < from,
    ),
  };
}

const recomputed = (asset: Asset, all: readonly SecurityEvent[], from = 0, until: number | null = null) =>
  asset.recompute(historyOf(all, asset, from, until));

const nothing = { detections: [], incidents: [] };

describe('recompute of detections', () => {
  it('ends with those of a replay from the beginning, whatever way the events came; again, it tells nothing', () => {
    fc.assert(
      fc.property(inAnyOrder, (all) => {
        const asset = new Asset(all, policy);
        recomputed(asset, all);
        expect(asFound(asset.currentDetections)).toEqual(truth(all));
        expect(recomputed(asset, all)).toEqual(nothing);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves an asset behind that goes on as if it had seen everything in order', () => {
    fc.assert(
      fc.property(inAnyOrder, records, (all, later) => {
        const after = placed(
          later.map((seen) => ({
            ...seen,
            recordId: `${seen.recordId}b`,
            observedAt: seen.observedAt + 275 * minuteMs,
          })),
        );
        const asset = new Asset(all, policy);
        recomputed(asset, all);
        for (const seen of after) asset.take(seen);
        expect(asFound(asset.currentDetections)).toEqual(truth([...all, ...after]));
      }),
      { numRuns: 300 },
    );
  });

  it('tells nothing where nothing came from behind the horizon, in whatever order', () => {
    const roomy = { ...policy, keepEvents: 256 };
    const delays = fc.array(fc.nat({ max: policy.keepMs - 10 * minuteMs - 1 }), { minLength: 70, maxLength: 70 });
    fc.assert(
      fc.property(records, delays, fc.nat({ max: 300 }), (all, late, minute) => {
        const arriving = placed(all)
          .map((seen, i) => ({ seen, arrivesAt: seen.observedAt + (late[i] ?? 0) }))
          .sort((a, b) => a.arrivesAt - b.arrivesAt)
          .map(({ seen }) => seen);
        const asset = new Asset(arriving, roomy);
        asset.passTime(asset.now);
        expect(recomputed(asset, all)).toEqual(nothing);
        expect(recomputed(asset, all, minutes(minute), minutes(minute + 50))).toEqual(nothing);
      }),
      { numRuns: 500 },
    );
  });

  it('ends with the same in pieces, wherever they are cut', () => {
    fc.assert(
      fc.property(inAnyOrder, fc.array(fc.integer({ min: -60, max: 250 }), { maxLength: 4 }), (all, cuts) => {
        const asset = new Asset(all, policy);
        const read = new Asset();
        read.detections.push(...asset.detections);
        const bounds = [minutes(-70), ...cuts.sort((a, b) => a - b).map(minutes), null];
        for (const [i, until] of bounds.slice(1).entries()) {
          const from = bounds[i];
          // the warehouse was read before the first piece was taken
          if (from != null) asset.recompute(historyOf(all, read, from, until));
        }
        expect(asFound(asset.currentDetections)).toEqual(truth(all));
        expect(recomputed(asset, all)).toEqual(nothing);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('incidents in a recompute', () => {
  it('stay as people know them where they are settled, and what was decided of the others stands', () => {
    const decided = fc.array(fc.tuple(fc.nat(), fc.constantFrom('acknowledge', 'resolve', 'reopen')), { maxLength: 4 });
    fc.assert(
      fc.property(inAnyOrder, decided, (all, decisions) => {
        const late = all.filter(({ revision }) => revision === 0);
        const asset = new Asset(late, policy);
        for (const [which, action] of decisions) {
          const incidents = asset.currentIncidents;
          const incidentId = incidents[which % Math.max(1, incidents.length)]?.incidentId;
          if (incidentId !== undefined) asset.decide({ incidentId, action, by: 'k1' });
        }
        const before = asset.currentIncidents;
        asset.passTime(asset.now);
        const { settledUntil, settled } = asset.watch;
        const { incidents } = recomputed(asset, late);
        // the one that settled detections ended in may go on with one that a kept event completes
        const others = incidents.filter(({ incidentId, withdrawn }) => incidentId !== settled?.incidentId || withdrawn);
        expect(others.filter(({ openedAt }) => openedAt <= settledUntil)).toEqual([]);
        const wasDecided = before.some(({ handledBy }) => handledBy === 'k1');
        if (wasDecided) expect(asset.currentIncidents.map(({ handledBy }) => handledBy)).toContain('k1');
      }),
      { numRuns: 500 },
    );
  });
});

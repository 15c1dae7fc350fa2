// Events of an asset that come in any order, far behind its horizon, and corrected; and what a replay from the beginning finds.
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { type Detection, type ToldDetection, detectionsOf } from '../src/domain/detection.js';
import type { SecurityEvent } from '../src/domain/event.js';
import type { WatchPolicy } from '../src/domain/watch.js';
import { type Asset, event, minutes, policy as usual } from './assets.js';

export const minuteMs = 60_000;
export const policy: WatchPolicy = { ...usual, keepMs: 20 * minuteMs, keepEvents: 12 };

/** Events of one asset, crowds of them: each with its last revision, which may say something else than the first, and earlier. */
export const records = fc
  .array(
    fc.record({
      observedAt: fc
        .tuple(fc.constantFrom(0, 1, 2, 3, 4, 10), fc.integer({ min: 0, max: 14 }))
        .map(([crowd, minute]) => minutes(crowd * 20 + minute)),
      activity: fc.constantFrom('logon-failed', 'logon-failed', 'door-forced', 'motion', 'motion'),
      actor: fc.constantFrom('a', 'a', 'b'),
      isLive: fc.constantFrom(true, true, true, false),
      correctedBy: fc.option(
        fc.record({ earlier: fc.integer({ min: 0, max: 60 }), actor: fc.constantFrom('a', 'b') }),
        {
          freq: 5,
          nil: undefined,
        },
      ),
    }),
    { minLength: 1, maxLength: 70 },
  )
  .map((all) =>
    all.flatMap(({ correctedBy, ...seen }, i) => {
      const first = event({ ...seen, recordId: `r${i}` });
      if (correctedBy === undefined) return [first];
      const { earlier, actor } = correctedBy;
      const activity = earlier % 7 === 0 ? 'logon' : seen.activity;
      return [first, { ...first, revision: 1, observedAt: seen.observedAt - earlier * minuteMs, actor, activity }];
    }),
  );

/** In any order, but the revisions of a record one after another: enrichment numbers them as they come. */
export const inAnyOrder = records
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
  .map((all) => {
    const seen = new Map<string, number>();
    return all.map(({ recordId }) => {
      const revision = seen.get(recordId) ?? 0;
      seen.set(recordId, revision + 1);
      return all.find((each) => each.recordId === recordId && each.revision === revision) ?? event({});
    });
  });

/** As the warehouse has them: the highest revision of each. */
export const placed = (all: readonly SecurityEvent[]): SecurityEvent[] =>
  all
    .filter((seen) => !all.some((other) => other.recordId === seen.recordId && other.revision > seen.revision))
    .sort(compareRecords);

/** What a replay from the beginning finds. */
export const truth = (all: readonly SecurityEvent[]) =>
  asFound(usual.rules.flatMap((rule) => detectionsOf(rule, 'gateway-1', placed(all), [])));

export const asFound = (detections: readonly Detection[]) =>
  detections
    .map(({ detectionId, rule, actor, observedAt, firstObservedAt, recordIds }) => ({
      ...{ detectionId, rule, actor, observedAt, firstObservedAt, recordIds },
    }))
    .sort((a, b) => (a.detectionId < b.detectionId ? -1 : 1));

export const lastTold = (asset: Asset): ToldDetection[] => [
  ...new Map(asset.detections.map((detection) => [detection.detectionId, detection])).values(),
];

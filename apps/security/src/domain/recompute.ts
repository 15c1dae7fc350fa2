// Up to where a watch is settled its events change nothing when they come; a recompute alone tells the detections that
// begin there anew, from what the warehouse has. Behind that the kept events tell them, as ever. The watch is held
// meanwhile, so that nothing passes from the one to the other between the reading of its history and this.
import { compareRecords } from '@naru/facts';
import { type ToldDetection, detectionsOf } from './detection.js';
import type { SecurityEvent } from './event.js';
import { restateDetections } from './restatement.js';
import { type NextWatch, type Watch, type WatchPolicy, lastsUntil, tellKept, withTold } from './watch.js';

/** A detection as the warehouse has it: by which lane its records came isn't told. */
export type HistoricDetection = Omit<ToldDetection, 'isLive' | 'raisesAt'>;

/** What the warehouse has of an asset. */
export interface AssetHistory {
  /** Detections that begin from here on are told anew (ms since 1970). */
  readonly from: number;
  /** Those that begin before; null for all to the newest. */
  readonly until: number | null;
  /** Those of this time, and behind it for as long as a detection may take, each in its highest revision. */
  readonly events: readonly SecurityEvent[];
  /** What was last told of detections that begin in this time, or whose first record a correction has moved there. */
  readonly told: readonly HistoricDetection[];
  /** Detections of just before: the events that they took are theirs. */
  readonly earlier: readonly HistoricDetection[];
}

/**
 * The watch once this history is known, and what was told otherwise. Detections are as a replay from the beginning would
 * have them. Incidents hear of those that a kept event completed, as they hear of late events; what people were told of
 * older ones, and decided, stays.
 */
export function recompute(watch: Watch, history: AssetHistory, now: number, policy: WatchPolicy): NextWatch {
  const { settledUntil } = watch;
  const until = Math.min(history.until ?? Infinity, settledUntil + 1);
  const events = withoutMoved(watch.events, history.events, settledUntil);
  const behind = tellBehind({ ...watch, events }, history, until, policy);
  // those that reach behind the piece have taken events of the next one
  const lasting = withTold(watch, behind, policy).filter((detection) => lastsUntil(detection, policy) >= until);
  const next = tellKept({ ...watch, events, detections: lasting }, now, policy);
  return { ...next, detections: [...behind, ...next.detections] };
}

/** Detections that begin before `until`, where they have to be told otherwise. */
function tellBehind(watch: Watch, history: AssetHistory, until: number, policy: WatchPolicy): readonly ToldDetection[] {
  const { assetId, settledUntil } = watch;
  const kept = new Map(watch.events.map((event) => [event.recordId, event]));
  const settled = history.events.filter(
    ({ recordId, observedAt }) => observedAt <= settledUntil && !kept.has(recordId),
  );
  const events = [...settled, ...watch.events].sort(compareRecords);
  const own = new Map(watch.detections.map((detection) => [detection.detectionId, detection]));
  const toldIds = new Set(history.told.map(({ detectionId }) => detectionId));
  const taken = [...history.earlier.map((earlier) => own.get(earlier.detectionId) ?? earlier), ...own.values()].filter(
    ({ detectionId, firstObservedAt, withdrawn }) =>
      !withdrawn && firstObservedAt < history.from && !toldIds.has(detectionId),
  );
  const found = policy.rules
    .flatMap((rule) => detectionsOf(rule, assetId, events, taken))
    .filter(({ firstObservedAt }) => firstObservedAt >= history.from && firstObservedAt < until);
  const byId = new Map(found.map((detection) => [detection.detectionId, detection]));
  const historic = history.told.map((each) => {
    const isLive = byId.get(each.detectionId)?.isLive ?? false;
    return own.get(each.detectionId) ?? { ...each, isLive, raisesAt: null };
  });
  // what begins with a kept event is told by that; but one of those may turn out to have begun here
  const told = [
    ...historic.filter(({ detectionId, firstObservedAt }) => firstObservedAt <= settledUntil || byId.has(detectionId)),
    ...watch.detections.filter(({ detectionId }) => byId.has(detectionId) && !toldIds.has(detectionId)),
  ];
  return restateDetections(told, found);
}

/** Kept events, but for those that a revision moved up to where the watch is settled: there it was refused. */
function withoutMoved(
  kept: readonly SecurityEvent[],
  history: readonly SecurityEvent[],
  settledUntil: number,
): readonly SecurityEvent[] {
  const moved = new Map(
    history
      .filter(({ observedAt }) => observedAt <= settledUntil)
      .map(({ recordId, revision }) => [recordId, revision]),
  );
  return kept.filter(({ recordId, revision }) => revision >= (moved.get(recordId) ?? 0));
}

import { factId } from '@naru/facts';
import type { Point, SecurityEvent, Severity, Zones } from './event.js';
import { type Rule, concerns } from './rule.js';

/** A rule found something at an asset. Its identity comes from the rule and the record that opens it. */
export interface Detection {
  readonly detectionId: string;
  readonly rule: string;
  readonly actor: string | null;
  readonly severity: Severity;
  readonly firstObservedAt: number;
  /** Of the record that completed it. */
  readonly observedAt: number;
  /** The records that completed it. */
  readonly recordIds: readonly string[];
  /** Whether the record that completed it came by the live lane. */
  readonly isLive: boolean;
  readonly point: Point | null;
  readonly zones: Zones;
}

/** A detection as it was told. A later, better statement has a higher revision. */
export interface ToldDetection extends Detection {
  readonly revision: number;
  readonly withdrawn: boolean;
  /** Where it took the events of one that had raised an incident, and would raise none itself: when that had (event time). */
  readonly raisesAt: number | null;
}

/** What tells of a detection which events it took. */
export type Taker = Pick<Detection, 'rule' | 'actor' | 'firstObservedAt'>;

/** Until when events of the same rule and actor belong to a detection (ms since 1970, not included). */
export const endOf = ({ withinMs }: Rule, firstObservedAt: number): number => firstObservedAt + withinMs;

/**
 * What a rule finds in the events of an asset (in total order). Each detection takes the events of its actor from its
 * first on, for as long as the rule says; the next begins behind it. `settled` are detections that can't change any
 * more: the events that they took are theirs.
 */
export function detectionsOf(
  rule: Rule,
  assetId: string,
  events: readonly SecurityEvent[],
  settled: readonly Taker[],
): Detection[] {
  const byActor = Map.groupBy(
    events.filter((event) => concerns(rule, event)),
    ({ actor }) => actor,
  );
  return [...byActor].flatMap(([actor, ofActor]) => {
    const takenUntil = settled
      .filter((detection) => detection.rule === rule.name && detection.actor === actor)
      .map(({ firstObservedAt }) => endOf(rule, firstObservedAt));
    return burstsOf(
      rule,
      ofActor.filter(({ observedAt }) => takenUntil.every((until) => observedAt >= until)),
    ).map((burst) => describe(rule, assetId, actor, burst));
  });
}

type Burst = readonly [SecurityEvent, ...SecurityEvent[]];

function burstsOf(rule: Rule, events: readonly SecurityEvent[]): Burst[] {
  const bursts: Burst[] = [];
  for (let i = 0; i < events.length;) {
    const first = events[i];
    if (first === undefined) break;
    const until = endOf(rule, first.observedAt);
    let end = i + 1;
    while ((events[end]?.observedAt ?? Infinity) < until) end++;
    const isComplete = end - i >= rule.threshold;
    if (isComplete) bursts.push([first, ...events.slice(i + 1, end)]);
    i = isComplete ? end : i + 1;
  }
  return bursts;
}

function describe(rule: Rule, assetId: string, actor: string | null, burst: Burst): Detection {
  const [first] = burst;
  const completing = burst[rule.threshold - 1] ?? first;
  return {
    detectionId: factId('detection', rule.name, assetId, first.recordId),
    rule: rule.name,
    actor,
    severity: rule.severity,
    firstObservedAt: first.observedAt,
    observedAt: completing.observedAt,
    recordIds: burst.slice(0, rule.threshold).map(({ recordId }) => recordId),
    isLive: completing.isLive,
    point: completing.point,
    zones: completing.zones,
  };
}

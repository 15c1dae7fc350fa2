// What is known of an asset depends on its events in event time and on what people decided, not on the way either
// came. Recent events are kept; what lies further back is settled: it is told, and changes no more.
import { withRecord, withoutRecord } from '@naru/facts';
import { type ToldDetection, detectionsOf, endOf } from './detection.js';
import type { SecurityEvent } from './event.js';
import { type Decision, type Draft, incidentIdOf, incidentsOf } from './incident.js';
import { restateDetections, restateIncidents } from './restatement.js';
import { type Rule, concerns } from './rule.js';
import type { ToldIncident } from './told-incident.js';

export interface Watch {
  readonly assetId: string;
  /** Event time up to which nothing changes any more (ms since 1970). */
  readonly settledUntil: number;
  /** Events behind that which a rule looks at, in total order. */
  readonly events: readonly SecurityEvent[];
  /** Detections told that an event may still change or join. */
  readonly detections: readonly ToldDetection[];
  /** The incident that settled detections ended in. */
  readonly settled: Draft | undefined;
  /** The latest incidents, as they were told. */
  readonly incidents: readonly ToldIncident[];
  /** Decisions of them, as they came. */
  readonly decisions: readonly Decision[];
  /** The recompute that reads what lies further back: until it is done, nothing settles. */
  readonly heldBy: string | undefined;
}

export interface WatchPolicy {
  readonly rules: readonly Rule[];
  /** How far behind the newest event of an asset a late one still counts (ms). */
  readonly keepMs: number;
  /** An asset that reports without end can't fill the memory. A recompute that takes too long loses its hold at twice as many. */
  readonly keepEvents: number;
  /** Incidents of an asset that can still be decided of. */
  readonly keepIncidents: number;
  /** An incident closes when nothing was detected for so long (ms). */
  readonly quietMs: number;
}

export interface NextWatch {
  readonly watch: Watch;
  /** Detections and incidents to be told. */
  readonly detections: readonly ToldDetection[];
  readonly incidents: readonly ToldIncident[];
}

const unchanged = (watch: Watch): NextWatch => ({ watch, detections: [], incidents: [] });

export const newWatch = (assetId: string): Watch => ({
  assetId,
  settledUntil: 0,
  events: [],
  detections: [],
  settled: undefined,
  incidents: [],
  decisions: [],
  heldBy: undefined,
});

/** Whether nothing is known of the asset, and nothing holds it. */
export const isNew = ({ events, detections, incidents, decisions, settledUntil, heldBy }: Watch): boolean =>
  heldBy === undefined &&
  settledUntil === 0 &&
  [events, detections, incidents, decisions].every(({ length }) => length === 0);

/** The watch after this event, the same object where it changes nothing. `now` is when the hub took it (ms since 1970). */
export function nextWatch(watch: Watch, event: SecurityEvent, now: number, policy: WatchPolicy): NextWatch {
  if (event.observedAt <= watch.settledUntil) return unchanged(watch);
  const isConcerned = policy.rules.some((rule) => concerns(rule, event));
  const former = watch.events.find(({ recordId }) => recordId === event.recordId);
  if (!isConcerned && (former === undefined || former.revision >= event.revision)) return unchanged(watch);
  const events = isConcerned ? withRecord(watch.events, event) : withoutRecord(watch.events, event.recordId);
  if (events === watch.events) return unchanged(watch);
  const next = tellKept({ ...watch, events }, now, policy);
  return { ...next, watch: settle(next.watch, policy) };
}

/** Tells what the kept events make of the watch: detections that begin with one of them, and the incidents of all. */
export function tellKept(watch: Watch, now: number, policy: WatchPolicy): NextWatch {
  const settled = watch.detections.filter(
    ({ firstObservedAt, withdrawn }) => !withdrawn && firstObservedAt <= watch.settledUntil,
  );
  const found = policy.rules.flatMap((rule) => detectionsOf(rule, watch.assetId, watch.events, settled));
  const told = restateDetections(watch.detections, [...settled, ...found]);
  const detections = withTold(watch, told, policy);
  const next = tellIncidents({ ...watch, detections }, now, policy);
  return { ...next, detections: told };
}

/** The watch after a person's decision. */
export function decide(watch: Watch, decision: Decision, now: number, policy: WatchPolicy): NextWatch {
  const decisions = [...watch.decisions, decision].slice(-2 * policy.keepIncidents);
  return tellIncidents({ ...watch, decisions }, now, policy);
}

/** The watch when the clock shows `now`, the same object where no incident closes by it. */
export function passTime(watch: Watch, now: number, policy: WatchPolicy): NextWatch {
  return (nextClosing(watch, policy) ?? Infinity) <= now ? tellIncidents(watch, now, policy) : unchanged(watch);
}

/** When the next incident closes by itself, if nothing more comes (ms since 1970). */
export function nextClosing({ incidents }: Watch, { quietMs }: WatchPolicy): number | undefined {
  const closing = incidents.filter(closesByItself).map(({ updatedAt }) => updatedAt + quietMs);
  return closing.length === 0 ? undefined : Math.min(...closing);
}

/** What a person has reopened is open under that person's name, and a person ends it. */
const closesByItself = ({ status, handledBy, withdrawn }: ToldIncident): boolean =>
  !withdrawn && (status === 'acknowledged' || (status === 'open' && handledBy === null));

function tellIncidents(before: Watch, now: number, policy: WatchPolicy): NextWatch {
  const { quietMs } = policy;
  const watch = { ...before, decisions: followingDetections(before, policy) };
  const raising = raisingIn(watch.detections, watch.settledUntil, Infinity);
  const drafts = incidentsOf(watch.assetId, watch.settled, raising, watch.decisions, quietMs);
  const incidents = restateIncidents(watch, drafts, now, quietMs);
  if (incidents.length === 0) return { watch, detections: [], incidents };
  const told = merged(watch.incidents, incidents, byIncident)
    .sort((a, b) => a.openedAt - b.openedAt || (a.incidentId < b.incidentId ? -1 : 1))
    .slice(-policy.keepIncidents);
  return { watch: { ...watch, incidents: told }, detections: [], incidents };
}

/** When a detection raises an incident: imports and backfills don't. */
const raisedAt = ({ isLive, observedAt, raisesAt }: ToldDetection): number =>
  raisesAt ?? (isLive ? observedAt : -Infinity);

/** Detections that raise incidents after one time and up to another, by event time. */
const raisingIn = (detections: readonly ToldDetection[], after: number, upTo: number): ToldDetection[] =>
  detections
    .map((detection) => ({ ...detection, observedAt: raisedAt(detection) }))
    .filter(({ observedAt, withdrawn }) => !withdrawn && observedAt > after && observedAt <= upTo)
    .sort((a, b) => a.observedAt - b.observedAt || (a.detectionId < b.detectionId ? -1 : 1));

/** The detection that took the events of one that was withdrawn. */
const successorOf = (gone: ToldDetection, told: readonly ToldDetection[], { rules }: WatchPolicy) => {
  const rule = rules.find(({ name }) => name === gone.rule);
  return told
    .filter(({ rule: name, actor, withdrawn }) => !withdrawn && name === gone.rule && actor === gone.actor)
    .filter(
      ({ firstObservedAt: first }) =>
        rule !== undefined && first < endOf(rule, gone.firstObservedAt) && gone.firstObservedAt < endOf(rule, first),
    )
    .sort((a, b) => a.firstObservedAt - b.firstObservedAt)[0];
};

/**
 * What was told of detections, once some were told again. An incident doesn't end because an event from behind the horizon
 * came to its first detection: what stands there now raises it in its place.
 */
export function withTold(
  { detections, settledUntil }: Watch,
  told: readonly ToldDetection[],
  policy: WatchPolicy,
): readonly ToldDetection[] {
  if (told.length === 0) return detections;
  const byId = new Map(detections.map((detection) => [detection.detectionId, detection]));
  const next = merged(detections, told, byDetection);
  const standing = told.flatMap((again) => {
    const former = byId.get(again.detectionId);
    if (former === undefined || former.withdrawn || raisedAt(former) <= settledUntil) return [];
    const successor = again.withdrawn ? successorOf(former, next, policy) : again;
    // behind the horizon, where nothing raises incidents
    const isBehind = successor !== undefined && successor.firstObservedAt <= settledUntil;
    return isBehind && raisedAt(successor) <= settledUntil ? [{ ...successor, raisesAt: raisedAt(former) }] : [];
  });
  return merged(next, standing, byDetection);
}

/** What was decided of an incident is decided of the one that has its first detection's events now. */
function followingDetections(
  { assetId, detections, decisions, settledUntil }: Watch,
  policy: WatchPolicy,
): readonly Decision[] {
  if (decisions.length === 0) return decisions;
  const successors = new Map(
    detections
      .filter((detection) => detection.withdrawn && raisedAt(detection) > settledUntil)
      .flatMap((gone) => {
        const successor = successorOf(gone, detections, policy);
        return successor === undefined ? [] : [[incidentIdOf(assetId, gone), incidentIdOf(assetId, successor)]];
      }),
  );
  return decisions.map((decision) => {
    const incidentId = successors.get(decision.incidentId);
    return incidentId === undefined ? decision : { ...decision, incidentId };
  });
}

/** Forgets events that lie too far behind the newest, and puts the detections before that into their incident for good. */
function settle(watch: Watch, policy: WatchPolicy): Watch {
  if (watch.heldBy !== undefined)
    return watch.events.length <= 2 * policy.keepEvents ? watch : settle({ ...watch, heldBy: undefined }, policy);
  const newest = watch.events.at(-1)?.observedAt ?? 0;
  const surplus = watch.events[watch.events.length - policy.keepEvents - 1]?.observedAt ?? 0;
  const settledUntil = Math.max(watch.settledUntil, newest - policy.keepMs, surplus);
  if (settledUntil === watch.settledUntil) return watch;
  const settling = raisingIn(watch.detections, watch.settledUntil, settledUntil);
  const drafts = incidentsOf(watch.assetId, watch.settled, settling, watch.decisions, policy.quietMs);
  return {
    ...watch,
    settledUntil,
    events: watch.events.filter(({ observedAt }) => observedAt > settledUntil),
    detections: watch.detections.filter((detection) => lastsUntil(detection, policy) > settledUntil),
    ...settledIncident(drafts, watch.decisions),
  };
}

/** Of a settled incident the other ids it might have had are forgotten: what was decided under them is its own. */
function settledIncident(
  drafts: readonly Draft[],
  decisions: readonly Decision[],
): Pick<Watch, 'settled' | 'decisions'> {
  const last = drafts.at(-1);
  return {
    settled: last && { ...last, aliases: [] },
    decisions: decisions.map((decision) => {
      const draft = drafts.find(({ aliases }) => aliases.includes(decision.incidentId));
      return draft === undefined ? decision : { ...decision, incidentId: draft.incidentId };
    }),
  };
}

/** Up to when an event may join a detection, or the detection its incident. */
export function lastsUntil(
  { rule, firstObservedAt, observedAt, raisesAt }: ToldDetection,
  { rules }: WatchPolicy,
): number {
  const itsRule = rules.find(({ name }) => name === rule);
  return Math.max(observedAt, raisesAt ?? 0, itsRule === undefined ? 0 : endOf(itsRule, firstObservedAt));
}

const byDetection = ({ detectionId }: ToldDetection): string => detectionId;
const byIncident = ({ incidentId }: ToldIncident): string => incidentId;

function merged<T>(told: readonly T[], changed: readonly T[], idOf: (item: T) => string): T[] {
  const ids = new Set(changed.map(idOf));
  return [...told.filter((item) => !ids.has(idOf(item))), ...changed];
}

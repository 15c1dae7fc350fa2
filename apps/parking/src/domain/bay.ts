// What a bay is depends on its observations in event time, not on the way they came. Recent observations are kept, in
// total order, so that one that comes late finds its place among them; what falls out of the window is settled into a
// few words. An observation from before that is behind the horizon: it changes nothing here.
import { type FactRecord, compareRecords, withRecord } from '@naru/facts';
import type { BayObservation, Occupation, SeenState } from './observation.js';
import { isSamePlace } from './place.js';
import { type Session, type Stay, nextStay, restate, staysOf } from './session.js';

/** What the observations said that are no longer kept. */
export interface SettledBay extends FactRecord {
  readonly state: Occupation;
  readonly since: number;
  /** The stay that they left open. */
  readonly stay: Stay | undefined;
}

export interface Bay {
  readonly bayId: string;
  /** Observations kept, in total order; never empty. */
  readonly recent: readonly BayObservation[];
  readonly settled: SettledBay | undefined;
  /** Sessions told that a kept observation may still change. */
  readonly sessions: readonly Session[];
  /** The recompute that reads what lies behind the kept observations: until it is done, none of them settles. */
  readonly heldBy: string | undefined;
}

export interface ParkingPolicy {
  /** How far behind a bay's latest observation a late one still finds its place (s). */
  readonly keepSeconds: number;
  /** However old they are, so many are kept. */
  readonly keepAtLeast: number;
  /** A sensor that chatters can't fill the memory. A recompute that takes too long loses its hold at twice as many. */
  readonly keepAtMost: number;
}

export interface NextBay {
  readonly bay: Bay;
  /** Sessions to be told. */
  readonly sessions: readonly Session[];
}

/**
 * The bay after this observation, the same object where it changes nothing. An older observation never replaces a
 * newer one, so replays are harmless.
 */
export function nextBayState(previous: Bay | undefined, seen: BayObservation, policy: ParkingPolicy): NextBay {
  const before = previous ?? { ...nothingKept, bayId: seen.bayId };
  if (before.settled !== undefined && compareRecords(seen, before.settled) <= 0) return { bay: before, sessions: [] };
  const recent = withRecord(before.recent, sharingPlace(seen, before.recent));
  if (recent === before.recent) return { bay: before, sessions: [] };
  const cause = seen.revision > 0 ? 'correction' : 'late';
  const sessions = restate(before.sessions, staysOf(before.settled?.stay, recent), cause);
  const bay = settle({ ...before, recent, sessions: merge(before.sessions, sessions) }, policy);
  return { bay, sessions };
}

const nothingKept = { recent: [], settled: undefined, sessions: [], heldBy: undefined } as const;

/** What lies behind a bay's kept observations, from a moment without a stay to another. */
export interface BayHistory {
  /** No stay was open just before this moment, neither by the observations nor as they were told (ms since 1970). */
  readonly from: number;
  /** As `from`; null where it reaches to the latest observation. */
  readonly until: number | null;
  /** The last before `from`, so that it is known since when the bay was free, and all from there on that changed its state. */
  readonly observations: readonly SeenState[];
  /** Sessions that began in that time, as they were last told, withdrawn ones among them. */
  readonly sessions: readonly Session[];
}

/**
 * The bay once its whole history is known, and the sessions that were told otherwise. Kept observations and what was
 * told of them are the bay's own; the history counts for what lies behind. Undefined where both contradict each other:
 * something was told since the history was read.
 */
export function recompute(bay: Bay, history: BayHistory): NextBay | undefined {
  const recent = withoutCorrected(bay.recent, history.observations);
  const [oldest] = recent;
  const isKnown = history.observations.length > 0;
  if (!isKnown || oldest === undefined || history.from > oldest.observedAt) return { bay, sessions: [] };
  if (bay.sessions.some(({ startedAt, withdrawn }) => !withdrawn && startedAt < history.from)) return undefined;
  const kept = new Set(recent.map(({ recordId }) => recordId));
  const behind = history.observations
    .filter((seen) => !kept.has(seen.recordId) && compareRecords(seen, oldest) < 0)
    .sort(compareRecords);
  if (history.until !== null && history.until <= oldest.observedAt)
    return { bay: { ...bay, recent }, sessions: restate(history.sessions, staysOf(undefined, behind), 'recompute') };
  const told = merge(history.sessions, bay.sessions);
  const sessions = restate(told, staysOf(undefined, [...behind, ...recent]), 'recompute');
  const settled = settledAt(bay.settled, behind.reduce(settledAfter, undefined));
  const current = merge(told, sessions).filter(canStillChange(settled, recent));
  return { bay: { ...bay, recent, settled, sessions: current }, sessions };
}

/** Kept observations, but for those that a revision moved behind the horizon, where it was refused. One at least is kept. */
function withoutCorrected(recent: readonly BayObservation[], history: readonly SeenState[]): readonly BayObservation[] {
  const revisions = new Map(history.map(({ recordId, revision }) => [recordId, revision]));
  const left = recent.filter(({ recordId, revision }) => revision >= (revisions.get(recordId) ?? 0));
  return left.length === 0 || left.length === recent.length ? recent : left;
}

/** What the whole history says, at the boundary that there was: what was refused behind it comes by recompute alone. */
function settledAt(before: SettledBay | undefined, after: SettledBay | undefined): SettledBay | undefined {
  if (before === undefined || (after !== undefined && compareRecords(before, after) <= 0)) return after;
  const { recordId, revision, source, observedAt } = before;
  const said = after ?? { state: 'unknown', since: observedAt, stay: undefined };
  return { ...said, recordId, revision, source, observedAt };
}

/** The observation that says what the bay is now. */
export function latestOf(bay: Bay): BayObservation {
  const latest = bay.recent.at(-1);
  if (latest === undefined) throw new Error(`Bay ${bay.bayId} has no observation`);
  return latest;
}

/** Since when the bay has its state (ms since 1970). */
export function sinceOf(bay: Bay): number {
  const { state } = latestOf(bay);
  const change = bay.recent.findLastIndex((seen) => seen.state !== state);
  if (change === -1 && bay.settled?.state === state) return bay.settled.since;
  return (bay.recent[change + 1] ?? latestOf(bay)).observedAt;
}

/** Bays rarely move: their observations share one object for the place. */
function sharingPlace(seen: BayObservation, recent: readonly BayObservation[]): BayObservation {
  const place = recent.at(-1)?.place;
  return place !== undefined && isSamePlace(place, seen.place) ? { ...seen, place } : seen;
}

function merge(told: readonly Session[], changed: readonly Session[]): readonly Session[] {
  if (changed.length === 0) return told;
  const ids = new Set(changed.map(({ sessionId }) => sessionId));
  return [...told.filter(({ sessionId }) => !ids.has(sessionId)), ...changed];
}

/** Forgets observations that lie too far behind the latest, keeping what they said. */
function settle(bay: Bay, policy: ParkingPolicy): Bay {
  if (bay.heldBy !== undefined)
    return bay.recent.length <= 2 * policy.keepAtMost ? bay : settle({ ...bay, heldBy: undefined }, policy);
  const oldest = latestOf(bay).observedAt - policy.keepSeconds * 1_000;
  const surplus = bay.recent.length - policy.keepAtMost;
  const dispensable = bay.recent.length - policy.keepAtLeast;
  const kept = bay.recent.findIndex((seen, i) => i >= surplus && (i >= dispensable || seen.observedAt >= oldest));
  if (kept <= 0) return bay;
  const settled = bay.recent.slice(0, kept).reduce(settledAfter, bay.settled);
  const recent = bay.recent.slice(kept);
  return { ...bay, recent, settled, sessions: bay.sessions.filter(canStillChange(settled, recent)) };
}

/** Whether a kept observation has a part in a session; one that was withdrawn may come back under its id. */
function canStillChange(
  settled: SettledBay | undefined,
  recent: readonly BayObservation[],
): (session: Session) => boolean {
  const current = new Set(staysOf(settled?.stay, recent).map(({ sessionId }) => sessionId));
  const settledUntil = settled?.observedAt ?? 0;
  return ({ sessionId, startedAt, withdrawn }) => (withdrawn ? startedAt >= settledUntil : current.has(sessionId));
}

function settledAfter(settled: SettledBay | undefined, seen: SeenState): SettledBay {
  const { recordId, revision, source, observedAt, state } = seen;
  const stay = nextStay(settled?.stay, seen);
  return {
    recordId,
    revision,
    source,
    observedAt,
    state,
    since: settled?.state === state ? settled.since : observedAt,
    stay: stay?.endedAt === null ? stay : undefined,
  };
}

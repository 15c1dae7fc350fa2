// What a bay is depends on its observations in event time, not on the way they came. Recent observations are kept, in
// total order, so that one that comes late finds its place among them; what falls out of the window is settled into a
// few words. An observation from before that is behind the horizon: it changes nothing here.
import { type FactRecord, compareRecords, withRecord } from '@naru/facts';
import type { BayObservation, Occupation } from './observation.js';
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
}

export interface ParkingPolicy {
  /** How far behind a bay's latest observation a late one still finds its place (s). */
  readonly keepSeconds: number;
  /** However old they are, so many are kept. */
  readonly keepAtLeast: number;
  /** A sensor that chatters can't fill the memory. */
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
  const before = previous ?? { bayId: seen.bayId, recent: [], settled: undefined, sessions: [] };
  if (before.settled !== undefined && compareRecords(seen, before.settled) <= 0) return { bay: before, sessions: [] };
  const recent = withRecord(before.recent, sharingPlace(seen, before.recent));
  if (recent === before.recent) return { bay: before, sessions: [] };
  const cause = seen.revision > 0 ? 'correction' : 'late';
  const sessions = restate(before.sessions, staysOf(before.settled?.stay, recent), cause);
  const bay = settle({ ...before, recent, sessions: merge(before.sessions, sessions) }, policy);
  return { bay, sessions };
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

function settledAfter(settled: SettledBay | undefined, seen: BayObservation): SettledBay {
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

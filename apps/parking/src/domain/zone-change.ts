import { type Bay, latestOf } from './bay.js';
import type { BayObservation, Occupation } from './observation.js';

/** What a bay counts as in its zone: its state, or apart from the others where the master data doesn't know it. */
export type Standing = Occupation | 'unlisted';

/** A bay changed what it counts as in a zone, or was seen there; null is not in the zone. */
export interface ZoneChange {
  readonly zoneKind: string;
  readonly zoneId: string;
  readonly bayId: string;
  readonly before: Standing | null;
  readonly after: Standing | null;
  /** To the whole minute (ms since 1970). */
  readonly observedAt: number;
}

const standingOf = ({ state, place }: BayObservation): Standing => (place.known ? state : 'unlisted');
const minuteOf = (at: number): number => Math.floor(at / 60_000) * 60_000;

/**
 * What the zones of a bay have to hear: where it counts otherwise than before, where it left or came, and once a
 * minute that it was seen. Minutes, so that the zone's "latest observation" doesn't cost a message an observation. A bay
 * that was seen somewhere before it moved counts there no more, but the zone hears of it, whenever the record comes.
 */
export function zoneChangesOf(before: Bay | undefined, after: Bay, seen: BayObservation): ZoneChange[] {
  const was = before && latestOf(before);
  const is = latestOf(after);
  const seenAnew = was === undefined || minuteOf(is.observedAt) > minuteOf(was.observedAt);
  const changes: ZoneChange[] = [];
  const tell = (zoneKind: string, zoneId: string, from: Standing | null, to: Standing | null, at = is): void => {
    const observedAt = minuteOf(at.observedAt);
    changes.push({ zoneKind, zoneId, bayId: after.bayId, before: from, after: to, observedAt });
  };
  for (const [kind, zone] of Object.entries(was?.place.zones ?? {}))
    if (was !== undefined && is.place.zones[kind] !== zone) tell(kind, zone, standingOf(was), null);
  for (const [kind, zone] of Object.entries(is.place.zones)) {
    const [from, to] = [was?.place.zones[kind] === zone ? standingOf(was) : null, standingOf(is)];
    if (from !== to || seenAnew) tell(kind, zone, from, to);
  }
  for (const [kind, zone] of Object.entries(seen.place.zones))
    if (is.place.zones[kind] !== zone && was?.place.zones[kind] !== zone) tell(kind, zone, null, null, seen);
  return changes;
}

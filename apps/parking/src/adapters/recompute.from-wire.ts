import type { ParkingBayHistory } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { BayHistory } from '../domain/bay.js';

/** A piece of a bay's history as the warehouse had it. */
export function historyFromWire(
  bayId: string,
  { from, until, zones, observations, sessions }: ParkingBayHistory,
): BayHistory {
  const zonesAt = (place: number): Readonly<Record<string, string>> => zones[place] ?? {};
  return {
    from,
    until,
    observations: observations.map(({ recordId, zones: place, ...seen }) => ({
      ...seen,
      recordId: idOfBytes(recordId),
      bayId,
      place: { zones: zonesAt(place) },
    })),
    sessions: sessions.map(({ sessionId, openingRecordId, zones: place, ...session }) => ({
      ...session,
      sessionId: idOfBytes(sessionId),
      openingRecordId: idOfBytes(openingRecordId),
      zones: zonesAt(place),
    })),
  };
}

import type { ParkingBayHistory, ParkingRecompute, ParkingRecomputedBay } from '@naru/contracts';
import type { Session } from '../domain/session.js';

/** What became of a piece; `sessions` were told otherwise, undefined where its history was outdated. */
export function recomputedBayToWire(
  { recomputeId, jobId, commandedBy, commandedAt, assetId }: ParkingRecompute,
  { from, until, isLast }: ParkingBayHistory,
  sessions: readonly Session[] | undefined,
): ParkingRecomputedBay {
  const withdrawn = sessions?.filter((session) => session.withdrawn).length ?? 0;
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, assetId, isLast },
    beginsAt: from,
    endsAt: until,
    outcome: sessions === undefined ? 'outdated' : 'applied',
    restated: (sessions?.length ?? 0) - withdrawn,
    withdrawn,
  };
}

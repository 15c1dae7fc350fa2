import type { ParkingBayHistory, ParkingRecompute, ParkingRecomputedBay } from '@naru/contracts';
import { recomputeOutcome } from '@naru/facts';
import type { Session } from '../domain/session.js';

/** What became of a piece; `sessions` were told otherwise, undefined where its history was outdated. */
export function recomputedBayToWire(
  { recomputeId, jobId, commandedBy, commandedAt, assetId }: ParkingRecompute,
  { from, until, isLast }: ParkingBayHistory,
  sessions: readonly Session[] | undefined,
): ParkingRecomputedBay {
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, assetId, isLast },
    beginsAt: from,
    endsAt: until,
    ...recomputeOutcome(sessions),
  };
}

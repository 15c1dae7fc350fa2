import type { ParkingBayHistory, ParkingObservation, ParkingRecompute, ParkingSession } from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

const command = (name: string, assetId: string): Omit<ParkingRecompute, 'history'> => ({
  ...{ recomputeId: bytesOfName(name), jobId: bytesOfName('job'), commandedBy: 'k1', commandedAt: 0, assetId },
});

/** What holds a bay for a recompute. */
export const hold = (name: string, assetId: string): ParkingRecompute => ({
  ...command(name, assetId),
  history: null,
});

/** The whole history of a bay as the warehouse would have it; `sessions` as they came, the last statement of each counts. */
export function wholeHistory(
  name: string,
  assetId: string,
  observations: readonly ParkingObservation[],
  sessions: readonly ParkingSession[],
): ParkingRecompute {
  const last = new Map(sessions.map((session) => [session.sessionId.toString('hex'), session]));
  const piece: ParkingBayHistory = {
    from: 0,
    until: null,
    zones: [{ district: 'jongno' }],
    observations: observations.map(({ recordId, revision, source, observedAt, state }) => ({
      ...{ recordId, revision, source, observedAt, state, zones: 0 },
    })),
    sessions: [...last.values()].map(({ sessionId, openingRecordId, startedAt, endedAt, ...told }) => ({
      ...{ sessionId, openingRecordId, startedAt, endedAt, zones: 0 },
      ...{ revision: told.revision, cause: told.cause, withdrawn: told.withdrawn },
    })),
    isLast: true,
  };
  return { ...command(name, assetId), history: piece };
}

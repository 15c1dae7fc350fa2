import type { ParkingBayHistory, ParkingRecompute } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Piece } from '../../domain/recompute/pieces.js';

/** Who wants which bay computed anew. */
export interface Command {
  /** 32 hex digits. */
  readonly recomputeId: string;
  readonly jobId: string;
  readonly commandedBy: string;
  readonly commandedAt: number;
  readonly assetId: string;
}

/** A piece of a bay's history; undefined holds the bay. */
export const recomputeToWire = (
  { recomputeId, jobId, ...command }: Command,
  piece?: Piece & { readonly isLast: boolean },
): ParkingRecompute => ({
  ...command,
  recomputeId: bytesOfId(recomputeId),
  jobId: bytesOfId(jobId),
  history: piece === undefined ? null : historyToWire(piece),
});

function historyToWire({ observations, sessions, ...rest }: Piece & { readonly isLast: boolean }): ParkingBayHistory {
  const places = new Map<string, number>();
  const zones: Readonly<Record<string, string>>[] = [];
  const placeOf = (its: Readonly<Record<string, string>>): number => {
    const text = JSON.stringify(its);
    const place = places.get(text) ?? places.size;
    if (place === places.size) {
      places.set(text, place);
      zones.push(its);
    }
    return place;
  };
  return {
    ...rest,
    observations: observations.map((seen) => ({
      ...seen,
      recordId: bytesOfId(seen.recordId),
      zones: placeOf(seen.zones),
    })),
    sessions: sessions.map((told) => ({
      ...told,
      sessionId: bytesOfId(told.sessionId),
      openingRecordId: bytesOfId(told.openingRecordId),
      zones: placeOf(told.zones),
    })),
    zones,
  };
}

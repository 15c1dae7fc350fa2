import type { ParkingSession } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Session } from '../domain/session.js';

export const sessionToWire = (assetId: string, { sessionId, openingRecordId, ...rest }: Session): ParkingSession => ({
  assetId,
  sessionId: bytesOfId(sessionId),
  openingRecordId: bytesOfId(openingRecordId),
  ...rest,
});

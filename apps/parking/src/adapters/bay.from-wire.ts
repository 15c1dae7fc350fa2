import type { ParkingBay, ParkingBayPlace, ParkingKeptObservation, ParkingStay } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { RestoreError } from '@naru/streams';
import type { Bay } from '../domain/bay.js';
import type { BayObservation } from '../domain/observation.js';
import type { Stay } from '../domain/session.js';

export const bayFromWire = ({ assetId, places, recent, settled, sessions, heldBy }: ParkingBay): Bay => ({
  bayId: assetId,
  recent: recent.map((kept) => observationFromWire(assetId, kept, places)),
  settled:
    settled === null
      ? undefined
      : {
          recordId: idOfBytes(settled.recordId),
          revision: settled.revision,
          source: settled.source,
          observedAt: settled.observedAt,
          state: settled.state,
          since: settled.since,
          stay: settled.stay === null ? undefined : stayFromWire(settled.stay),
        },
  sessions: sessions.map(({ revision, cause, withdrawn, ...stay }) => ({
    ...stayFromWire(stay),
    revision,
    cause,
    withdrawn,
  })),
  heldBy: heldBy === null ? undefined : idOfBytes(heldBy),
});

function observationFromWire(
  bayId: string,
  { recordId, place, ...rest }: ParkingKeptObservation,
  places: readonly ParkingBayPlace[],
): BayObservation {
  const itsPlace = places[place];
  if (itsPlace === undefined) throw new RestoreError(`The changelog of bay ${bayId} has no place ${place}`);
  return { ...rest, recordId: idOfBytes(recordId), bayId, place: itsPlace };
}

const stayFromWire = ({ sessionId, openingRecordId, ...rest }: ParkingStay): Stay => ({
  sessionId: idOfBytes(sessionId),
  openingRecordId: idOfBytes(openingRecordId),
  ...rest,
});

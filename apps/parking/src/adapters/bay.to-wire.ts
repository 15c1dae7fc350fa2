import type { ParkingBay, ParkingKeptObservation, ParkingStay } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Bay } from '../domain/bay.js';
import type { BayObservation, Place } from '../domain/observation.js';
import type { Stay } from '../domain/session.js';

/** The bay as its changelog holds it. Observations refer to their places, which nearly always are one and the same. */
export function bayToWire({ bayId, recent, settled, sessions, heldBy }: Bay): ParkingBay {
  const places = [...new Set(recent.map(({ place }) => place))];
  return {
    assetId: bayId,
    places,
    recent: recent.map((seen) => observationToWire(seen, places)),
    settled:
      settled === undefined
        ? null
        : {
            recordId: bytesOfId(settled.recordId),
            revision: settled.revision,
            source: settled.source,
            observedAt: settled.observedAt,
            state: settled.state,
            since: settled.since,
            stay: settled.stay === undefined ? null : stayToWire(settled.stay),
          },
    sessions: sessions.map(({ revision, cause, withdrawn, ...stay }) => ({
      ...stayToWire(stay),
      revision,
      cause,
      withdrawn,
    })),
    heldBy: heldBy === undefined ? null : bytesOfId(heldBy),
  };
}

const observationToWire = (seen: BayObservation, places: readonly Place[]): ParkingKeptObservation => ({
  recordId: bytesOfId(seen.recordId),
  revision: seen.revision,
  source: seen.source,
  device: seen.device,
  observedAt: seen.observedAt,
  receivedAt: seen.receivedAt,
  state: seen.state,
  quality: seen.quality,
  place: places.indexOf(seen.place),
});

const stayToWire = ({ sessionId, openingRecordId, ...rest }: Stay): ParkingStay => ({
  sessionId: bytesOfId(sessionId),
  openingRecordId: bytesOfId(openingRecordId),
  ...rest,
});

import type { ParkingObservation } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { BayObservation } from '../domain/observation.js';

export const observationFromWire = (wire: ParkingObservation): BayObservation => ({
  recordId: idOfBytes(wire.recordId),
  revision: wire.revision,
  source: wire.source,
  observedAt: wire.observedAt,
  bayId: wire.assetId ?? wire.device,
  device: wire.device,
  receivedAt: wire.receivedAt,
  state: wire.state,
  quality: wire.quality,
  place: { known: wire.assetId !== null, point: wire.placePoint, zones: wire.zones },
});

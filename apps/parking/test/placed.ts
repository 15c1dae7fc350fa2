import type { ParkingObservation } from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

/** A placed observation as enrichment writes it; what isn't said is as in most records. */
export const placed = ({
  record,
  ...more
}: Partial<ParkingObservation> & { readonly record: string }): ParkingObservation => ({
  recordId: bytesOfName(record),
  contentHash: bytesOfName(''),
  source: 'bays',
  receivedAt: more.observedAt ?? 0,
  observedAt: 0,
  device: `S-${more.assetId ?? ''}`,
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'free',
  revision: 0,
  cause: null,
  assetId: null,
  placeReason: null,
  placePoint: null,
  zones: { district: 'jongno' },
  h3: null,
  building: null,
  storey: null,
  masterDataAt: null,
  ...more,
});

import type { EnergyReading } from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

/** A placed reading as enrichment writes it; what isn't said is as in most records. */
export const placed = ({ record, ...more }: Partial<EnergyReading> & { readonly record: string }): EnergyReading => ({
  recordId: bytesOfName(record),
  contentHash: bytesOfName(''),
  source: 'meters',
  receivedAt: more.observedAt ?? 0,
  observedAt: 0,
  device: `M-${more.assetId ?? ''}`,
  point: null,
  quality: 'good',
  lane: 'live',
  property: 'active-energy-import',
  value: 0,
  unit: 'kWh',
  revision: 0,
  cause: null,
  assetId: 'meter-1',
  placeReason: null,
  placePoint: null,
  zones: { district: 'jongno' },
  h3: null,
  building: null,
  storey: null,
  masterDataAt: null,
  ...more,
});

import type { SecurityEvent } from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

/** A placed event as enrichment writes it; what isn't said is as in most records. */
export const placed = ({ record, ...more }: Partial<SecurityEvent> & { readonly record: string }): SecurityEvent => ({
  recordId: bytesOfName(record),
  contentHash: bytesOfName(''),
  source: 'guards',
  receivedAt: more.observedAt ?? 0,
  observedAt: 0,
  device: `G-${more.assetId ?? ''}`,
  point: null,
  quality: 'good',
  lane: 'live',
  classUid: 3002,
  activity: 'logon-failed',
  severity: 'low',
  actor: 'intruder',
  message: '',
  attributes: {},
  revision: 0,
  cause: null,
  assetId: 'gateway-1',
  placeReason: null,
  placePoint: null,
  zones: { district: 'jongno' },
  h3: null,
  building: null,
  storey: null,
  masterDataAt: null,
  ...more,
});

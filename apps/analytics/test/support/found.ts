import type { Copy, Place, Statement } from '../../src/domain/where/found.js';

export const raw = (offset: number): Place => ({ topic: 'raw', partition: 0, offset });
export const placed = (offset: number): Place => ({ topic: 'placed', partition: 0, offset });

export const copy = (offset: number, contentHash: string): Copy => ({
  place: raw(offset),
  isTabled: true,
  recordId: 'r',
  contentHash,
  kind: 'parking/observations',
  source: 'bays',
  device: 'S-1',
  lane: 'live',
  receivedAt: 1_000 + offset,
  observedAt: 900,
});
export const statement = (
  offset: number,
  contentHash: string,
  revision: number,
  cause: string | null = null,
): Statement => ({
  ...copy(offset, contentHash),
  place: placed(offset),
  revision,
  cause,
  assetId: 'bay-1',
  placeReason: null,
  longitude: null,
  latitude: null,
  zones: {},
  h3: null,
  building: null,
  storey: null,
  masterDataAt: null,
  property: null,
});

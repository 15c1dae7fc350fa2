import type { Asset } from './asset.js';
import type { Zone } from './zone.js';

// Keys of the compacted topics: a later statement about the same beginning takes the place of the earlier one.

export const keyOfAsset = ({ assetId, validFrom }: Pick<Asset, 'assetId' | 'validFrom'>): string =>
  `${assetId}@${validFrom}`;

export const keyOfZone = ({ kind, zoneId, validFrom }: Pick<Zone, 'kind' | 'zoneId' | 'validFrom'>): string =>
  `${kind}/${zoneId}@${validFrom}`;

/** Undefined for a key that is none of ours. */
export function readAssetKey(key: string): Pick<Asset, 'assetId' | 'validFrom'> | undefined {
  const [, assetId, validFrom] = /^(.+)@(\d+)$/s.exec(key) ?? [];
  return assetId === undefined ? undefined : { assetId, validFrom: Number(validFrom) };
}

/** Undefined for a key that is none of ours. */
export function readZoneKey(key: string): Pick<Zone, 'kind' | 'zoneId' | 'validFrom'> | undefined {
  const [, kind, zoneId, validFrom] = /^([^/]+)\/(.+)@(\d+)$/s.exec(key) ?? [];
  return kind === undefined || zoneId === undefined ? undefined : { kind, zoneId, validFrom: Number(validFrom) };
}

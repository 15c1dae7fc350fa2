import { describe, expect, it } from '@jest/globals';
import type { Asset } from './asset.js';
import { Assets } from './assets.js';

const asset = (
  assetId: string,
  devices: string[],
  validFrom = 0,
  recordedAt = 1,
  validTo: number | null = null,
): Asset => ({
  assetId,
  kind: 'bay',
  name: '',
  devices,
  point: null,
  zones: {},
  building: null,
  storey: null,
  attributes: {},
  validFrom,
  validTo,
  recordedAt,
});
const assetsOf = (...all: Asset[]): Assets => {
  const assets = new Assets();
  for (const one of all) assets.put(one);
  return assets;
};

describe('Assets', () => {
  it('finds the carrier of a device, of any source or of one', () => {
    const assets = assetsOf(asset('a', ['s1/d']), asset('b', ['d']));
    expect(assets.carrierAt('s1', 'd', 5).asset?.assetId).toBe('a');
    expect(assets.carrierAt('s2', 'd', 5).asset?.assetId).toBe('b');
    expect(assets.carrierAt('s2', 'e', 5).asset).toBeUndefined();
  });

  it('follows a sensor that moved to another bay', () => {
    const assets = assetsOf(asset('a', ['d'], 0), asset('a', [], 10), asset('b', ['d'], 10));
    expect([9, 10].map((instant) => assets.carrierAt('s', 'd', instant).asset?.assetId)).toEqual(['a', 'b']);
    expect(assets.carrierAt('s', 'd', 9).span).toEqual({ from: 0, until: 10 });
  });

  it('knows no carrier where the asset was gone', () => {
    expect(assetsOf(asset('a', ['d'], 0, 1, 10)).carrierAt('s', 'd', 10).asset).toBeUndefined();
  });

  it('forgets a device that the corrected version no longer carries', () => {
    const assets = assetsOf(asset('a', ['d'], 0, 1), asset('a', ['e'], 0, 2));
    expect(assets.carrierAt('s', 'd', 5).asset).toBeUndefined();
    expect(assets.carrierAt('s', 'e', 5).asset?.assetId).toBe('a');
  });
});

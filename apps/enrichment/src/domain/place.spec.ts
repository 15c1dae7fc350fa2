import { describe, expect, it } from '@jest/globals';
import type { Asset } from './asset.js';
import { placeOf } from './place.js';
import type { Zone } from './zone.js';
import { Zones } from './zones.js';

const bay: Asset = {
  assetId: 'bay-1',
  kind: 'bay',
  name: '',
  devices: ['S-4711'],
  point: { longitude: 1, latitude: 1 },
  zones: {},
  building: 'B',
  storey: -2,
  attributes: {},
  validFrom: 0,
  validTo: null,
  recordedAt: 100,
};
const square = (kind: string, zoneId: string, west: number, recordedAt: number, validFrom = 0): Zone => ({
  kind,
  zoneId,
  names: {},
  parent: null,
  attributes: {},
  validFrom,
  validTo: null,
  recordedAt,
  area: [
    [
      [
        [west, 0],
        [west + 4, 0],
        [west + 4, 4],
        [west, 4],
        [west, 0],
      ],
    ],
  ],
});
const cityOf = (...all: Zone[]): Zones => {
  const zones = new Zones();
  for (const zone of all) zones.put(zone);
  return zones;
};

describe('placeOf', () => {
  it('takes the asset, its zones, and the newest version that said so', () => {
    const zones = cityOf(
      square('district', '01', 0, 200),
      square('grid', '7', 0, 150),
      square('district', '02', 4, 900),
    );
    expect(placeOf(zones, bay, { longitude: 5, latitude: 1 }, 10)).toEqual({
      assetId: 'bay-1',
      reason: null,
      point: { longitude: 1, latitude: 1 },
      zones: { district: '01', grid: '7' },
      cell: '8a7541ad5a77fff',
      building: 'B',
      storey: -2,
      masterDataAt: 200,
    });
  });

  it('places what no asset carries by its own point', () => {
    const place = placeOf(cityOf(square('district', '02', 4, 900)), undefined, { longitude: 5, latitude: 1 }, 10);
    expect(place).toMatchObject({
      assetId: null,
      reason: 'unknown-asset',
      zones: { district: '02' },
      masterDataAt: 900,
      building: null,
    });
  });

  it('says why a place is incomplete', () => {
    const nowhere = { ...bay, point: null };
    expect(placeOf(cityOf(), undefined, null, 10)).toMatchObject({
      reason: 'unknown-asset',
      point: null,
      cell: null,
      masterDataAt: null,
    });
    expect(placeOf(cityOf(), nowhere, null, 10)).toMatchObject({
      assetId: 'bay-1',
      reason: 'no-coordinates',
      point: null,
    });
    expect(placeOf(cityOf(), nowhere, { longitude: 9, latitude: 9 }, 10)).toMatchObject({
      reason: 'outside-zones',
      point: { longitude: 9 },
    });
  });

  it('takes the zone that the asset names before one that its point lies in', () => {
    const named = { ...bay, zones: { district: '99', postcode: '3000' } };
    expect(placeOf(cityOf(square('district', '01', 0, 200)), named, null, 10).zones).toEqual({
      district: '99',
      postcode: '3000',
    });
  });

  it('takes the lowest id of overlapping zones of one kind', () => {
    const zones = cityOf(square('district', 'b', 0, 1), square('district', 'a', 0, 2), square('district', 'c', 0, 3));
    expect(placeOf(zones, bay, null, 10).zones).toEqual({ district: 'a' });
  });

  it('uses zones as they were', () => {
    const zones = cityOf(square('district', '01', 0, 1), square('district', '01', 8, 2, 20));
    expect(placeOf(zones, bay, null, 19).zones).toEqual({ district: '01' });
    expect(placeOf(zones, bay, null, 20).zones).toEqual({});
  });
});

import { describe, expect, it } from '@jest/globals';
import type { CityAsset, CityZone } from '@naru/contracts';
import { MasterData } from '../domain/master-data.js';
import { applyMasterData } from './master-data.from-wire.js';

const validity = { validFrom: 0, validTo: null, recordedAt: 1 };
const asset = (longitude: number): CityAsset => ({
  assetId: 'a@b',
  kind: 'bay',
  name: '',
  devices: ['d'],
  point: { longitude, latitude: 37 },
  zones: {},
  building: null,
  storey: null,
  attributes: {},
  ...validity,
});
const zone = (geometry: string | null): CityZone => ({
  zoneId: '1/2',
  kind: 'district',
  names: {},
  parent: null,
  geometry,
  attributes: {},
  ...validity,
});

const applied = () => {
  const masterData = new MasterData();
  const passedOver: unknown[] = [];
  const log = { error: (fields: unknown) => passedOver.push(fields) };
  return { masterData, passedOver, apply: applyMasterData(masterData, log as never) };
};

describe('applyMasterData', () => {
  it('learns versions and forgets those whose key was deleted, whatever their ids are made of', () => {
    const { masterData, apply } = applied();
    apply.asset('a@b@0', asset(127));
    apply.zone('district/1/2@0', zone(null));
    expect([masterData.assets.at('a@b', 5), masterData.zones.at('district', '1/2', 5)]).not.toContain(undefined);
    apply.asset('a@b@0', null);
    apply.zone('district/1/2@0', null);
    expect([masterData.assets.at('a@b', 5), masterData.zones.at('district', '1/2', 5)]).toEqual([undefined, undefined]);
  });

  it.each(['no JSON', '{"type":"Polygon","coordinates":[]}'])('passes over a zone whose geometry is %s', (geometry) => {
    const { masterData, passedOver, apply } = applied();
    apply.zone('district/1@0', zone(geometry));
    expect(passedOver).toHaveLength(1);
    expect([...masterData.zones.allAt(5)]).toEqual([]);
  });

  it.each([NaN, 500])('passes over an asset at longitude %d', (longitude) => {
    const { masterData, passedOver, apply } = applied();
    apply.asset('a@0', asset(longitude));
    expect(passedOver).toHaveLength(1);
    expect([...masterData.assets.allAt(5)]).toEqual([]);
  });
});

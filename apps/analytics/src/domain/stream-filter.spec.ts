import { describe, expect, it } from '@jest/globals';
import { type Situated, type StreamFilter, filtersFor, isAskedFor } from './stream-filter.js';

const observation: Situated = {
  assetId: 'bay-1',
  zones: { district: 'D1' },
  placePoint: { longitude: 126.98, latitude: 37.57 },
  point: { longitude: 0, latitude: 0 },
};

describe('what a reader asks for', () => {
  it.each<[string, Situated | null, StreamFilter, boolean]>([
    ['nothing in particular', observation, {}, true],
    ['its asset', observation, { asset: 'bay-1' }, true],
    ['another asset', observation, { asset: 'bay-2' }, false],
    ['its zone', observation, { zone: { kind: 'district', id: 'D1' } }, true],
    ['another zone', observation, { zone: { kind: 'district', id: 'D2' } }, false],
    ['a kind that every object has', observation, { zone: { kind: 'toString', id: 'D1' } }, false],
    [
      'the zone of an occupancy',
      { zoneKind: 'district', zoneId: 'D1' },
      { zone: { kind: 'district', id: 'D1' } },
      true,
    ],
    ['the zone that it is', { kind: 'district', zoneId: 'D1' }, { zone: { kind: 'postcode', id: 'D1' } }, false],
    ['the place, not the sensor', observation, { bbox: { west: 126, south: 37, east: 127, north: 38 } }, true],
    ['elsewhere', observation, { bbox: { west: -1, south: -1, east: 1, north: 1 } }, false],
    [
      'over the antimeridian',
      { point: { longitude: -179, latitude: 1 } },
      { bbox: { west: 170, south: 0, east: -170, north: 2 } },
      true,
    ],
    ['a place that it has not', { point: null }, { bbox: { west: -180, south: -90, east: 180, north: 90 } }, false],
    ['all of it', observation, { asset: 'bay-1', zone: { kind: 'district', id: 'D2' } }, false],
    ['a deletion', null, { asset: 'bay-2' }, true],
  ])('%s', (_, value, filter, isAsked) => {
    expect(isAskedFor(value, filter)).toBe(isAsked);
  });
});

it('knows by which filters a topic can be asked', () => {
  expect(filtersFor(['recordId', 'point', 'assetId', 'zones'])).toEqual(['zone', 'asset', 'bbox']);
  expect(filtersFor(['zoneKind', 'zoneId', 'free'])).toEqual(['zone']);
  expect(filtersFor(['stage', 'task'])).toEqual([]);
});

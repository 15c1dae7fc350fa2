import { describe, expect, it } from '@jest/globals';
import { assetVersion, zoneVersion } from './version.from-json.js';

const errorsOf = (schema: typeof assetVersion | typeof zoneVersion, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('assetVersion', () => {
  it('fills in what people leave out', () => {
    expect(assetVersion.parse({ assetId: 'bay-1', kind: 'bay' })).toEqual({
      assetId: 'bay-1',
      kind: 'bay',
      name: '',
      devices: [],
      point: null,
      zones: {},
      building: null,
      storey: null,
      attributes: {},
      validFrom: 0,
      validTo: null,
    });
  });

  it('reads instants with their offset, and properties as text', () => {
    const asset = assetVersion.parse({
      assetId: ' 4711 ',
      kind: 'bay',
      devices: ['b', 'a', 'b'],
      attributes: { z: 'z', capacity: 12, covered: true },
      validFrom: '2026-11-20T00:00:00+09:00',
      validTo: '2026-12-01T00:00:00Z',
      storey: -2,
    });
    expect(asset).toMatchObject({
      assetId: '4711',
      devices: ['a', 'b'],
      validFrom: Date.UTC(2026, 10, 19, 15),
      validTo: Date.UTC(2026, 11, 1),
    });
    expect(Object.entries(asset.attributes)).toEqual([
      ['capacity', '12'],
      ['covered', 'true'],
      ['z', 'z'],
    ]);
  });

  it.each([
    ['no id', { kind: 'bay' }, 'assetId: '],
    ['a misspelt field', { assetId: '1', kind: 'bay', devise: [] }, ': Unrecognized key: "devise"'],
    ['a kind that is no name', { assetId: '1', kind: 'Bay Area' }, 'kind: is a name'],
    [
      'a time without offset',
      { assetId: '1', kind: 'bay', validFrom: '2026-11-20T00:00:00' },
      'validFrom: is an instant',
    ],
    [
      'an end before the beginning',
      { assetId: '1', kind: 'bay', validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' },
      'validTo: is not later',
    ],
    [
      'swapped coordinates',
      { assetId: '1', kind: 'bay', point: { longitude: 37.5, latitude: 127 } },
      'point: has longitude and latitude swapped',
    ],
    [
      'coordinates in metres',
      { assetId: '1', kind: 'bay', point: { longitude: 198_000, latitude: 551_000 } },
      'point: lies outside',
    ],
    ['a control character in the id', { assetId: 'a\u0000b', kind: 'bay' }, 'assetId: holds a control character'],
    ['a zone of a kind that is no name', { assetId: '1', kind: 'bay', zones: { 'a/b': '1' } }, 'zones'],
  ])('refuses %s', (_, value, error) => {
    expect(errorsOf(assetVersion, value).join('; ')).toContain(error);
  });
});

describe('zoneVersion', () => {
  const triangle = [
    [126, 37],
    [127, 37],
    [127, 38],
    [126, 37],
  ];

  it('takes a border, or none', () => {
    expect(zoneVersion.parse({ kind: 'postcode', zoneId: '3000' })).toMatchObject({
      area: null,
      parent: null,
      validFrom: 0,
    });
    const zone = zoneVersion.parse({
      kind: 'district',
      zoneId: '1',
      parent: 'municipality/11',
      geometry: { type: 'Polygon', coordinates: [triangle] },
    });
    expect(zone.area).toEqual([[triangle]]);
  });

  it.each([
    [
      'an open ring',
      { geometry: { type: 'Polygon', coordinates: [triangle.slice(1)] } },
      'geometry: A ring ends with the position',
    ],
    [
      'a line',
      { geometry: { type: 'LineString', coordinates: triangle } },
      'geometry: An area is a Polygon or a MultiPolygon',
    ],
    ['a parent without kind', { parent: '11' }, "parent: is '<kind>/<zone id>'"],
  ])('refuses %s', (_, more, error) => {
    expect(errorsOf(zoneVersion, { kind: 'district', zoneId: '1', ...more }).join('; ')).toContain(error);
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningService } from '@naru/http';
import { eventually } from '@naru/testing';
import { Hub } from './support/hub.js';

jest.setTimeout(120_000);

const ring = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const zone = (kind: string, zoneId: string, west: number, size = 1) => ({
  kind,
  zoneId,
  names: { ko: zoneId },
  geometry: { type: 'Polygon', coordinates: [ring(west, 37, size)] },
});
const bay = (n: number, longitude: number) => ({
  assetId: `bay-${n}`,
  kind: 'bay',
  devices: [`S-${n}`],
  point: { longitude, latitude: 37.5 },
});

let hub: Hub;
let one: RunningService;
let two: RunningService;
const put = (path: string, body: unknown, headers = {}) =>
  hub.call(one, `/v1/master-data/${path}`, { method: 'PUT', body, headers });
const get = (path: string, service = two) => hub.call(service, `/v1/places/${path}`);
const idsIn = ({ body }: { body: unknown }): unknown[] => {
  const { items = [], features = [] } = body as { items?: { assetId: string }[]; features?: { id: string }[] };
  return [...items.map(({ assetId }) => assetId), ...features.map(({ id }) => id)];
};

beforeAll(async () => {
  hub = await Hub.start();
  one = await hub.service('one');
  // holds whatever tasks it was given; the third instance owns nothing, since there are two tasks
  await hub.service('another');
  two = await hub.service('two', { NARU_OPEN_DATA: 'true' });
  expect(
    await put('zones', [zone('district', 'B', 127), zone('district', 'A', 126), zone('grid', '1', 126.5)]),
  ).toMatchObject({ status: 200, body: { accepted: 3, unchanged: 0 } });
  expect(
    await put('assets', [
      bay(1, 126.4),
      bay(2, 126.6),
      bay(3, 127.5),
      { assetId: 'meter', kind: 'meter', zones: { district: 'B' } },
    ]),
  ).toMatchObject({ status: 200, body: { accepted: 4 } });
  await eventually(
    () => get('zones'),
    (answer) => idsIn(answer).length === 3,
  );
  await eventually(
    () => get('assets'),
    (answer) => idsIn(answer).length === 4,
  );
});
afterAll(() => hub.close());

describe('loading master data', () => {
  it('writes nothing again that is known word for word, and replaces what is said otherwise', async () => {
    const same = [zone('district', 'A', 126), zone('district', 'B', 127)];
    expect((await put('zones', same)).body).toEqual({ accepted: 0, unchanged: 2 });
    const renamed = { ...zone('district', 'A', 126), names: { ko: '강남구' } };
    expect((await put('zones', [renamed, zone('district', 'B', 127)])).body).toEqual({ accepted: 1, unchanged: 1 });
    expect((await get('zones/district/A', one)).body).toMatchObject({ properties: { names: { ko: '강남구' } } });
  });

  it('takes lines and GeoJSON', async () => {
    const lines = [bay(11, 126.1), bay(12, 126.2)].map((one) => JSON.stringify(one)).join('\n');
    expect((await put('assets', lines, { 'content-type': 'application/x-ndjson' })).body).toEqual({
      accepted: 2,
      unchanged: 0,
    });
    const collection = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'bay-12',
          properties: { kind: 'bay', devices: ['S-12'] },
          geometry: { type: 'Point', coordinates: [126.2, 37.5] },
        },
      ],
    };
    expect((await put('assets', collection, { 'content-type': 'application/geo+json' })).body).toEqual({
      accepted: 0,
      unchanged: 1,
    });
    // clockwise, as many publishers have it
    const feature = {
      type: 'Feature',
      properties: { kind: 'grid', zoneId: '2' },
      geometry: { type: 'Polygon', coordinates: [ring(120, 30, 1).toReversed()] },
    };
    expect((await put('zones', feature)).body).toEqual({ accepted: 1, unchanged: 0 });
    expect((await get('zones/grid/2', one)).body).toMatchObject({ geometry: { coordinates: [ring(120, 30, 1)] } });
  });

  it('takes all or nothing, and names every error', async () => {
    const open = {
      kind: 'district',
      zoneId: 'C',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 2],
          ],
        ],
      },
    };
    const swapped = {
      kind: 'district',
      zoneId: 'D',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [37, 127],
            [37, 128],
            [38, 128],
            [37, 127],
          ],
        ],
      },
    };
    const twice = { ...zone('district', 'E', 10), names: { ko: 'another' } };
    const answer = await put('zones', [
      zone('district', 'E', 10),
      open,
      swapped,
      { ...zone('Stadt teil', 'F', 20), nmaes: {} },
      twice,
      { ...zone('district', 'G', 5), validFrom: '2026-01-02', validTo: null },
    ]);
    expect(answer).toMatchObject({ status: 422, body: { code: 'NARU_MASTER_DATA_INVALID' } });
    const { errors } = answer.body as { errors: { where: string; what: string }[] };
    expect(errors.map(({ where }) => where)).toEqual(['1.geometry', '2.geometry', '3.kind', '3', '4', '5.validFrom']);
    expect(errors[0]?.what).toContain('[ring-not-closed]');
    expect(errors[1]?.what).toContain('[swapped-coordinates]');
    expect((await get('zones/district/E', one)).status).toBe(404);
  });

  it('takes a version back', async () => {
    await put('assets', { ...bay(20, 126.1), validFrom: '2020-01-01T00:00:00Z' });
    expect((await get('assets/bay-20', one)).status).toBe(200);
    expect(
      (await hub.call(one, '/v1/master-data/assets/bay-20?validFrom=2020-01-01T00:00:00Z', { method: 'DELETE' }))
        .status,
    ).toBe(204);
    expect((await get('assets/bay-20', one)).status).toBe(404);
    expect((await hub.call(one, '/v1/master-data/assets/bay-20', { method: 'DELETE' })).status).toBe(404);
  });

  it('is for managers alone, and text that is none is refused', async () => {
    expect(
      await hub.call(two, '/v1/master-data/zones', { method: 'PUT', body: [], headers: { authorization: '' } }),
    ).toMatchObject({ status: 401 });
    expect(await put('zones', '{"kind":')).toMatchObject({ status: 400, body: { code: 'NARU_REQUEST_INVALID' } });
  });
});

describe('an instance that owns no task', () => {
  it('shows zones as GeoJSON, by kind, by bounds, page by page', async () => {
    const answer = await get('zones?kind=district');
    expect(answer.type).toContain('application/geo+json');
    expect(answer.body).toMatchObject({ type: 'FeatureCollection', next: null, asOf: expect.any(String) });
    expect(idsIn(answer)).toEqual(['district/A', 'district/B']);
    expect(idsIn(await get('zones?bbox=127.6,37.1,127.7,37.2'))).toEqual(['district/B']);
    const first = await get('zones?kind=district&limit=1');
    const { next } = first.body as { next: string };
    expect(idsIn(await get(`zones?kind=district&limit=1&cursor=${next}`))).toEqual(['district/B']);
  });

  it('lists assets nearest first, by kind and zone', async () => {
    const near = await get('assets?kind=bay&near=126.6,37.5&radius=30000');
    expect(idsIn(near).slice(0, 2)).toEqual(['bay-2', 'bay-1']);
    expect(near.body).toMatchObject({
      items: [{ metres: 0, placedIn: { district: 'A', grid: '1' } }, { metres: 17_643.4 }],
    });
    expect(idsIn(await get('assets?zone=district/B'))).toEqual(['bay-3', 'meter']);
    expect((await get('assets/bay-1')).body).toMatchObject({
      assetId: 'bay-1',
      validFrom: null,
      validTo: null,
      placedIn: { district: 'A' },
    });
  });

  it('tells the zones of a point, now and then', async () => {
    await put('zones', { ...zone('district', 'A', 0), validFrom: '2026-06-01T00:00:00+09:00' });
    await eventually(
      () => get('zones?bbox=0.1,37,0.2,38'),
      (answer) => idsIn(answer).length === 1,
    );
    expect((await get('at?lon=126.7&lat=37.5')).body).toMatchObject({
      h3: expect.stringMatching(/^8a/),
      zones: [{ kind: 'grid', zoneId: '1' }],
    });
    expect((await get('at?lon=126.7&lat=37.5&at=2026-05-31T23:59:59%2B09:00')).body).toMatchObject({
      zones: [{ kind: 'district', zoneId: 'A' }, { kind: 'grid' }],
    });
    await put('zones', { ...zone('district', 'A', 126), validFrom: '2026-06-01T00:00:00+09:00' });
  });

  it('answers what it cannot with a problem', async () => {
    expect(await get('zones/district/none')).toMatchObject({ status: 404, body: { code: 'NARU_ZONE_UNKNOWN' } });
    expect(await get('assets/none')).toMatchObject({ status: 404, body: { code: 'NARU_ASSET_UNKNOWN' } });
    expect(await get('zones?bbox=1,2,3')).toMatchObject({ status: 400, body: { code: 'NARU_REQUEST_INVALID' } });
    expect(await get('assets?near=37.5,127.1')).toMatchObject({ status: 400 });
    expect(await get('at?lon=abc&lat=1')).toMatchObject({ status: 400 });
  });

  it('is open where the city says so, and describes itself', async () => {
    const anonymous = { headers: { authorization: '' } };
    expect((await fetch(`${two.url}/v1/places/zones`)).status).toBe(200);
    expect((await fetch(`${one.url}/v1/places/zones`)).status).toBe(401);
    const { body } = await hub.call(two, '/openapi.json', anonymous);
    const { paths } = body as { paths: Record<string, object> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/v1/places/at', '/v1/places/zones/{kind}/{zoneId}', '/v1/master-data/assets']),
    );
    expect(JSON.stringify(paths['/v1/master-data/zones'])).toContain('GeoJSON Polygon or MultiPolygon');
  });
});

// The main job on data that nobody here made. The files stay where they are; without them these tests are skipped.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { parse } from 'csv-parse/sync';
import {
  ask,
  askNumber,
  endpointsFile,
  getJson,
  inRepository,
  naru,
  openWarehouse,
  readEndpoints,
  untilEqual,
  type Endpoints,
} from './city.js';

const data = process.env.NARU_SHARED ? join(process.env.NARU_SHARED, 'data') : inRepository('../shared/data');
const reason = !existsSync(data)
  ? `no published data at ${data}`
  : endpointsFile === undefined
    ? 'no city runs'
    : undefined;
if (reason !== undefined) process.stderr.write(`The tests on published data are skipped: ${reason}.\n`);

type CsvRow = Readonly<Record<string, string>>;
const readCsv = (file: string): CsvRow[] =>
  parse(readFileSync(join(data, file)), { columns: true, skip_empty_lines: true });
interface ImportSummary {
  readonly rows: number;
  readonly delivered: number;
  readonly quarantined: number;
  readonly refused: number;
  readonly unmappable: number;
}
const importFile = async (source: string, ...files: string[]): Promise<ImportSummary[]> => {
  const out = await naru('import', '--json', '--source', inRepository(`examples/sources/${source}.yaml`), ...files);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportSummary);
};
const loadMasterData = (mapping: string, file: string): Promise<string> =>
  naru('master-data', 'load', '--mapping', inRepository(`examples/master-data/${mapping}.yaml`), join(data, file));

(reason === undefined ? describe : describe.skip)('published city data', () => {
  let endpoints: Endpoints;
  let warehouse: ClickHouseClient;
  const count = (table: string, where: string): Promise<number> =>
    askNumber(warehouse, `SELECT count() AS n FROM ${table} WHERE ${where}`);

  beforeAll(() => {
    endpoints = readEndpoints();
    warehouse = openWarehouse(endpoints);
  });
  afterAll(() => warehouse.close());

  describe('bays of Melbourne', () => {
    const folder = 'parking/melbourne_baysensors_20180908';
    const before = reason === undefined ? readCsv(`${folder}/sensors_T11-18.csv`) : [];
    const after = reason === undefined ? readCsv(`${folder}/sensors_T16-38.csv`) : [];
    const known = new Map(
      (reason === undefined ? readCsv(`${folder}/sensors_sat_11am_with_postcodes.csv`) : []).map((row) => [
        row.st_marker_,
        String(Number(row.mccid_int)),
      ]),
    );
    const source = `source = 'melbourne-bays'`;

    beforeAll(async () => {
      await loadMasterData('melbourne-bays', `${folder}/sensors_sat_11am_with_postcodes.csv`);
      await importFile('melbourne-bays-11-18', join(data, folder, 'sensors_T11-18.csv'));
      await importFile('melbourne-bays-16-38', join(data, folder, 'sensors_T16-38.csv'));
      await untilEqual(() => count('parking.observations', source), before.length + after.length);
    }, 180_000);

    it('arrive whole, 956 of them changed, 4 unknown to the master data', async () => {
      expect(await count('parking.observations', source)).toBe(before.length + after.length);
      const changed = `SELECT count() AS n FROM (SELECT device FROM parking.observations WHERE ${source} GROUP BY device HAVING count() = 2 AND uniqExact(state) = 2)`;
      expect(await askNumber(warehouse, changed)).toBe(956);
      expect(await count('parking.observations', `${source} AND place_reason = 'unknown-asset'`)).toBe(4);
    });

    it('count as the file does by postcode, the unknown ones told apart', async () => {
      const wanted = new Map<string, { free: number; occupied: number }>();
      for (const row of after) {
        const postcode = known.get(row.st_marker_id);
        if (postcode === undefined) continue;
        const tally = wanted.get(postcode) ?? { free: 0, occupied: 0 };
        tally[row.status === 'Present' ? 'occupied' : 'free']++;
        wanted.set(postcode, tally);
      }
      const byPostcode = async (): Promise<[string, { free: number; occupied: number }][]> => {
        const { items } = await getJson<{ items: { zoneId: string; free: number; occupied: number }[] }>(
          `${endpoints.services.parking}/v1/parking/occupancy?kind=postcode&limit=1000`,
          endpoints.keys.read,
        );
        return items
          .map(({ zoneId, free, occupied }): [string, { free: number; occupied: number }] => [
            zoneId,
            { free, occupied },
          ])
          .sort();
      };
      const sorted = [...wanted].sort();
      expect(await untilEqual(byPostcode, sorted)).toEqual(sorted);
    }, 90_000);

    it('are listed free ones first by distance', async () => {
      const [longitude, latitude] = [144.9631, -37.8136];
      const metres = (row: CsvRow): number => {
        const [east, north] = [
          (Number(row.lon) - longitude) * Math.cos((latitude * Math.PI) / 180),
          Number(row.lat) - latitude,
        ];
        return Math.hypot(east, north) * 111_195;
      };
      const nearest = after
        .filter((row) => row.status === 'Unoccupied' && metres(row) < 400)
        .sort((a, b) => metres(a) - metres(b))
        .slice(0, 20);
      const url = `${endpoints.services.parking}/v1/parking/bays?near=${longitude},${latitude}&radius=400&state=free&limit=20`;
      const { items } = await getJson<{ items: { assetId: string; ageSeconds: number }[] }>(url, endpoints.keys.read);
      // Neighbouring bays a few centimetres apart may change places between two formulas of distance.
      const place = new Map(nearest.map((row, index) => [row.st_marker_id, index]));
      expect(items).toHaveLength(nearest.length);
      items.forEach(({ assetId, ageSeconds }, index) => {
        expect(Math.abs((place.get(assetId) ?? Infinity) - index)).toBeLessThanOrEqual(1);
        expect(ageSeconds).toBeGreaterThan(0);
      });
    });
  });

  it('garages of Aarhus arrive whole, 4,520 marked over capacity', async () => {
    await importFile('aarhus-garages', join(data, 'parking/aarhus_citypulse_2014.csv'));
    const source = `source = 'aarhus-garages'`;
    expect(await untilEqual(() => count('parking.counts', source), 55_264, 120)).toBe(55_264);
    expect(await count('parking.counts', `${source} AND quality = 'over-capacity'`)).toBe(4520);
  }, 240_000);

  it('readings of SERF East become intervals whose sum is the file’s', async () => {
    const rows = readCsv('energy/pv/serf_east_15min_ac_power.csv');
    const wantedKwh = (rows.reduce((sum, row) => sum + Number(row.ac_power), 0) / 1000) * 0.25;
    const [summary] = await importFile('serf-east-power', join(data, 'energy/pv/serf_east_15min_ac_power.csv'));
    expect(summary).toMatchObject({ rows: 10_000, delivered: 10_000 });
    const intervals = `energy.intervals_current WHERE source = 'serf-east'`;
    expect(await untilEqual(() => askNumber(warehouse, `SELECT sum(readings) AS n FROM ${intervals}`), 10_000)).toBe(
      10_000,
    );
    const sum = await askNumber(warehouse, `SELECT sum(energy_kwh) AS n FROM ${intervals}`);
    expect(Math.abs(sum / wantedKwh - 1)).toBeLessThan(1e-9);
  }, 120_000);

  it('every one of the 129 events of the Sigma cases is counted', async () => {
    const cases = await import('node:fs').then(({ globSync }) => globSync(join(data, 'security/sigma/cases/*/*.json')));
    await importFile('sigma-events', ...cases);
    expect(await untilEqual(() => count('security.events', `source = 'sigma-events'`), 129)).toBe(129);
  }, 120_000);

  describe('accidents of Barcelona', () => {
    const file = join(data, 'mobility/bcn_accidents_2017.csv');
    const source = `source = 'barcelona-accidents'`;
    const placedAndRepeated = async (): Promise<[number, number]> => [
      await count('mobility.events', source),
      await count('hub.duplicates', source),
    ];

    beforeAll(async () => {
      await loadMasterData('barcelona-municipality', 'geo/terme-municipal.geojson');
      await loadMasterData('barcelona-districts', 'geo/districtes.geojson');
      await loadMasterData('barcelona-neighbourhoods', 'geo/barris.geojson');
      const [summary] = await importFile('barcelona-accidents', file);
      expect(summary).toMatchObject({ rows: 10_339, delivered: 10_339, refused: 0, quarantined: 0, unmappable: 0 });
    }, 180_000);

    it('balance: rows in the file = rows in the warehouse + deduplicated', async () => {
      expect(await untilEqual(placedAndRepeated, [10_335, 4])).toEqual([10_335, 4]);
    }, 90_000);

    it('lie in the district that the file names in 94.2 %; the rest are border streets of its addresses', async () => {
      const [row] = await ask<{ agree: string; named: string; outside: string }>(
        warehouse,
        `WITH zone AS (SELECT zone_id, names['ca'] AS name FROM city.zones_current WHERE kind = 'district')
         SELECT countIf(name = attributes['district']) AS agree, count() AS named, countIf(name = '') AS outside
         FROM mobility.events LEFT JOIN zone ON zone_id = zones['district']
         WHERE ${source} AND attributes['district'] != 'Unknown'`,
      );
      expect(Number(row?.agree) / Number(row?.named)).toBeCloseTo(0.942, 3);
    });

    it('add nothing when the file comes again, renamed or sorted otherwise, and one with one row more', async () => {
      const lines = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
      const [header = '', ...rows] = lines;
      const folder = mkdtempSync(join(tmpdir(), 'naru-import-'));
      const again = join(folder, 'renamed-and-reversed.csv');
      writeFileSync(again, `${[header, ...rows.reverse()].join('\n')}\n`);
      await importFile('barcelona-accidents', again);
      expect(await untilEqual(placedAndRepeated, [10_335, 4 + 10_339])).toEqual([10_335, 4 + 10_339]);
      const more = join(folder, 'one-more.csv');
      writeFileSync(more, `${[header, ...rows, (rows[0] ?? '').replace(/^\S+/, '2017S999999')].join('\n')}\n`);
      await importFile('barcelona-accidents', more);
      expect(await untilEqual(placedAndRepeated, [10_336, 4 + 2 * 10_339])).toEqual([10_336, 4 + 2 * 10_339]);
    }, 240_000);
  });
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { z } from 'zod';
import { queryAnswer, queryList } from '../src/http/query-answers.js';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { accident, detection, interval, minute, noon, observation } from './support/records.js';

jest.setTimeout(90_000);

let analytics: AnalyticsUnderTest;
let service: RunningService;

const problem = z.object({ code: z.string(), status: z.number(), detail: z.string().optional() });
const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${service.url}/v1/analytics/queries${path}`, { headers });

async function ask(name: string, parameters: Readonly<Record<string, string>> = {}) {
  const response = await get(`/${name}?${new URLSearchParams(parameters).toString()}`);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return queryAnswer.parse(body);
}

const zones = ['D1', 'D2'].map((zoneId) => ({
  zoneId,
  kind: 'district',
  names: { ko: `${zoneId} 구`, en: `District ${zoneId}` },
  parent: null,
  geometry: null,
  attributes: {},
  validFrom: 0,
  validTo: null,
  recordedAt: noon,
}));

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
  service = await analytics.start('one');
  await analytics.until(service, true);
  const { hub } = analytics;
  await hub.write(
    topics.cityZones,
    zones.map((zone) => [`${zone.kind} ${zone.zoneId}`, zone] as const),
  );

  // bay-1: taken 12:00 to 12:30, then from 13:45 on; the records come out of order, and one is corrected
  const corrected = observation('c', 'bay-1', noon + 30 * minute);
  const observations = [
    observation('d', 'bay-1', noon + 105 * minute),
    observation('a', 'bay-1', noon),
    observation('b', 'bay-1', noon + 10 * minute),
    corrected,
    { ...corrected, state: 'free' as const, revision: 1, cause: 'correction' },
    // bay-2 moves from district 1 to district 2 while it is taken
    observation('e', 'bay-2', noon + 15 * minute),
    observation('f', 'bay-2', noon + 45 * minute, { zones: { district: 'D2' } }),
    observation('g', 'bay-2', noon + 60 * minute, { zones: { district: 'D2' }, state: 'free' }),
    // nobody's bay, and one without a zone
    observation('h', null, noon),
    observation('i', 'bay-3', noon, { zones: {} }),
    // ends the window
    observation('j', 'bay-4', noon + 135 * minute, { zones: { district: 'D2' }, state: 'free' }),
  ];
  await hub.write(
    topics.parkingObservations,
    observations.map((seen) => [seen.assetId ?? seen.device, seen] as const),
  );
  await hub.write(
    topics.energyIntervals,
    [
      interval('m1 12:00', 'm1', noon, { energyKwh: 1 }),
      interval('m1 12:00', 'm1', noon, { energyKwh: 1.5, revision: 1, cause: 'late' }),
      interval('m1 12:45', 'm1', noon + 45 * minute, { energyKwh: 2 }),
      interval('m1 power', 'm1', noon, { energyKwh: 9, property: 'active-power' }),
      interval('m1 export', 'm1', noon, { energyKwh: 7, property: 'active-energy-export' }),
      interval('m2 power', 'm2', noon, { energyKwh: 0.25, property: 'active-power', zones: { district: 'D2' } }),
      interval('m2 gone', 'm2', noon + 15 * minute, { energyKwh: 100, zones: { district: 'D2' } }),
      interval('m2 gone', 'm2', noon + 15 * minute, {
        energyKwh: 100,
        revision: 1,
        withdrawn: true,
        zones: { district: 'D2' },
      }),
    ].map((each) => [each.assetId, each] as const),
  );
  await hub.write(
    topics.securityDetections,
    [
      detection('x', noon + 5 * minute),
      detection('y', noon + 6 * minute),
      detection('y', noon + 6 * minute, { revision: 1, withdrawn: true }),
    ].map((each) => [each.assetId, each] as const),
  );
  await hub.write(topics.mobilityEvents, [
    ['1', accident('1', noon + 70 * minute)],
    ['2', { ...accident('2', noon + 70 * minute), eventType: 'closure' }],
  ]);
  await Promise.all([
    analytics.untilCount(analytics.relation(topics.parkingObservations), observations.length),
    analytics.untilCount(analytics.relation(topics.energyIntervals), 8),
    analytics.untilCount(analytics.relation(topics.securityDetections), 3),
    analytics.untilCount(analytics.relation(topics.mobilityEvents), 2),
    analytics.untilCount(analytics.relation(topics.cityZones), 2),
  ]);
});
afterAll(() => analytics.close());

describe('zone-hours', () => {
  it('joins occupancy in event time, energy, detections and accidents by zone and local hour', async () => {
    const { rows, columns } = await ask('zone-hours', { time_zone: 'Asia/Seoul' });
    const shown = rows.map((row) => [
      row.zone,
      row.local_hour,
      row.bays,
      row.occupied_bay_hours,
      row.energy_kwh,
      row.detections,
      row.accidents,
    ]);
    expect(shown).toEqual([
      ['D1', '2026-11-22 14:00', 1, 0.25, 0, 0, 0],
      ['D2', '2026-11-22 14:00', 1, 0, 0, 0, 0],
      ['D1', '2026-11-22 13:00', 1, 0.25, 0, 0, 1],
      ['D2', '2026-11-22 13:00', 1, 0, 0, 0, 0],
      ['D1', '2026-11-22 12:00', 2, 1, 3.5, 1, 0],
      ['D2', '2026-11-22 12:00', 1, 0.25, 0.25, 0, 0],
    ]);
    expect(rows[0]).toMatchObject({ name_ko: 'D1 구', name_en: 'District D1', hour: '2026-11-22T05:00:00Z' });
    expect(columns.find(({ name }) => name === 'occupied_bay_hours')).toMatchObject({ unit: 'h', type: 'Float64' });
  });

  it('keeps to its window, and lets the last state last until its end', async () => {
    const window = { from: '2026-11-22T13:50:00+09:00', until: '2026-11-22T15:30:00+09:00' };
    const { rows } = await ask('zone-hours', window);
    const ofBay = rows.filter(({ zone }) => zone === 'D1').map((row) => [row.local_hour, row.occupied_bay_hours]);
    expect(ofBay).toEqual([
      ['2026-11-22 15:00', 0.5],
      ['2026-11-22 14:00', 1],
      ['2026-11-22 13:00', 0.166667],
    ]);
  });

  it('tells hours of the time zone that is asked for, half hours too', async () => {
    const { rows } = await ask('zone-hours', { time_zone: 'Asia/Kolkata', kind: 'district' });
    expect(rows.filter(({ zone }) => zone === 'D1').map((row) => [row.local_hour, row.occupied_bay_hours])).toEqual([
      ['2026-11-22 10:00', 0.5],
      ['2026-11-22 09:00', 0.25],
      ['2026-11-22 08:00', 0.75],
    ]);
  });
});

describe('the queries', () => {
  it('say what they mean, and each answers the columns that it says', async () => {
    const { items } = queryList.parse(await (await get('')).json());
    expect(items.length).toBeGreaterThanOrEqual(8);
    for (const { name, columns } of items)
      expect([name, (await ask(name)).columns.map((column) => column.name)]).toEqual([
        name,
        columns.map((column) => column.name),
      ]);
  });

  it('answer in CSV and Parquet too', async () => {
    const csv = await get('/duplicates', { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect((await csv.text()).split('\n').slice(0, 2)).toEqual([
      '"kind","records","duplicates","recognised"',
      '"mobility/events",2,0,0',
    ]);
    const parquet = await get('/duplicates?format=parquet');
    expect(parquet.headers.get('content-disposition')).toBe('attachment; filename="duplicates.parquet"');
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  it.each([
    ['/nothing', 404, 'NARU_QUERY_UNKNOWN'],
    ['/duplicates?format=xlsx', 406, 'NARU_FORMAT_UNSUPPORTED'],
    ['/zone-hours?until=yesterday', 400, 'NARU_REQUEST_INVALID'],
    ['/zone-hours?zone=D1', 400, 'NARU_REQUEST_INVALID'],
    ['/zone-hours?kind=a&kind=b', 400, 'NARU_REQUEST_INVALID'],
  ])('refuse %s with %d %s', async (path, status, code) => {
    const response = await get(path);
    expect([response.status, problem.parse(await response.json()).code]).toEqual([status, code]);
  });

  it('take what looks like SQL for the text that it is', async () => {
    expect((await ask('occupancy-now', { kind: "district' OR 1 = 1 --" })).rows).toEqual([]);
  });
});

describe('an answer that grows too large', () => {
  it('is refused', async () => {
    const bounded = await analytics.start('bounded', { NARU_ANALYTICS_QUERY_ROWS: '1' });
    const response = await fetch(`${bounded.url}/v1/analytics/queries/zone-hours`);
    expect([response.status, problem.parse(await response.json()).code]).toEqual([422, 'NARU_QUERY_TOO_LARGE']);
  });
});

// What comes from behind a meter's horizon changes no interval when it comes. Recompute puts intervals right, and then the
// peaks of their zones. Analytics and energy on the real broker and the real warehouse.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type EnergyInterval, type EnergyReading, topics } from '@naru/contracts';
import { type TopicLog, eventually } from '@naru/testing';
import { describeEnergy } from '../../apps/energy/src/app.module.js';
import { energyConfig } from '../../apps/energy/src/config.js';
import { topology } from '../../apps/energy/src/topology.js';
import { placed } from '../../apps/energy/test/placed.js';
import { RecomputeUnderTest } from './recompute-under-test.js';

jest.setTimeout(120_000);

const quarterMs = 900_000;
const perDay = 96;
/** Midnight in Seoul. */
const start = Date.parse('2026-11-01T00:00:00+09:00');
const at = (quarter: number): number => start + quarter * quarterMs;
const instant = (quarter: number): string => new Date(at(quarter)).toISOString();

let city: RecomputeUnderTest;
let intervals: TopicLog<EnergyInterval>;

const register = (assetId: string, quarter: number, value: number, more: Partial<EnergyReading> = {}): EnergyReading =>
  placed({ record: `${assetId} ${quarter}`, assetId, observedAt: at(quarter), value, ...more });
const send = (...readings: readonly EnergyReading[]): Promise<void> =>
  city.hub.write(
    topics.energyReadings,
    readings.map((each) => [each.assetId ?? each.device, each]),
  );
/** A register that is read each hour, for so many days. */
const hourly = (assetId: string, days: number, zones: Readonly<Record<string, string>>): EnergyReading[] =>
  Array.from({ length: days * 24 + 1 }, (_, hour) => register(assetId, hour * 4, hour, { zones }));

const recompute = (range: Readonly<Record<string, unknown>>) => city.recompute({ what: 'energy/intervals', ...range });

const rows = <T>(sql: string): Promise<T[]> =>
  city.warehouse.rows<T>({ sql, settings: { output_format_json_quote_64bit_integers: 0 } });
const energyTables = (): string => city.hub.names.database('energy');

interface Interval {
  readonly quarter: number;
  readonly wattHours: number;
  readonly revision: number;
}

/** Current intervals of a meter in the warehouse, of these quarters since the start. */
const told = (assetId: string, from: number, until: number): Promise<Interval[]> =>
  rows(`SELECT toInt32((toUnixTimestamp64Milli(started_at) - ${start}) / ${quarterMs}) AS quarter,
  toInt32(round(energy_kwh * 1000)) AS wattHours, revision FROM ${energyTables()}.intervals_current
WHERE asset_id = '${assetId}' AND quarter >= ${from} AND quarter < ${until} ORDER BY quarter`);

interface Peak {
  readonly peakKw: number;
  readonly quarter: number;
  readonly meters: number;
  readonly revision: number;
}

/** The current peak of a district on a day of November. */
const peakOf = async (zone: string, day: number): Promise<Peak | undefined> => {
  const [peak] = await rows<Peak>(`SELECT peak_kw AS peakKw,
  toInt32((toUnixTimestamp64Milli(started_at) - ${start}) / ${quarterMs}) AS quarter, meters, revision
FROM ${energyTables()}.peaks_current WHERE zone_kind = 'district' AND zone_id = '${zone}' AND day = '2026-11-0${day}'`);
  return peak;
};

const untilTold = (assetId: string, quarter: number): Promise<unknown> =>
  eventually(
    () => told(assetId, quarter, quarter + 1),
    (found) => found.length === 1,
    30_000,
  );

beforeAll(async () => {
  city = await RecomputeUnderTest.open({
    reads: topology.reads,
    changelogs: Object.values(topology.stores).map(({ changelog }) => changelog),
    describe: (environment) =>
      describeEnergy(
        loadConfig(energyConfig, {
          ...environment('energy'),
          NARU_ENERGY_KEEP_DAYS: '1',
          NARU_ENERGY_LONGEST_GAP_HOURS: '2',
        }),
      ),
  });
  intervals = await city.hub.follow(topics.energyIntervals);
});
afterAll(() => city.close());

describe('recompute of energy, from the warehouse to the topic', () => {
  it('puts right what came from behind the horizon, then the peaks of its zones, and publishes nothing when asked again', async () => {
    const zones = { district: 'jongno', block: 'b/1' };
    await send(...hourly('m1', 6, zones), ...hourly('m2', 6, zones));
    await untilTold('m1', 6 * perDay - 1);
    await untilTold('m2', 6 * perDay - 1);
    const { length: before } = await intervals.until(({ length }) => length >= 2 * 6 * perDay);

    // most of an hour's energy was taken in one of its quarters
    await send(register('m1', 41, 10.1, { zones }), register('m1', 42, 10.9, { zones }));
    const range = { zone: { kind: 'district', id: 'jongno' }, from: instant(10), to: instant(60) };
    const answer = await recompute(range);
    expect(answer).toMatchObject({
      ...{ state: 'done', meant: 4, applied: 4, undecided: 0, outdated: 0, unanswered: 0 },
      // four intervals, and the peaks of the district and of the block
      ...{ restated: 6, withdrawn: 0, problem: null },
    });
    const restated = (await intervals.until(({ length }) => length >= before + 4)).slice(before);
    expect(restated.map(({ value }) => value)).toMatchObject(
      [40, 41, 42, 43].map((quarter) => ({ assetId: 'm1', startedAt: at(quarter), cause: 'recompute' })),
    );
    const peak = await eventually(
      () => peakOf('jongno', 1),
      (found) => found?.quarter === 41,
      30_000,
    );
    expect(peak).toMatchObject({ peakKw: 4.2, quarter: 41, meters: 2 });
    expect((await told('m1', 40, 44)).map(({ wattHours }) => wattHours)).toEqual([100, 800, 50, 50]);

    expect(await recompute(range)).toMatchObject({ state: 'done', meant: 4, applied: 4, restated: 0, withdrawn: 0 });
    await send(register('m3', 0, 0), register('m3', 1, 1));
    const all = await intervals.until(({ length }) => length > before + 4);
    expect(all.at(before + 4)?.key).toBe('m3');
  });

  it('tells the years of an import, and takes back what a correction has moved away, as a replay from the beginning would', async () => {
    const zones = { district: 'mapo' };
    await send(register('m4', 6 * perDay, 500, { zones }), register('m4', 6 * perDay + 1, 501, { zones }));
    await untilTold('m4', 6 * perDay);
    // the meter is known already when its past is imported, newest first
    await send(...hourly('m4', 5, zones).reverse());
    const range = { assetId: 'm4', from: instant(-perDay) };
    expect(await recompute(range)).toMatchObject({ state: 'done', outdated: 0, unanswered: 0, withdrawn: 0 });
    await untilTold('m4', 5 * perDay - 1);
    const all = await told('m4', 0, 5 * perDay);
    expect(all).toHaveLength(5 * perDay);
    expect(all.every(({ wattHours, revision }) => wattHours === 250 && revision === 0)).toBe(true);
    await eventually(
      () => peakOf('mapo', 2),
      (peak) => peak?.peakKw === 1 && peak.revision === 0,
      30_000,
    );

    // a reading was of another hour, half of which it tells apart; where it was, its neighbours say the same without it
    const moved = { ...register('m4', 120, 0.9, { zones }), observedAt: at(2), revision: 1, cause: 'correction' };
    await send(moved);
    expect(await recompute(range)).toMatchObject({ state: 'done', outdated: 0, withdrawn: 0 });
    await eventually(
      () => told('m4', 0, 4),
      (found) => found.every(({ revision }) => revision === 1),
      30_000,
    );
    expect((await told('m4', 0, 4)).map(({ wattHours }) => wattHours)).toEqual([450, 450, 50, 50]);
    expect(await recompute(range)).toMatchObject({ state: 'done', restated: 0, withdrawn: 0 });
    const count = await rows<{ n: number }>(`SELECT count() AS n FROM (
  SELECT interval_id, revision FROM ${energyTables()}.intervals GROUP BY interval_id, revision HAVING count() > 1
)`);
    expect(count).toEqual([{ n: 0 }]);
  });
});

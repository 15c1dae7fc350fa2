// What comes from behind the horizon changes nothing when it comes. Recompute puts it right: analytics reads the warehouse,
// parking publishes the differences. Both services on the real broker and the real warehouse.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type ParkingObservation, type ParkingSession, topics } from '@naru/contracts';
import { type TopicLog, eventually } from '@naru/testing';
import { describeParking } from '../../apps/parking/src/app.module.js';
import { parkingConfig } from '../../apps/parking/src/config.js';
import { topology } from '../../apps/parking/src/topology.js';
import { placed } from '../../apps/parking/test/placed.js';
import { RecomputeUnderTest } from './recompute-under-test.js';

jest.setTimeout(120_000);

const start = Date.parse('2026-11-20T09:00:00Z');
const at = (minute: number): number => start + minute * 60_000;
const seen = (assetId: string, minute: number, state: ParkingObservation['state']): ParkingObservation =>
  placed({ record: `${assetId} ${minute}`, assetId, observedAt: at(minute), state });

let city: RecomputeUnderTest;
let sessions: TopicLog<ParkingSession>;

const send = (...observations: readonly ParkingObservation[]): Promise<void> =>
  city.hub.write(
    topics.parkingObservations,
    observations.map((each) => [each.assetId ?? each.device, each]),
  );

const recompute = (range: Readonly<Record<string, unknown>>) => city.recompute({ what: 'parking/sessions', ...range });

/** Current stays of a bay in the warehouse, in minutes since the start. */
async function stays(assetId: string): Promise<(number | null)[][]> {
  const rows = await city.warehouse.rows<{ started: number; ended: number | null }>({
    sql: `SELECT toInt32((toUnixTimestamp64Milli(started_at) - ${start}) / 60000) AS started, toInt32((toUnixTimestamp64Milli(ended_at) - ${start}) / 60000) AS ended FROM ${city.hub.names.database('parking')}.sessions_current WHERE asset_id = '${assetId}' ORDER BY started`,
  });
  return rows.map(({ started, ended }) => [started, ended]);
}

const untilStays = (assetId: string, wanted: (number | null)[][]): Promise<unknown> =>
  eventually(
    () => stays(assetId),
    (told) => JSON.stringify(told) === JSON.stringify(wanted),
    30_000,
  );

beforeAll(async () => {
  city = await RecomputeUnderTest.open({
    reads: topology.reads,
    changelogs: Object.values(topology.stores).map(({ changelog }) => changelog),
    describe: (environment) =>
      describeParking(loadConfig(parkingConfig, { ...environment('parking'), NARU_PARKING_KEEP_SECONDS: '900' })),
  });
  sessions = await city.hub.follow(topics.parkingSessions);
});
afterAll(() => city.close());

describe('recompute, from the warehouse to the topic', () => {
  it('puts right what came from behind the horizon, publishes only that, and nothing when asked again', async () => {
    const hours = [0, 1, 2, 3, 4, 5, 6, 7].map((hour) => hour * 60);
    for (const bay of ['bay-1', 'bay-2'])
      await send(...hours.flatMap((minute) => [seen(bay, minute, 'occupied'), seen(bay, minute + 40, 'free')]));
    await send(seen('bay-1', 500, 'occupied'));
    await untilStays('bay-1', [...hours.map((minute) => [minute, minute + 40]), [500, null]]);
    await untilStays('bay-2', [...hours.map((minute) => [minute, minute + 40])]);
    const { length: before } = await sessions.until(({ length }) => length === 2 * 16 + 1);

    // somebody left and somebody came; and at last the sensor had not seen that the bay was free in between
    await send(seen('bay-1', 130, 'free'), seen('bay-1', 135, 'occupied'));
    const range = { zone: { kind: 'district', id: 'jongno' }, from: new Date(at(120)).toISOString() };
    expect(await recompute(range)).toMatchObject({
      ...{ state: 'done', meant: 2, applied: 2, undecided: 0, outdated: 0, unanswered: 0 },
      ...{ restated: 2, withdrawn: 0, problem: null },
    });
    const told = await sessions.until((records) => records.length >= before + 2);
    expect(told.slice(before).map(({ value }) => value)).toMatchObject([
      { assetId: 'bay-1', startedAt: at(120), endedAt: at(130), revision: 2, cause: 'recompute' },
      { assetId: 'bay-1', startedAt: at(135), endedAt: at(160), revision: 1 },
    ]);
    const [first, second, , ...others] = hours.map((minute) => [minute, minute + 40]);
    await untilStays('bay-1', [first ?? [], second ?? [], [120, 130], [135, 160], ...others, [500, null]]);

    expect(await recompute(range)).toMatchObject({ state: 'done', meant: 2, applied: 2, restated: 0, withdrawn: 0 });
    await send(seen('bay-5', 0, 'occupied'));
    const all = await sessions.until(({ length }) => length > before + 2);
    expect(all.at(before + 2)?.key).toBe('bay-5');
  });

  it('corrects also the stay that lasts, and the bay goes on from there', async () => {
    await send(seen('bay-3', 0, 'free'), seen('bay-3', 10, 'occupied'), seen('bay-3', 20, 'occupied'));
    await send(...[100, 101, 102, 103, 104].map((minute) => seen('bay-3', minute, 'occupied')));
    await untilStays('bay-3', [[10, null]]);
    await send(seen('bay-3', 15, 'free'), { ...seen('bay-3', 10, 'free'), revision: 1, cause: 'correction' });
    const range = { assetId: 'bay-3', from: new Date(at(12)).toISOString() };
    expect(await recompute(range)).toMatchObject({ state: 'done', applied: 1, restated: 1, withdrawn: 1 });
    await untilStays('bay-3', [[20, null]]);
    await send(seen('bay-3', 110, 'free'));
    await untilStays('bay-3', [[20, 110]]);
    expect(await recompute(range)).toMatchObject({ state: 'done', applied: 1, restated: 0, withdrawn: 0 });
  });

  it('leaves alone what lies outside of the range', async () => {
    const began = [0, 60, 120, 180, 240];
    const told = began.map((minute) => [minute, minute + 40]);
    await send(
      ...began.flatMap((minute) => [seen('bay-4', minute, 'occupied'), seen('bay-4', minute + 40, 'free')]),
      ...[300, 301, 302, 303].map((minute) => seen('bay-4', minute, 'free')),
    );
    await untilStays('bay-4', told);
    await send(...began.map((minute) => seen('bay-4', minute + 30, 'free')).filter((_, i) => i % 2 === 0));
    const [from, to] = [new Date(at(125)).toISOString(), new Date(at(135)).toISOString()];
    expect(await recompute({ assetId: 'bay-4', from, to })).toMatchObject({ state: 'done', applied: 1, restated: 1 });
    await untilStays(
      'bay-4',
      told.map(([minute = 0, end = 0]) => [minute, minute === 120 ? 150 : end]),
    );
  });

  it('refuses a range without a bay', async () => {
    await expect(recompute({ from: new Date(at(0)).toISOString() })).rejects.toThrow(/answered 400: .*assetId or zone/);
  });
});

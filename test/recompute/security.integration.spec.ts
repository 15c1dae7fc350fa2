// What comes from before what security keeps of an asset changes no detection when it comes. Recompute puts detections
// right. Analytics and security on the real broker and the real warehouse.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type SecurityDetection, type SecurityEvent, type SecurityIncident, topics } from '@naru/contracts';
import { type TopicLog, eventually } from '@naru/testing';
import { describeSecurity } from '../../apps/security/src/app.module.js';
import { securityConfig } from '../../apps/security/src/config.js';
import { topology } from '../../apps/security/src/topology.js';
import { placed } from '../../apps/security/test/placed.js';
import { RecomputeUnderTest } from './recompute-under-test.js';

jest.setTimeout(120_000);

const dayMinutes = 1_440;
const start = Date.parse('2026-11-20T09:00:00Z');
const at = (minute: number): number => start + minute * 60_000;
const instant = (minute: number): string => new Date(at(minute)).toISOString();

const seen = (assetId: string, minute: number, more: Partial<SecurityEvent> = {}): SecurityEvent =>
  placed({ record: `${assetId} ${minute}`, assetId, observedAt: at(minute), ...more });
const forced = (assetId: string, minute: number): SecurityEvent =>
  seen(assetId, minute, { activity: 'door-forced', placePoint: { longitude: 126.98, latitude: 37.57 } });

let city: RecomputeUnderTest;
let detections: TopicLog<SecurityDetection>;
let incidents: TopicLog<SecurityIncident>;

const send = (...events: readonly SecurityEvent[]): Promise<void> =>
  city.hub.write(
    topics.securityEvents,
    events.map((each) => [each.assetId ?? each.device, each]),
  );

const recompute = (range: Readonly<Record<string, unknown>>) =>
  city.recompute({ what: 'security/detections', ...range });

interface Found {
  readonly rule: string;
  readonly began: number;
  readonly ended: number;
  readonly revision: number;
}

/** Current detections of an asset in the warehouse, in minutes since the start. */
const found = (assetId: string): Promise<Found[]> =>
  city.warehouse.rows<Found>({
    sql: `SELECT rule, toInt32((toUnixTimestamp64Milli(first_observed_at) - ${start}) / 60000) AS began,
  toInt32((toUnixTimestamp64Milli(observed_at) - ${start}) / 60000) AS ended, revision
FROM ${city.hub.names.database('security')}.detections_current WHERE asset_id = '${assetId}' ORDER BY began, rule`,
  });

const untilFound = (assetId: string, count: number): Promise<Found[]> =>
  eventually(
    () => found(assetId),
    ({ length }) => length === count,
    30_000,
  );

beforeAll(async () => {
  city = await RecomputeUnderTest.open({
    reads: topology.reads,
    changelogs: Object.values(topology.stores).map(({ changelog }) => changelog),
    describe: (environment) =>
      describeSecurity(loadConfig(securityConfig, { ...environment('security'), NARU_SECURITY_KEEP_MINUTES: '15' })),
  });
  detections = await city.hub.follow(topics.securityDetections);
  incidents = await city.hub.follow(topics.securityIncidents);
});
afterAll(() => city.close());

describe('recompute of detections, from the warehouse to the topic', () => {
  it('puts right what came too late, publishes only that, and nothing when asked again', async () => {
    const days = [0, dayMinutes, 2 * dayMinutes];
    for (const asset of ['gate-1', 'gate-2']) {
      const logons = days.flatMap((day) => [0, 1, 2, 3, 100].map((minute) => seen(asset, day + minute)));
      const events = [...logons, forced(asset, 50), forced(asset, 2 * dayMinutes + 200)];
      await send(...events.sort((a, b) => a.observedAt - b.observedAt));
    }
    await untilFound('gate-1', 2);
    await untilFound('gate-2', 2);
    const { length: before } = await detections.until(({ length }) => length === 4);
    const { length: raised } = await incidents.until(({ length }) => length >= 4);

    // the fifth attempts, of the first and the second day; and nobody had forced a door
    const corrected = { ...forced('gate-1', 50), activity: 'door-opened', revision: 1, cause: 'correction' };
    await send(seen('gate-1', 4), seen('gate-1', dayMinutes + 2.5), corrected);
    const range = { zone: { kind: 'district', id: 'jongno' }, from: instant(-60) };
    expect(await recompute(range)).toMatchObject({
      ...{ state: 'done', meant: 2, applied: 2, undecided: 0, outdated: 0, unanswered: 0 },
      ...{ restated: 2, withdrawn: 1, problem: null },
    });
    const told = (await detections.until(({ length }) => length >= before + 3)).slice(before);
    expect(told.map(({ value }) => value)).toMatchObject([
      { rule: 'forced-entry', observedAt: at(50), revision: 1, withdrawn: true, point: { longitude: 126.98 } },
      { rule: 'brute-force', firstObservedAt: at(0), observedAt: at(4), revision: 0, recordIds: { length: 5 } },
      { rule: 'brute-force', firstObservedAt: at(dayMinutes), observedAt: at(dayMinutes + 3), revision: 0 },
    ]);
    await untilFound('gate-1', 3);

    expect(await recompute(range)).toMatchObject({ state: 'done', meant: 2, applied: 2, restated: 0, withdrawn: 0 });
    await send(forced('gate-5', 0));
    const all = await detections.until(({ length }) => length > before + 3);
    expect(all.at(before + 3)?.key).toBe('gate-5');
    // what people were told of incidents stays, as far as time doesn't close them
    const later = (await incidents.until((records) => records.some(({ key }) => key === 'gate-5'))).slice(raised);
    const changed = later.filter(
      ({ key, value }) => key !== 'gate-5' && (value?.status !== 'closed' || value.withdrawn),
    );
    expect(changed).toEqual([]);
  });

  it('finds in an import that came newest first what a replay in order would, and goes on from there', async () => {
    const attack = Array.from({ length: 300 }, (_, minute) => seen('gate-3', minute, { lane: 'history' }));
    await send(...attack.toReversed());
    const range = { assetId: 'gate-3', from: instant(0) };
    expect(await recompute(range)).toMatchObject({ state: 'done', applied: 1, outdated: 0, unanswered: 0 });
    const all = await untilFound('gate-3', 60);
    expect(all.map(({ began, ended }) => [began, ended])).toEqual(
      Array.from({ length: 60 }, (_, i) => [5 * i, 5 * i + 4]),
    );
    await send(...[300, 301, 302, 303, 304].map((minute) => seen('gate-3', minute)));
    expect((await untilFound('gate-3', 61)).at(-1)).toMatchObject({ began: 300, ended: 304, revision: 0 });
    expect(await recompute(range)).toMatchObject({ state: 'done', restated: 0, withdrawn: 0 });
    expect(
      await city.warehouse.rows({
        sql: `SELECT detection_id FROM ${city.hub.names.database('security')}.detections
GROUP BY detection_id, revision HAVING count() > 1`,
      }),
    ).toEqual([]);
  });

  it('leaves alone what lies outside of the range', async () => {
    const days = [0, 3, 6].map((day) => day * dayMinutes);
    await send(...days.flatMap((day) => [0, 1, 2, 3].map((minute) => seen('gate-4', day + minute))));
    await send(forced('gate-4', 7 * dayMinutes));
    await untilFound('gate-4', 1);
    await send(...days.map((day) => seen('gate-4', day + 4)));
    const [from, to] = [instant(3 * dayMinutes + 4), instant(3 * dayMinutes + 5)];
    expect(await recompute({ assetId: 'gate-4', from, to })).toMatchObject({ state: 'done', applied: 1, restated: 1 });
    const [first, second] = await untilFound('gate-4', 2);
    expect([first?.began, second?.began]).toEqual([3 * dayMinutes, 7 * dayMinutes]);
  });
});

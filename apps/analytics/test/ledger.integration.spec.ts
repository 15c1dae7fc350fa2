import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { minuteOf } from '@naru/ledger';
import { eventually } from '@naru/testing';
import { z } from 'zod';
import { explainAnswer, ledgerAnswer } from '../src/http/ledger-answers.js';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { bookEntry } from './support/ledger-entries.js';
import { observation, rawObservation } from './support/records.js';

jest.setTimeout(120_000);

let analytics: AnalyticsUnderTest;
let service: RunningService;
let key: string;

const raw = topics.parkingRawObservations;
const minute = minuteOf(Date.now()) - 120_000;
const at = minute + 1_000;
const lines = (count: number, ...fates: readonly string[]) =>
  fates.map((fate) => ({ topic: raw.name, source: 'bays', minute, fate, reason: '', count }));

const book = (stage: string, more: Partial<HubLedgerEntry>) => bookEntry(analytics.hub, stage, more);
const get = async (path: string) => {
  const response = await fetch(`${service.url}/v1/analytics/ledger${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: response.status, body: await response.json() };
};
const ledger = async (query = '') => ledgerAnswer.parse((await get(query)).body);
const between = async (to: string) =>
  (await ledger()).between.find((crossing) => crossing.topic === raw.name && crossing.to === to);

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
  key = await analytics.hub.key('read');
  service = await analytics.start('one');
  await analytics.until(service, true);
  // three records as ingest delivers them, and one that it only says that it delivered
  const records = ['a', 'b', 'c'].map((name) => ({ ...rawObservation(name, 'S-1', at), receivedAt: at }));
  await analytics.hub.write(
    raw,
    records.map((record) => [record.device, record]),
  );
  await book('ingest', { counts: lines(4, 'taken', 'delivered') });
  await analytics.untilCount(analytics.relation(raw), 3);
});
afterAll(() => analytics.close());

describe('GET /v1/analytics/ledger', () => {
  it('finds the record that was delivered and never taken, once analytics is beyond the end of the topic', async () => {
    // what lies behind the last record is booked with the next one
    const behind = { ...rawObservation('d', 'S-1', at), receivedAt: minute + 61_000 };
    await analytics.hub.write(raw, [[behind.device, behind]]);
    const found = await eventually(
      () => between('analytics'),
      (crossing) => (crossing?.missing ?? 0) > 0,
      30_000,
    );
    expect(found).toMatchObject({ source: 'bays', delivered: 4, taken: 3, inFlight: 0, missing: 1 });
    const { balanced, rows } = await ledger('?stage=ingest');
    expect(balanced).toBe(false);
    expect(rows).toMatchObject([
      { stage: 'ingest', topic: raw.name, source: 'bays', taken: 4, delivered: 4, difference: 0 },
    ]);
  });

  it('tells what enrichment, which does not run, has not taken: it is in flight', async () => {
    expect(await between('enrichment')).toMatchObject({ delivered: 4, taken: 0, inFlight: 4, missing: 0 });
    const { open, oldestOpen } = await ledger();
    expect(open).toBeGreaterThan(0);
    expect(oldestOpen).toBe(new Date(minute).toISOString());
  });

  it('keeps to the source and the time that are asked for', async () => {
    expect(await ledger('?source=nobody')).toMatchObject({ rows: [], between: [], balanced: true });
    const later = new Date(minute + 300_000).toISOString();
    expect(await ledger(`?since=${later}`)).toMatchObject({ rows: [], between: [], since: later });
  });

  it.each([
    ['?since=yesterday', 400, 'NARU_REQUEST_INVALID'],
    ['/explain?stage=ingest', 400, 'NARU_REQUEST_INVALID'],
  ])('refuses %s with %d %s', async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, z.object({ code: z.string() }).parse(answer.body).code]).toEqual([status, code]);
  });

  it('is not open data', async () => {
    expect((await fetch(`${service.url}/v1/analytics/ledger`)).status).toBe(401);
  });
});

describe('GET /v1/analytics/ledger/explain', () => {
  it('names the ranges, and the records that met no fate', async () => {
    const [placed] = [observation('a', 'bay-1', at, { receivedAt: at })];
    await analytics.hub.write(topics.parkingObservations, [['bay-1', placed]]);
    await analytics.untilCount(analytics.relation(topics.parkingObservations), 1);
    const ask = async () =>
      explainAnswer.parse((await get(`/explain?stage=analytics&minute=${new Date(at).toISOString()}`)).body);
    const answer = await eventually(ask, ({ booked }) => (booked?.length ?? 0) > 0, 30_000);
    expect(answer).toMatchObject({ stage: 'analytics', minute: new Date(minute).toISOString() });
    const entries = answer.booked?.filter(({ counts }) => counts.some(({ topic }) => topic === raw.name)) ?? [];
    const counted = entries.flatMap(({ counts }) => counts).filter(({ topic }) => topic === raw.name);
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(entries[0]?.ranges.find(({ topic }) => topic === raw.name)).toMatchObject({ from: 0 });
    // b and c stand in the raw table alone: in the order of their ids
    expect(answer.records).toHaveLength(2);
    expect(answer.records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'bays', raw: 1, placed: 0, deduplicated: 0, setAside: 0 }),
      ]),
    );
  });
});

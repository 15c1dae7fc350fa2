import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { eventually, testStack } from '@naru/testing';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { Gate } from './support/gate.js';
import { noon, rawObservation } from './support/records.js';

jest.setTimeout(120_000);

const topic = topics.parkingRawObservations;
let analytics: AnalyticsUnderTest;

beforeEach(async () => {
  analytics = await AnalyticsUnderTest.open();
});
afterEach(() => analytics.close());

const write = (from: number, to: number): Promise<void> =>
  analytics.hub.write(
    topic,
    Array.from(
      { length: to - from },
      (_, i) => [`S-${i % 20}`, rawObservation(`${from + i}`, `S-${i % 20}`, noon + from + i)] as const,
    ),
  );

async function committed(): Promise<number> {
  const { names, client } = analytics.hub;
  const positions = await client.admin.committed(names.group('analytics'), [names.topic(topic)]);
  return positions.reduce((sum, { offset }) => sum + offset, 0);
}

describe('the sink, while the warehouse is away', () => {
  it('reads no further, says so, holds its tasks, and goes on where it stopped', async () => {
    const { hostname, port } = new URL(testStack().clickhouse.url);
    const gate = await Gate.open(hostname, Number(port));
    try {
      const service = await analytics.start('one', { NARU_CLICKHOUSE_URL: `http://127.0.0.1:${gate.port}` });
      await analytics.until(service, true);
      await write(0, 100);
      await analytics.untilCount(analytics.relation(topic), 100);
      const { names, client } = analytics.hub;
      const ends = await client.admin.listOffsets([names.topic(topic)], 'latest'); // its rows are in: no transaction is open any more
      const before = ends.reduce((sum, { offset }) => sum + offset, 0);
      await eventually(committed, (offset) => offset === before);

      gate.shut();
      await write(100, 5_100);
      const conditions = await analytics.until(service, false);
      expect(conditions.find(({ ready }) => !ready)).toMatchObject({ name: 'warehouse' });
      const refused = await fetch(`${service.url}/v1/analytics/queries/duplicates`);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await committed()).toBe(before);

      gate.reopen();
      await analytics.until(service, true);
      await analytics.untilCount(analytics.relation(topic), 5_100);
      const [row] = await analytics.rows<{ ids: number }>(
        `SELECT uniqExact(record_id)::UInt32 AS ids FROM ${analytics.relation(topic)}`,
        1,
      );
      expect(row?.ids).toBe(5_100);
    } finally {
      await gate.close();
    }
  });

  it('takes no more into memory than its bound, however much waits, and loses nothing of it', async () => {
    const { hostname, port } = new URL(testStack().clickhouse.url);
    const gate = await Gate.open(hostname, Number(port));
    try {
      const service = await analytics.start('one', { NARU_CLICKHOUSE_URL: `http://127.0.0.1:${gate.port}` });
      await analytics.until(service, true);
      gate.shut();
      const bulky = 'x'.repeat(20_000);
      for (let part = 0; part < 10; part++)
        await analytics.hub.write(
          topic,
          Array.from(
            { length: 500 },
            (_, i) => [`S-${i % 20}`, rawObservation(`${part} ${i}`, `S-${i % 20}`, noon + i, bulky)] as const,
          ),
        );
      const pending = async (): Promise<number> => {
        const lines = (await (await fetch(`${service.url}/metrics`)).text()).split('\n');
        return Number(
          lines
            .find((line) => line.startsWith('naru_warehouse_pending_bytes'))
            ?.split(' ')
            .at(-1),
        );
      };
      const bound = 64 * 1_048_576;
      await eventually(pending, (bytes) => bytes >= bound, 60_000);
      await analytics.until(service, false);
      // a batch that came, once unpacked, is what may come on top
      expect(await pending()).toBeLessThan(bound + 2 * 1_048_576);

      gate.reopen();
      await analytics.untilCount(analytics.relation(topic), 5_000);
      const [row] = await analytics.rows<{ ids: number }>(
        `SELECT uniqExact(record_id)::UInt32 AS ids FROM ${analytics.relation(topic)}`,
        1,
      );
      expect(row?.ids).toBe(5_000);
      await eventually(pending, (bytes) => bytes === 0);
    } finally {
      await gate.close();
    }
  });

  it('starts without it, and answers meanwhile', async () => {
    const service = await analytics.start('one', { NARU_CLICKHOUSE_URL: 'http://127.0.0.1:1' });
    const waitsFor = async () =>
      (await analytics.until(service, false)).filter(({ ready }) => !ready).map(({ name }) => name);
    expect(await eventually(waitsFor, (names) => names.includes('warehouse'))).toContain('warehouse');
    expect((await fetch(`${service.url}/v1/analytics/queries`)).status).toBe(200);
  });
});

describe('several instances', () => {
  it('share the tasks, and take over from who leaves', async () => {
    const [one, two] = [await analytics.start('one'), await analytics.start('two')];
    await Promise.all([analytics.until(one, true), analytics.until(two, true)]);
    await write(0, 2_000);
    await analytics.untilCount(analytics.relation(topic), 2_000);
    await one.stop();
    await write(2_000, 4_000);
    await analytics.untilCount(analytics.relation(topic), 4_000);
    const taken = await (await fetch(`${two.url}/metrics`)).text();
    expect(taken).toMatch(/naru_records_total\{topic="parking.raw-observations.v1",fate="delivered"/);
  });
});

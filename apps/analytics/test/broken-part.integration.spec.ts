import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import { type TopicLog, eventually, testStack } from '@naru/testing';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { InsertGate } from './support/insert-gate.js';
import { emptyFiles, partsOf } from './support/part-files.js';
import { noon, rawObservation } from './support/records.js';

jest.setTimeout(120_000);

const topic = topics.parkingRawObservations;
let analytics: AnalyticsUnderTest;
let gate: InsertGate;
let ledger: TopicLog<HubLedgerEntry>;

beforeAll(async () => {
  gate = await InsertGate.open(testStack().clickhouse.url);
});
afterEach(() => analytics.close());
afterAll(() => gate.close());

/** All of them in one partition, in one transaction: they become one block, and one part. */
const write = (from: number, to: number): Promise<void> =>
  analytics.hub.write(
    topic,
    Array.from({ length: to - from }, (_, i) => ['S-1', rawObservation(`${from + i}`, 'S-1', noon + i)] as const),
  );

const relation = () => analytics.relation(topic);

async function committed(): Promise<number> {
  const { names, client } = analytics.hub;
  const positions = await client.admin.committed(names.group('analytics'), [names.topic(topic)]);
  return positions.reduce((sum, { offset }) => sum + offset, 0);
}

const bookedIn = (entries: readonly { readonly value: HubLedgerEntry | null }[]): number =>
  entries
    .flatMap(({ value }) => (value?.stage === 'analytics' ? value.counts : []))
    .filter((each) => each.topic === topic.name)
    .reduce((sum, { count }) => sum + count, 0);

/** An instance whose answers are doubted, since no disk has so much room, and that has proven the warehouse to work. */
async function startDoubting() {
  analytics = await AnalyticsUnderTest.open();
  ledger = await analytics.hub.follow(topics.hubLedger);
  const service = await analytics.start('one', {
    NARU_CLICKHOUSE_URL: gate.url,
    NARU_ANALYTICS_DISK_ROOM_MEBIBYTES: '1000000000',
  });
  await analytics.until(service, true);
  await write(0, 100);
  await ledger.until((entries) => bookedIn(entries) === 100);
  return service;
}

/** The insert of these rows is answered with OK, and files of its part are empty. */
async function insertBroken(isMeant: (file: string) => boolean): Promise<string> {
  const held = gate.hold(relation(), 'answered');
  await write(100, 2_100);
  const { release } = await held;
  const [part] = await partsOf(analytics.warehouse, relation());
  if (part === undefined) throw new Error('There is no part');
  await emptyFiles(part, isMeant);
  await release();
  return part.name;
}

describe('an insert that was answered with OK while its part was cut short', () => {
  it.each<[string, string, (file: string) => boolean]>([
    ["whose rows can't be read", "rows can't be read", () => true],
    [
      'whose columns end too soon, which is no refusal of their values',
      "rows can't be read",
      (file) => file.endsWith('.bin'),
    ],
    ['whose rows are there until the next start', 'is not whole on the disk', (file) => file === 'checksums.txt'],
  ])('%s: is not booked, and is in once after the part was detached', async (_, complaint, isMeant) => {
    const service = await startDoubting();
    const before = await eventually(committed, (offset) => offset > 0);
    const part = await insertBroken(isMeant);

    const conditions = await analytics.until(service, false);
    const [{ name, reason } = { name: '', reason: '' }] = conditions.filter(({ ready }) => !ready);
    expect(name).toBe('warehouse');
    expect(reason).toContain(`Of ${relation()} `);
    expect(reason).toContain(complaint);
    expect(reason).toContain('docs/runbooks/warehouse-disk-full.md');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('naru_warehouse_proofs_total{doubt="little room on disk"');
    expect(await committed()).toBe(before);

    await analytics.warehouse.run({ sql: `ALTER TABLE ${relation()} DETACH PART '${part}'` });
    await ledger.until((entries) => bookedIn(entries) === 2_100);
    await analytics.until(service, true);
    const [row] = await analytics.warehouse.rows<{ rows: number; ids: number }>({
      sql: `SELECT count()::UInt32 AS rows, uniqExact(record_id)::UInt32 AS ids FROM ${relation()}`,
    });
    expect(row).toEqual({ rows: 2_100, ids: 2_100 });
    expect(await committed()).toBeGreaterThan(before);
  });
});

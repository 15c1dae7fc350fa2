import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { type TopicLog, eventually, testStack } from '@naru/testing';
import { AnalyticsProcess } from './support/analytics-process.js';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { InsertGate, type Moment } from './support/insert-gate.js';
import { noon, rawCount, rawObservation } from './support/records.js';

jest.setTimeout(180_000);

const topic = topics.parkingRawObservations;
let analytics: AnalyticsUnderTest;
let gate: InsertGate;
let ledger: TopicLog<HubLedgerEntry>;
let written = 0;
const processes: AnalyticsProcess[] = [];
const heirs: RunningService[] = [];

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
  gate = await InsertGate.open(testStack().clickhouse.url);
  ledger = await analytics.hub.follow(topics.hubLedger);
});
afterEach(async () => {
  for (const each of processes.splice(0)) await each.end('SIGKILL');
  for (const each of heirs.splice(0)) await each.stop();
});
afterAll(async () => {
  await gate.close();
  await analytics.close();
});

/** All of them in one partition, in one transaction: they become one block. */
async function write(records: number): Promise<void> {
  const from = written;
  written += records;
  await analytics.hub.write(
    topic,
    Array.from({ length: records }, (_, i) => {
      // two months: the block makes two parts, of which one could be there without the other
      const at = noon + ((from + i) % 2) * 40 * 86_400_000;
      return ['S-1', rawObservation(`${from + i}`, `S-${from + i}`, at)] as const;
    }),
  );
}

function begin(instance: string): AnalyticsProcess {
  const process = AnalyticsProcess.start(analytics.environment(instance, { NARU_CLICKHOUSE_URL: gate.url }));
  processes.push(process);
  return process;
}

async function inherit(instance: string): Promise<RunningService> {
  const heir = await analytics.start(instance);
  heirs.push(heir);
  return heir;
}

const relation = () => analytics.relation(topic);
const run = (sql: string) => analytics.warehouse.run({ sql });

async function committed(): Promise<{ offset: number; metadata: string }> {
  const { names, client } = analytics.hub;
  const positions = await client.admin.committed(names.group('analytics'), [names.topic(topic)]);
  return positions.reduce(
    (sum, { offset, metadata = '' }) => ({ offset: sum.offset + offset, metadata: sum.metadata + metadata }),
    { offset: 0, metadata: '' },
  );
}

/** Everything that was written is in the table, once, and in the books, once; their ranges touch. */
async function expectAllOnce(wanted = written): Promise<void> {
  await analytics.untilCount(relation(), wanted);
  const [row] = await analytics.warehouse.rows<{ rows: number; places: number; ids: number }>({
    sql: `SELECT count()::UInt32 AS rows, uniqExact(topic, partition, offset)::UInt32 AS places, uniqExact(record_id)::UInt32 AS ids FROM ${relation()}`,
  });
  expect(row).toEqual({ rows: wanted, places: wanted, ids: wanted });
  const entries = await ledger.until((records) => bookedIn(records.map(({ value }) => value)).records === wanted);
  const { ranges, fates } = bookedIn(entries.map(({ value }) => value));
  expect(fates).toBe(wanted);
  for (const partition of [0, 1]) {
    const own = ranges.filter((range) => range.partition === partition);
    own.slice(1).forEach((range, i) => {
      expect(range.fromOffset).toBe(own[i]?.toOffset);
    });
  }
}

function bookedIn(entries: readonly (HubLedgerEntry | null)[]) {
  const ours = entries.flatMap((entry) => (entry?.stage === 'analytics' ? [entry] : []));
  const isOfTopic = (each: { readonly topic: string }) => each.topic === topic.name;
  const ranges = ours.flatMap((entry) => entry.ranges.filter(isOfTopic));
  const fates = ours.flatMap((entry) => entry.counts.filter(isOfTopic)).reduce((sum, { count }) => sum + count, 0);
  return { ranges, fates, records: ranges.reduce((sum, { records }) => sum + records, 0) };
}

describe('an instance that is killed', () => {
  it.each<[string, Moment]>([
    ['between plan and insert', 'before'],
    ['in the middle of an insert', 'half'],
    ['between insert and booking', 'answered'],
  ])('%s: its heir proves what is there, and each row is in once', async (_, moment) => {
    const doomed = begin(`doomed-${moment}`);
    const held = gate.hold(relation(), moment);
    await write(3_000);
    const { queryId } = await held;
    await doomed.end('SIGKILL');
    // it had committed its plan before the insert began; that the commit's end stands in Kafka may take a moment
    const plan = queryId.split('/').at(-1) ?? '?';
    await eventually(committed, ({ metadata }) => metadata.includes(plan));
    await write(500);
    await inherit(`heir-${moment}`);
    await expectAllOnce();
  });

  it('after booking: nothing comes again', async () => {
    const doomed = begin('doomed-booked');
    await write(1_000);
    await expectAllOnce();
    await eventually(committed, ({ metadata }) => metadata === '');
    await doomed.end('SIGKILL');
    await write(500);
    await inherit('heir-booked');
    await expectAllOnce();
  });
});

describe('a proof', () => {
  it('needs no log of tokens: dropped after an insert whose answer was lost', async () => {
    const doomed = begin('doomed-log');
    const held = gate.hold(relation(), 'answered');
    await write(2_000);
    await held;
    await doomed.end('SIGKILL');
    await run(`ALTER TABLE ${relation()} MODIFY SETTING non_replicated_deduplication_window = 0`);
    try {
      await inherit('heir-log');
      await expectAllOnce();
    } finally {
      await run(`ALTER TABLE ${relation()} MODIFY SETTING non_replicated_deduplication_window = 10000`);
    }
  });

  it('finds rows whose token the window has dropped since, and those of one part only', async () => {
    const doomed = begin('doomed-window');
    const held = gate.hold(relation(), 'answered');
    await write(2_000);
    await held;
    await doomed.end('SIGKILL');
    // more blocks than the window holds
    await run(`ALTER TABLE ${relation()} MODIFY SETTING non_replicated_deduplication_window = 2`);
    for (let i = 0; i < 4; i++)
      await run(`INSERT INTO ${relation()} (device, topic, offset) VALUES ('other-${i}', 'another', ${i})`);
    await run(`DELETE FROM ${relation()} WHERE topic = 'another'`);
    // the part of one month is lost
    const month = new Date(noon + 40 * 86_400_000).toISOString().slice(0, 7).replace('-', '');
    await run(
      `DELETE FROM ${relation()} WHERE toYYYYMM(observed_at) = ${month} AND offset >= (SELECT max(offset) - 1999 FROM ${relation()})`,
    );
    try {
      await inherit('heir-window');
      await expectAllOnce();
    } finally {
      await run(`ALTER TABLE ${relation()} MODIFY SETTING non_replicated_deduplication_window = 10000`);
    }
  });

  it('does not believe a token that stands in the log without its rows', async () => {
    const doomed = begin('doomed-lie');
    const held = gate.hold(relation(), 'answered');
    await write(2_000);
    await held;
    await doomed.end('SIGKILL');
    await run(`DELETE FROM ${relation()} WHERE offset >= (SELECT max(offset) - 1999 FROM ${relation()})`);
    await inherit('heir-lie');
    await expectAllOnce();
  });
});

describe('a zombie', () => {
  it('whose insert arrives late, when its heir has booked the rows: they are in once', async () => {
    const doomed = begin('doomed-late');
    const held = gate.hold(relation(), 'before');
    await write(2_000);
    const { release } = await held;
    await doomed.end('SIGKILL');
    await inherit('heir-late');
    await expectAllOnce();
    await release(); // the insert of the dead
    await expectAllOnce();
  });

  it('that wakes up in its insert finds its booking refused, and joins again', async () => {
    const zombie = begin('zombie');
    const held = gate.hold(relation(), 'before');
    await write(2_000);
    const { release } = await held;
    zombie.signal('SIGSTOP');
    await inherit('heir-of-zombie');
    await expectAllOnce();
    zombie.signal('SIGCONT');
    await release();
    await eventually(
      () => Promise.resolve(zombie.lines.some((line) => line.includes('What was not booked is dropped'))),
      (isDropped) => isDropped,
    );
    await write(500);
    await expectAllOnce();
  });
});

describe('a topic that is made anew under its old name', () => {
  it('loses nothing to the rows of its former self, which have the same places', async () => {
    const { hub } = analytics;
    const again = topics.parkingRawCounts;
    const counts = (life: string) =>
      Array.from({ length: 300 }, (_, i) => ['G-1', rawCount(`${life} ${i}`, i)] as const);
    await inherit('of-the-former');
    await hub.write(again, counts('former'));
    await analytics.untilCount(analytics.relation(again), 300);
    for (const each of heirs.splice(0)) await each.stop();
    await analytics.remake(again);
    await hub.write(again, counts('latter'));
    await inherit('of-the-latter');
    await analytics.untilCount(analytics.relation(again), 600);
    const [row] = await analytics.warehouse.rows<{ places: number; ids: number }>({
      sql: `SELECT uniqExact(topic, partition, offset)::UInt32 AS places, uniqExact(record_id)::UInt32 AS ids FROM ${analytics.relation(again)}`,
    });
    expect(row).toEqual({ places: 300, ids: 600 });
  });
});

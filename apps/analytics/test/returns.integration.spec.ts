// What the warehouse has refused, on its way back: brought as ingest brings it, once a command about it is decided.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type HubDeadLetter, type HubLedgerEntry, topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { Books } from '@naru/ledger';
import { type Logged, type TopicLog, eventually, testStack } from '@naru/testing';
import { AnalyticsProcess } from './support/analytics-process.js';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { InsertGate, type Moment } from './support/insert-gate.js';
import { noon, rawCount, rawObservation } from './support/records.js';
import { sendBack } from './support/send-back.js';

jest.setTimeout(180_000);

const topic = topics.parkingRawObservations;
let analytics: AnalyticsUnderTest;
let gate: InsertGate;
let ledger: TopicLog<HubLedgerEntry>;
let deadLetters: TopicLog<HubDeadLetter>;
let written = 0;
let wasSetAside = 0;
let cameBack = 0;
/** Of these, rows that were in already. */
let foundAgain = 0;
const processes: AnalyticsProcess[] = [];
const services: RunningService[] = [];

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
  gate = await InsertGate.open(testStack().clickhouse.url);
  ledger = await analytics.hub.follow(topics.hubLedger);
  deadLetters = await analytics.hub.follow(topics.hubDeadLetters);
});
afterEach(async () => {
  for (const each of processes.splice(0)) await each.end('SIGKILL');
  for (const each of services.splice(0)) await each.stop();
});
afterAll(async () => {
  await gate.close();
  await analytics.close();
});

const relation = () => analytics.relation(topic);
const forbid = () =>
  analytics.warehouse.run({ sql: `ALTER TABLE ${relation()} ADD CONSTRAINT no_poison CHECK device != 'S-poison'` });
const mend = () => analytics.warehouse.run({ sql: `ALTER TABLE ${relation()} DROP CONSTRAINT no_poison` });

function begin(instance: string): AnalyticsProcess {
  const process = AnalyticsProcess.start(analytics.environment(instance, { NARU_CLICKHOUSE_URL: gate.url }));
  processes.push(process);
  return process;
}

async function start(instance: string): Promise<RunningService> {
  const service = await analytics.start(instance, { NARU_CLICKHOUSE_URL: gate.url });
  services.push(service);
  return service;
}

/** Writes records between which the warehouse refuses one, and answers its letter. */
async function refuseOne(): Promise<Logged<HubDeadLetter>> {
  const from = written;
  written += 20;
  const records = Array.from({ length: 20 }, (_, i) => {
    const device = i === 7 ? 'S-poison' : `S-${from + i}`;
    return ['S-1', rawObservation(`${from + i}`, device, noon + from + i)] as const;
  });
  await analytics.hub.write(topic, records);
  return letterNumber(++wasSetAside);
}

async function letterNumber(count: number): Promise<Logged<HubDeadLetter>> {
  const letters = await deadLetters.until(({ length }) => length >= count);
  expect(letters).toHaveLength(count);
  const last = letters.at(-1);
  if (last === undefined) throw new Error('Nothing was set aside');
  return last;
}

async function takeBack(letter: Logged<HubDeadLetter>): Promise<void> {
  cameBack++;
  await sendBack(analytics.hub, letter);
}

/** What was booked of the topic, by fate. */
function bookedIn(entries: readonly Logged<HubLedgerEntry>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { value } of entries)
    for (const count of value?.counts ?? [])
      if (value?.stage === 'analytics' && count.topic === topic.name)
        sums[count.fate] = (sums[count.fate] ?? 0) + count.count;
  return sums;
}

/** All but what is set aside is in the table, once, at its place; the books say the same, and balance. */
async function expectBalance(waiting: number): Promise<void> {
  const wanted = written - waiting;
  await analytics.untilCount(relation(), wanted);
  const [row] = await analytics.warehouse.rows({
    sql: `SELECT count()::UInt32 AS rows, uniqExact(topic, partition, offset)::UInt32 AS places, uniqExact(record_id)::UInt32 AS ids FROM ${relation()}`,
  });
  expect(row).toEqual({ rows: wanted, places: wanted, ids: wanted });
  const entries = await ledger.until((records) => {
    const { delivered = 0, returned = 0, 'dead-lettered': deadLettered = 0 } = bookedIn(records);
    return returned >= cameBack && delivered + deadLettered >= written + cameBack;
  });
  expect(bookedIn(entries)).toEqual({
    delivered: wanted + foundAgain,
    'dead-lettered': wasSetAside,
    ...(cameBack > 0 && { returned: cameBack }),
  });
  const books = new Books();
  for (const { value } of entries) if (value !== null) books.take(value);
  books.ledgerSettled(books.entries);
  const { rows, ranges, entries: unbalanced } = books.balance({ stage: 'analytics' });
  expect({ uneven: rows.filter(({ difference }) => difference !== 0), ranges, unbalanced }).toEqual({
    ...{ uneven: [], ranges: [], unbalanced: [] },
  });
}

describe('a row that the warehouse has refused', () => {
  it('is set aside again where it still refuses it, and is in once, at its place, when the cause is mended', async () => {
    await start('one');
    await analytics.rows(`SELECT 1 FROM system.tables WHERE concat(database, '.', name) = '${relation()}'`, 1);
    await forbid();
    const first = await refuseOne();
    expect(first.value).toMatchObject({ stage: 'analytics', reason: 'wrong-type', attempt: 0 });
    await expectBalance(1);

    await takeBack(first);
    const again = await letterNumber(++wasSetAside);
    const { originTopic, originPartition, originOffset, originKey, receivedAt, recordId } = first.value ?? {};
    expect(again.value).toMatchObject({
      ...{ stage: 'analytics', reason: 'wrong-type', attempt: 1 },
      ...{ originTopic, originPartition, originOffset, originKey, receivedAt, recordId },
    });
    await expectBalance(1);

    await mend();
    await takeBack(again);
    await expectBalance(0);
    const place = { topic: analytics.hub.names.topic(topic), partition: originPartition, offset: originOffset };
    expect(
      await analytics.rows(`SELECT topic, partition, offset FROM ${relation()} WHERE device = 'S-poison'`, 1),
    ).toEqual([place]);
  });

  it('is not loaded again where it comes back again: it is found', async () => {
    await start('twice');
    await forbid();
    const letter = await refuseOne();
    await mend();
    await takeBack(letter);
    await expectBalance(0);
    const remember = (tokens: number) =>
      analytics.warehouse.run({
        sql: `ALTER TABLE ${relation()} MODIFY SETTING non_replicated_deduplication_window = ${tokens}`,
      });
    await remember(0); // the table tells, no log does
    foundAgain++;
    await takeBack(letter);
    await expectBalance(0);
    await remember(10_000);
  });

  it('is a dead letter of the returns where nothing can be made of what came', async () => {
    await start('unusable');
    await forbid();
    const letter = await refuseOne();
    await mend();
    const { hubAnalyticsReturns } = topics;
    await sendBack(analytics.hub, letter, { originTopic: 'nobody.knows.v1' });
    expect((await letterNumber(++wasSetAside)).value).toMatchObject({ kind: hubAnalyticsReturns.name, attempt: 0 });
    wasSetAside--; // of another topic
    deadLetters.records.pop();
    await takeBack(letter);
    await expectBalance(0);
  });
});

describe('an instance that is killed while it takes a row back', () => {
  it.each<[string, Moment]>([
    ['between plan and insert', 'before'],
    ['in the middle of the insert', 'half'],
    ['between insert and booking', 'answered'],
  ])('%s: its heir proves what is there, and the row is in once and booked once', async (_, moment) => {
    const doomed = begin(`doomed-${moment}`);
    await forbid();
    const letter = await refuseOne();
    await expectBalance(1);
    await mend();
    const held = gate.hold(relation(), moment);
    await takeBack(letter);
    const { queryId } = await held;
    const { names, client } = analytics.hub;
    await doomed.end('SIGKILL');
    // it had committed its plan before the insert began; that the commit's end stands in Kafka may take a moment
    const plan = queryId.split('/').at(-1) ?? '?';
    await eventually(
      () => client.admin.committed(names.group('analytics'), [names.topic(topics.hubAnalyticsReturns)]),
      (positions) => positions.some(({ metadata }) => metadata?.includes(plan)),
    );
    await start(`heir-${moment}`);
    await expectBalance(0);
  });

  it('and whose insert arrives late, when its heir has booked the row: it is in once', async () => {
    const doomed = begin('doomed-late');
    await forbid();
    const letter = await refuseOne();
    await expectBalance(1);
    await mend();
    const held = gate.hold(relation(), 'before');
    await takeBack(letter);
    const { release } = await held;
    await doomed.end('SIGKILL');
    await start('heir-late');
    await expectBalance(0);
    await release();
    await expectBalance(0);
  });
});

describe('an instance that is paused while it takes a row back', () => {
  it('finds its booking refused when it wakes up: the row is in once and booked once', async () => {
    const zombie = begin('zombie');
    await forbid();
    const letter = await refuseOne();
    await expectBalance(1);
    await mend();
    const held = gate.hold(relation(), 'before');
    await takeBack(letter);
    const { release } = await held;
    zombie.signal('SIGSTOP');
    await start('heir-of-zombie');
    await expectBalance(0);
    zombie.signal('SIGCONT');
    await release();
    await eventually(
      () => Promise.resolve(zombie.lines.some((line) => line.includes('What was not booked is dropped'))),
      (isDropped) => isDropped,
    );
    await expectBalance(0);
  });
});

describe('a warehouse that hangs over a returned row', () => {
  it('holds up that row alone', async () => {
    await start('beside');
    await forbid();
    const letter = await refuseOne();
    await expectBalance(1);
    await mend();
    const held = gate.hold(relation(), 'before');
    await takeBack(letter);
    const { release } = await held;
    cameBack--; // not yet
    const others = topics.parkingRawCounts;
    await analytics.hub.write(
      others,
      Array.from({ length: 50 }, (_, i) => ['G-1', rawCount(`${i}`, i)] as const),
    );
    await analytics.untilCount(analytics.relation(others), 50);
    written += 10;
    await analytics.hub.write(
      topic,
      Array.from({ length: 10 }, (_, i) => ['S-1', rawObservation(`beside ${i}`, 'S-1', noon + i)] as const),
    );
    await expectBalance(1);
    cameBack++;
    await release();
    await expectBalance(0);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import { UnknownSchemaIdError, WireCodec } from '@naru/avro';
import { type AvroRecord, type HubReturnedRecord, type TopicContract, topics } from '@naru/contracts';
import { type FetchedBatch, batchOfOne } from '@naru/kafka';
import { TaskClock } from '../time/task-clock.js';
import type { SetAsideRecord } from '../topology/handler.js';
import { deadLettered, delivered } from '../topology/outcome.js';
import { store } from '../topology/store.js';
import { prepareSchema } from '../walk.js';
import { Fates } from './fates.js';
import { type InputPort, takeBatch, typedPort } from './input-port.js';
import { keptStore } from './kept-store.js';
import { Outputs } from './outputs.js';
import { returnsPort } from './returns-port.js';
import { TaskRuntime } from './task-runtime.js';

interface Move {
  readonly source: string;
  readonly n: number;
}

const avro: AvroRecord = {
  type: 'record',
  name: 'Move',
  namespace: 'naru.test',
  doc: 'Test.',
  fields: [
    { name: 'source', type: 'string', doc: 'Test.' },
    { name: 'n', type: 'long', doc: 'Test.' },
  ],
};
const [ofMoves, ofReturns, ofNobody] = [7, 8, 99];
const registry = {
  schemaById: (id: number) =>
    id === ofNobody ? Promise.reject(new UnknownSchemaIdError(id)) : Promise.reject(new Error(`Not asked for: ${id}`)),
};
const codec = new WireCodec<Move>(avro, ofMoves, registry);
const moves = {
  ...(topics.parkingZonesChangelog as TopicContract),
  name: 'test.moves.v1',
  avro,
} as TopicContract<Move>;
const returnsCodec = new WireCodec<HubReturnedRecord>(topics.hubParkingReturns.avro, ofReturns, registry);
const commandedAt = 5_000_000;

let letters: SetAsideRecord[];
let task: TaskRuntime;
let origin: InputPort;
let port: InputPort;

beforeEach(() => {
  letters = [];
  const balances = keptStore({
    declaration: store({ changelog: moves }),
    changelog: { topic: moves, name: moves.name, codec },
    timers: undefined,
  });
  origin = typedPort({ topic: moves, name: moves.name }, codec, ({ value, key, timestamp }, its) => {
    const { source, n } = value as Move;
    (its.store('balances' as never) as unknown as { set(key: string, value: Move): void }).set(key, { source, n });
    expect(timestamp).toBe(commandedAt);
    return n < 0 ? deadLettered('wrong-type') : delivered;
  });
  port = portOver(origin);
  task = new TaskRuntime(
    0,
    { kept: new Map([['balances', balances]]), memories: new Map() },
    new TaskClock<InputPort>([]),
    {
      outputs: new Outputs(),
      fates: new Fates(),
      writes: new Map(),
      globals: new Map(),
      marked: { loops: [], others: [] },
      setAside: (record) => letters.push(record),
    },
  );
});

const portOver = (input: InputPort): InputPort =>
  returnsPort(
    { topic: topics.hubParkingReturns, name: topics.hubParkingReturns.name },
    {
      codec: returnsCodec,
      returns: { open: ({ sealed }) => (sealed.length === 0 ? undefined : sealed) },
      origins: new Map([[moves.name, input]]),
    },
  );

function returnedAs(value: Buffer, more: Partial<HubReturnedRecord> = {}): FetchedBatch {
  const returned: HubReturnedRecord = {
    ...{ letter: 'dead-letters/0-1', commandId: 'c', commandedBy: 'k', commandedAt },
    ...{ isRelease: false, isFixed: true, recordId: null, source: 'bays', stage: 'test', task: 0, kind: moves.name },
    ...{ reason: 'wrong-type', lane: 'live', receivedAt: 60_000, attempt: 1, group: 'g', setAsideAt: 61_000 },
    ...{ originTopic: moves.name, originPartition: 0, originOffset: 41, originKey: 'a' },
    ...{ size: value.length, sha256: Buffer.alloc(32), sealed: value, sealKeyId: 'key' },
    ...more,
  };
  const at = { topic: topics.hubParkingReturns.name, partition: 0, offset: 3 };
  return batchOfOne(at, { timestamp: commandedAt, key: 'test/0', value: returnsCodec.encode(returned) });
}

const take = (batch: FetchedBatch) => takeBatch(batch, batch.baseOffset, { port, task, unknown: new Set() });
const balanceOfA = () => (task.store('balances') as { get(key: string): Move | undefined }).get('a');

function booked() {
  const entry = task.books.entry({ stage: 'test', task: 0, instance: 'one', bookedAt: 0 });
  return entry.counts.map(({ topic, fate, reason, source, minute, count }) => ({
    topic,
    fate,
    reason,
    source,
    minute,
    count,
  }));
}

describe('what comes back to a stage', () => {
  it('is taken by the input it once was read from, and booked there as returned', () => {
    expect(take(returnedAs(codec.encode({ source: 'bays', n: 4 })))).toBeUndefined();
    expect(balanceOfA()).toEqual({ source: 'bays', n: 4 });
    expect(booked()).toEqual([
      { topic: moves.name, fate: 'returned', reason: '', source: '', minute: 60_000, count: 1 },
      { topic: moves.name, fate: 'delivered', reason: '', source: '', minute: 60_000, count: 1 },
      { topic: topics.hubParkingReturns.name, fate: 'delivered', reason: '', source: '', minute: 4_980_000, count: 1 },
    ]);
  });

  it('is set aside again where it still is wrong, as the record it was, one attempt later', () => {
    take(returnedAs(codec.encode({ source: 'bays', n: -4 }), { attempt: 2 }));
    expect(balanceOfA()).toBeUndefined();
    expect(letters).toMatchObject([
      { reason: 'wrong-type', topic: moves.name, partition: 0, offset: 41, key: 'a', attempt: 2, schemaId: ofMoves },
    ]);
    expect(booked().map(({ topic, fate }) => [topic, fate])).toEqual([
      [moves.name, 'returned'],
      [moves.name, 'dead-lettered'],
      [topics.hubParkingReturns.name, 'delivered'],
    ]);
  });

  it('waits for the schema that it is written with, and is set aside where there is none', async () => {
    const bytes = codec.encode({ source: 'bays', n: 4 });
    bytes.writeUInt32BE(ofNobody, 1);
    const batch = returnedAs(bytes);
    const stop = take(batch);
    expect(stop).toMatchObject({ offset: 3, schemaId: ofNobody });
    if (stop === undefined || !('schemas' in stop)) throw new Error('It waits for no schema');
    await prepareSchema(stop.schemas, stop.schemaId, new Set());
    expect(take(batch)).toBeUndefined();
    expect(letters).toMatchObject([{ reason: 'unknown-schema-id', topic: moves.name, attempt: 1 }]);
    expect(booked()).toHaveLength(3);
  });

  it.each([
    ['bytes that name no schema', returnedAs(Buffer.from('no Avro')), 'not-confluent', moves.name],
    ['a key that is gone', returnedAs(Buffer.alloc(0)), 'truncated-body', topics.hubParkingReturns.name],
    [
      'a topic that is not read',
      returnedAs(Buffer.of(1), { originTopic: 'x' }),
      'wrong-type',
      topics.hubParkingReturns.name,
    ],
    ['no key', returnedAs(codec.encode({ source: '', n: 1 }), { originKey: null }), 'missing-key', moves.name],
  ])('is set aside with a reason: %s', (_, batch, reason, topic) => {
    take(batch);
    expect(letters).toMatchObject([{ reason, topic }]);
    expect(booked()).toContainEqual(expect.objectContaining({ topic, fate: 'dead-lettered', reason, count: 1 }));
  });
});

// Each error that the library handles, provoked once on a real broker: by a proxy that changes answers, cuts and hangs.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { codes } from '../src/errors.js';
import {
  BatchWriter,
  FencedError,
  GroupConsumer,
  KafkaClient,
  PositionLostError,
  Reader,
  StaleGenerationError,
  TopicRecreatedError,
  TransactionalProducer,
  TransientError,
  UnknownOutcomeError,
  type AssignmentListener,
  type KafkaClientOptions,
  type RecordView,
} from '../src/index.js';
import { brokers, connect, prefixFor } from './support/broker.js';
import { KafkaProxy, type Api, apis } from './support/kafka-proxy.js';

const prefix = prefixFor('faults');
let proxy: KafkaProxy;
/** Past the proxy. */
let direct: KafkaClient;
let through: KafkaClient;
const opened: { close(): Promise<void> }[] = [];
const retries: string[] = [];
let restarts = 0;
let topics = 0;
jest.setTimeout(120_000);

const connectThrough = async (options: Partial<KafkaClientOptions> = {}): Promise<KafkaClient> =>
  await KafkaClient.connect({
    brokers: [proxy.address],
    clientId: 'fault-tests',
    metrics: {
      retry: (api, reason) => void retries.push(`${api} ${reason}`),
      restarted: () => {
        restarts++;
      },
    },
    ...options,
  });

beforeAll(async () => {
  direct = await connect();
});
beforeEach(async () => {
  proxy = await KafkaProxy.before(brokers);
  through = await connectThrough();
  retries.length = 0;
  restarts = 0;
});
afterEach(async () => {
  proxy.heal();
  for (const one of opened.splice(0).reverse()) await one.close();
  await through.close();
  await proxy.close();
});
afterAll(async () => {
  await direct.admin.deleteTopics((await direct.admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await direct.close();
});

const closing = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one);
  return one;
};

async function topicOf(partitions = 1): Promise<string> {
  const topic = `${prefix}.${topics++}`;
  await direct.admin.createTopics([{ name: topic, partitions }]);
  return topic;
}

async function producerOf(topic: string, client = through): Promise<TransactionalProducer> {
  const producer = new TransactionalProducer(client, { transactionalId: `${topic}.producer` });
  await producer.initialize();
  return producer;
}

const numbered = (from: number, count: number, size = 10): BatchWriter => {
  const writer = new BatchWriter({ compression: 'none' });
  for (let n = from; n < from + count; n++) writer.append(Date.now(), String(n), Buffer.alloc(size));
  return writer;
};

async function commit(producer: TransactionalProducer, topic: string, from: number, count = 1): Promise<void> {
  producer.begin();
  producer.send(topic, 0, numbered(from, count));
  await producer.commit();
}

async function fill(topic: string, count: number, size = 10): Promise<void> {
  const producer = await producerOf(topic, direct);
  producer.begin();
  producer.send(topic, 0, numbered(0, count, size));
  await producer.commit();
  await producer.close();
}

/** Numbers of the records that may be read, in order; waits for what is open. */
async function committedIn(topic: string): Promise<number[]> {
  const reader = new Reader(direct, { topics: [topic], from: 'earliest', until: 'high-watermark' });
  await reader.start();
  const numbers: number[] = [];
  while (!reader.caughtUp)
    for (const batch of await reader.poll(1_000)) batch.forEach((record) => void numbers.push(Number(record.key())));
  await reader.close();
  return numbers;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

async function readerOf(topic: string, client = through): Promise<Reader> {
  const reader = closing(new Reader(client, { topics: [topic], from: 'earliest' }));
  await reader.start();
  return reader;
}

/** What a reader hands out until it has so many. */
async function take(reader: Pick<Reader, 'poll'>, count: number): Promise<number[]> {
  const numbers: number[] = [];
  while (numbers.length < count)
    for (const batch of await reader.poll(1_000))
      batch.forEach((record: RecordView) => void numbers.push(Number(record.key())));
  return numbers;
}

async function consumerOf(topic: string, listener: AssignmentListener = {}): Promise<GroupConsumer> {
  await direct.admin.begin(topic, await direct.admin.listOffsets([topic], 'earliest'));
  const consumer = closing(
    new GroupConsumer(through, { group: topic, topics: [topic], listener, heartbeatMs: 100, stalledAfterMs: 1_000 }),
  );
  await consumer.start();
  return consumer;
}

describe('a transaction goes through', () => {
  it.each<[Api, keyof typeof codes]>([
    ['Produce', 'NOT_LEADER_OR_FOLLOWER'],
    ['Produce', 'LEADER_NOT_AVAILABLE'],
    ['InitProducerId', 'COORDINATOR_LOAD_IN_PROGRESS'],
    ['InitProducerId', 'COORDINATOR_NOT_AVAILABLE'],
    ['InitProducerId', 'NOT_COORDINATOR'],
    ['InitProducerId', 'CONCURRENT_TRANSACTIONS'],
    ['FindCoordinator', 'COORDINATOR_NOT_AVAILABLE'],
    ['EndTxn', 'CONCURRENT_TRANSACTIONS'],
    ['EndTxn', 'NOT_COORDINATOR'],
    ['EndTxn', 'COORDINATOR_LOAD_IN_PROGRESS'],
  ])('when %s is answered %s', async (api, error) => {
    const topic = await topicOf();
    const answered = proxy.answer(api, codes[error], 2);
    const producer = await producerOf(topic);
    await commit(producer, topic, 0, 3);
    await commit(producer, topic, 3, 2);
    await answered;
    expect(retries.some((retry) => retry.endsWith(error))).toBe(true);
    expect(await committedIn(topic)).toEqual(upTo(5));
  });

  it.each(['cut before', 'cut after'] as const)(
    'when the connection is %s a request, with each record once',
    async (kind) => {
      const topic = await topicOf();
      const producer = await producerOf(topic);
      for (const api of ['Produce', 'EndTxn', 'TxnOffsetCommit'] as const) {
        const cut = api === 'TxnOffsetCommit' ? undefined : proxy.next(api, { kind });
        await commit(producer, topic, api === 'Produce' ? 0 : api === 'EndTxn' ? 1 : 2);
        await cut;
      }
      expect(await committedIn(topic)).toEqual(upTo(3));
    },
  );

  it('when a request is never answered: it is given up and sent again', async () => {
    const topic = await topicOf();
    const impatient = closing(await connectThrough({ requestTimeoutMs: 500 }));
    const producer = await producerOf(topic, impatient);
    const swallowed = Promise.all([
      proxy.next('Produce', { kind: 'swallowed' }),
      proxy.next('EndTxn', { kind: 'swallowed' }),
    ]);
    await commit(producer, topic, 0);
    await swallowed;
    expect(await committedIn(topic)).toEqual([0]);
  });
});

describe('a transaction that can’t be ended', () => {
  it.each(['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED'] as const)(
    'by %s is fenced, and initialize goes on',
    async (error) => {
      const topic = await topicOf();
      const producer = await producerOf(topic);
      void proxy.answer('EndTxn', codes[error]);
      await expect(commit(producer, topic, 0)).rejects.toBeInstanceOf(FencedError);
      await producer.initialize();
      await commit(producer, topic, 1);
      expect((await committedIn(topic)).at(-1)).toBe(1);
    },
  );

  it.each([
    ['cut before', []],
    ['cut after', [0]],
  ] as const)(
    'since the connection is %s its answer has an unknown outcome, that initialize settles',
    async (kind, kept) => {
      const topic = await topicOf();
      const hasty = closing(await connectThrough({ retryForMs: 0 }));
      const producer = await producerOf(topic, hasty);
      void proxy.next('EndTxn', { kind });
      await expect(commit(producer, topic, 0)).rejects.toBeInstanceOf(UnknownOutcomeError);
      const patient = await producerOf(topic);
      await commit(patient, topic, 1);
      expect(await committedIn(topic)).toEqual([...kept, 1]);
    },
  );

  it('since nobody answers for its batches is aborted only once the broker has said what became of them', async () => {
    const topic = await topicOf();
    const impatient = closing(await connectThrough({ requestTimeoutMs: 300 }));
    const producer = new TransactionalProducer(impatient, { transactionalId: topic, transactionTimeoutMs: 2_000 });
    await producer.initialize();
    const swallowed = proxy.next('Produce', { kind: 'swallowed' }, 10);
    await expect(commit(producer, topic, 0)).rejects.toBeInstanceOf(TransientError);
    expect(proxy.countOf('Produce')).toBeLessThan(10);
    await producer.abort().catch(() => producer.initialize()); // where the coordinator was first
    await swallowed;
    const produced = proxy.requests.filter(({ api }) => api === apis.Produce);
    const ended = proxy.requests.find(({ api }) => api === apis.EndTxn);
    expect(produced.length).toBeGreaterThanOrEqual(11);
    expect(ended?.at).toBeGreaterThan(produced.at(-1)?.at ?? Infinity);
    await commit(producer, topic, 1);
    expect(await committedIn(topic)).toEqual([1]);
  });

  it.each(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS'] as const)(
    'since its offsets are refused by %s is aborted',
    async (error) => {
      const topic = await topicOf();
      const consumer = await consumerOf(topic);
      const producer = await producerOf(topic);
      void proxy.answer('TxnOffsetCommit', codes[error]);
      producer.begin();
      producer.send(topic, 0, numbered(0, 1));
      producer.sendOffsets(consumer.membership, [{ topic, partition: 0, offset: 1 }]);
      await expect(producer.commit()).rejects.toBeInstanceOf(StaleGenerationError);
      await producer.abort();
      await consumer.rewind();
      expect(consumer.committed).toMatchObject([{ offset: 0 }]);
      expect(await committedIn(topic)).toEqual([]);
    },
  );

  it('for now, since the offsets’ coordinator loads, goes through a moment later', async () => {
    const topic = await topicOf();
    const consumer = await consumerOf(topic);
    const producer = await producerOf(topic);
    const answered = proxy.answer('TxnOffsetCommit', codes.COORDINATOR_LOAD_IN_PROGRESS, 2);
    producer.begin();
    producer.sendOffsets(consumer.membership, [{ topic, partition: 0, offset: 1 }]);
    await producer.commit();
    await answered;
    await consumer.rewind();
    expect(consumer.committed).toMatchObject([{ offset: 1 }]);
  });
});

describe('a member', () => {
  it.each<[Api, keyof typeof codes]>([
    ['JoinGroup', 'COORDINATOR_LOAD_IN_PROGRESS'],
    ['JoinGroup', 'NOT_COORDINATOR'],
    ['JoinGroup', 'UNKNOWN_MEMBER_ID'],
    ['SyncGroup', 'REBALANCE_IN_PROGRESS'],
    ['OffsetFetch', 'UNSTABLE_OFFSET_COMMIT'],
    ['OffsetFetch', 'COORDINATOR_LOAD_IN_PROGRESS'],
  ])('joins though %s is answered %s', async (api, error) => {
    const topic = await topicOf(2);
    const answered = proxy.answer(api, codes[error]);
    const consumer = await consumerOf(topic);
    await answered;
    expect(consumer.tasks).toEqual([0, 1]);
  });

  it.each([
    ['REBALANCE_IN_PROGRESS', []],
    ['ILLEGAL_GENERATION', [[[0, 1], true]]],
    ['UNKNOWN_MEMBER_ID', [[[0, 1], true]]],
  ] as const)('whose heartbeat is answered %s rejoins', async (error, revoked) => {
    const topic = await topicOf(2);
    const seen: unknown[] = [];
    const consumer = await consumerOf(topic, { onRevoked: (tasks, lost) => void seen.push([tasks, lost]) });
    const { generation } = consumer.membership;
    await proxy.answer('Heartbeat', codes[error]);
    while (consumer.membership.generation === generation || consumer.rebalancing) await consumer.poll(50);
    expect(consumer.tasks).toEqual([0, 1]);
    expect(seen).toEqual(revoked);
  });

  it('whose plain commit is refused gives its tasks up', async () => {
    const topic = await topicOf();
    const consumer = await consumerOf(topic);
    void proxy.answer('OffsetCommit', codes.ILLEGAL_GENERATION);
    const failure = consumer.commit([{ topic, partition: 0, offset: 0 }]);
    await expect(failure).rejects.toBeInstanceOf(StaleGenerationError);
    expect(consumer.rebalancing).toBe(true);
  });

  it('whose fetches are never answered, though there is more, begins anew on new connections', async () => {
    const topic = await topicOf();
    const told: unknown[] = [];
    const consumer = await consumerOf(topic, {
      onStandstill: (silent, times) => void told.push([silent.map(({ offset }) => offset), times]),
    });
    await consumer.poll(300); // there is nothing yet
    const swallowed = proxy.next('Fetch', { kind: 'swallowed' });
    await swallowed;
    await fill(topic, 5);
    const began = performance.now();
    expect(await take(consumer, 5)).toEqual(upTo(5));
    expect(restarts).toBeGreaterThanOrEqual(1);
    expect(told[0]).toEqual([[0], 1]);
    expect(performance.now() - began).toBeLessThan(15_000); // what a request has
  });

  it('that nobody polls says at every heartbeat for how long, and nothing while somebody does', async () => {
    const idle: number[] = [];
    const consumer = await consumerOf(await topicOf(), { onHeartbeat: (idleMs) => void idle.push(idleMs) });
    while (idle.length < 3) await new Promise(setImmediate);
    expect(idle[2]).toBeGreaterThan(idle[1] ?? 0);
    const before = idle.length;
    while (idle.length < before + 2) await consumer.poll(1_000);
    expect(new Set(idle.slice(before))).toEqual(new Set([0]));
  });

  it('and its producer outlive a broker that hangs for longer than the session, with each record once', async () => {
    const [input, output] = [await topicOf(), await topicOf()];
    await fill(input, 100);
    const consumer = await consumerOf(input);
    const producer = await producerOf(output);
    await commit(producer, output, 0);
    proxy.silence();
    const silentSince = performance.now();
    const hanging = commit(producer, output, 1).catch((error: unknown) => error);
    expect(await hanging).toBeInstanceOf(TransientError); // after the transaction's 5 s
    while (performance.now() - silentSince < 7_000) await consumer.poll(200);
    proxy.heal();
    await producer.initialize();
    await commit(producer, output, 1);
    expect(await take(consumer, 100)).toEqual(upTo(100));
    expect(await committedIn(output)).toEqual([0, 1]);
    expect(through.away).toBeUndefined();
  });
});

describe('a reader', () => {
  it.each([
    'NOT_LEADER_OR_FOLLOWER',
    'FENCED_LEADER_EPOCH',
    'UNKNOWN_LEADER_EPOCH',
    'UNKNOWN_TOPIC_ID',
    'INCONSISTENT_TOPIC_ID',
    'OFFSET_OUT_OF_RANGE',
  ] as const)('goes on after %s, with nothing lost or twice', async (error) => {
    const topic = await topicOf();
    await fill(topic, 20);
    const answered = proxy.answer('Fetch', codes[error], 2);
    const reader = await readerOf(topic);
    expect(await take(reader, 20)).toEqual(upTo(20));
    await answered;
    expect(retries).toContain(`Fetch ${error}`);
  });

  it('asks a leader that refuses it a few times a second only, for as long as it takes', async () => {
    const topic = await topicOf();
    await fill(topic, 1);
    void proxy.answer('Fetch', codes.NOT_LEADER_OR_FOLLOWER, 1_000);
    const reader = await readerOf(topic);
    const began = performance.now();
    while (performance.now() - began < 4_000) expect(await reader.poll(500)).toEqual([]);
    expect(proxy.countOf('Fetch', began)).toBeLessThan(16);
    proxy.heal();
    expect(await take(reader, 1)).toEqual([0]);
  });

  it('waits as long as a broker that throttles it says', async () => {
    const topic = await topicOf();
    const reader = await readerOf(topic);
    await proxy.next('Fetch', { kind: 'answered', edit: (answer) => void answer.writeInt32BE(5_000, 9) });
    while (retries.length === 0) await reader.poll(50);
    expect(retries).toEqual(['Fetch THROTTLED']);
    const began = performance.now();
    while (performance.now() - began < 3_500) await reader.poll(100);
    expect(proxy.countOf('Fetch', began)).toBe(0);
  });

  it('asks for less of a link so slow that whole answers don’t come in time', async () => {
    const topic = await topicOf();
    const producer = await producerOf(topic, direct);
    for (let n = 0; n < 20; n++) {
      producer.begin();
      producer.send(topic, 0, numbered(n, 1, 100_000));
      await producer.commit();
    }
    proxy.bytesPerSecond = 600_000; // a MiB takes longer than the request may
    const impatient = closing(await connectThrough({ requestTimeoutMs: 800 }));
    const reader = await readerOf(topic, impatient);
    expect(await take(reader, 20)).toEqual(upTo(20));
  });

  it('waits for a broker that is away at its start, and says since when', async () => {
    const topic = await topicOf();
    await fill(topic, 1);
    const hasty = closing(await connectThrough({ requestTimeoutMs: 1_000, retryForMs: 1_500 }));
    const reader = closing(new Reader(hasty, { topics: [topic], from: 'earliest' }));
    proxy.silence();
    const waiting = { started: false };
    const start = reader.start().then(() => {
      waiting.started = true;
    });
    while (Date.now() - (hasty.away?.since ?? Infinity) < 3_000 || !hasty.away) await new Promise(setImmediate);
    expect(waiting.started).toBe(false);
    proxy.heal();
    await start;
    expect(await take(reader, 1)).toEqual([0]);
    expect(hasty.away).toBeUndefined();
  });

  it('stops where its topic was deleted and made again', async () => {
    const topic = await topicOf();
    await fill(topic, 3);
    const reader = await readerOf(topic);
    expect(await take(reader, 3)).toEqual(upTo(3));
    await direct.admin.deleteTopics([topic]);
    await direct.admin.createTopics([{ name: topic, partitions: 1 }]);
    await fill(topic, 9);
    const failure = await take(reader, 1).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TopicRecreatedError);
    expect(failure).toMatchObject({ code: 'NARU_TOPIC_RECREATED', topic });
  });
});

describe('records that were deleted unread', () => {
  const admin = new Kafka({ brokers: [brokers], clientId: 'fault-tests', logLevel: logLevel.NOTHING }).admin();
  beforeAll(() => admin.connect());
  afterAll(() => admin.disconnect());

  it('stop their task, which says so, and no other', async () => {
    const topic = await topicOf(2);
    const producer = await producerOf(topic, direct);
    producer.begin();
    for (const partition of [0, 1]) producer.send(topic, partition, numbered(100 * partition, 10));
    await producer.commit();
    await admin.fetchTopicOffsets(topic); // or it doesn't know the topic's leaders
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] });
    const lost: PositionLostError[] = [];
    const consumer = await consumerOf(topic, { onPositionLost: (error) => void lost.push(error) });
    await consumer.commit([{ topic, partition: 0, offset: 1 }]);
    await consumer.rewind();
    expect(await take(consumer, 10)).toEqual(upTo(10).map((n) => n + 100));
    while (lost.length === 0) await consumer.poll(100);
    expect(lost).toEqual([new PositionLostError(topic, 0, 1, 4)]);

    await consumer.commit([
      { topic, partition: 0, offset: 4 },
      { topic, partition: 1, offset: 11 },
    ]);
    await consumer.rewind();
    expect(await take(consumer, 6)).toEqual([4, 5, 6, 7, 8, 9]);
  });
});

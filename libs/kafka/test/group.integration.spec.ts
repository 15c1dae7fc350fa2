import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  BatchWriter,
  GroupConsumer,
  PermanentError,
  PositionMissingError,
  TransactionalProducer,
  type KafkaClient,
} from '../src/index.js';
import { brokers, connect, prefixFor } from './support/broker.js';
import { JavaClient } from './support/java-client.js';
import { Worker, type WorkerOptions } from './support/worker.js';

const prefix = prefixFor('group');
const java = new JavaClient(brokers);
let client: KafkaClient;
let workers: Worker[] = [];
jest.setTimeout(90_000);

beforeAll(async () => {
  client = await connect();
});
afterEach(async () => {
  for (const worker of workers) worker.signal('SIGCONT');
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
afterAll(async () => {
  await client.admin.deleteTopics((await client.admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await client.close();
  await java.close();
});

async function topicsOf(name: string, partitions: number): Promise<{ input: string; output: string }> {
  const topics = { input: `${prefix}.${name}.in`, output: `${prefix}.${name}.out` };
  await client.admin.createTopics(Object.values(topics).map((topic) => ({ name: topic, partitions })));
  await begin(`${prefix}.${topics.input}`, topics.input);
  return topics;
}

async function begin(group: string, ...topics: string[]): Promise<void> {
  await client.admin.begin(group, await client.admin.listOffsets(topics, 'earliest'));
}

function workerOf(options: Omit<WorkerOptions, 'brokers' | 'group'>): Worker {
  const worker = new Worker({ brokers, group: `${prefix}.${options.input}`, ...options });
  workers.push(worker);
  return worker;
}

/** Numbered records, one transaction a thousand, spread over the partitions. */
async function fill(topic: string, partitions: number, from: number, count: number): Promise<void> {
  const producer = new TransactionalProducer(client, { transactionalId: `${topic}.fill` });
  await producer.initialize();
  for (let n = from; n < from + count; n += 1_000) {
    producer.begin();
    for (let partition = 0; partition < partitions; partition++) {
      const writer = new BatchWriter();
      for (let i = n + partition; i < n + 1_000; i += partitions) writer.append(Date.now(), `key-${i}`, Buffer.of(1));
      producer.send(topic, partition, writer);
    }
    await producer.commit();
  }
}

async function expectOnceEach(topic: string, count: number): Promise<void> {
  const numbers = (await java.read(topic)).map(({ key }) => Number(key?.slice(4))).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n));
}

describe('a group', () => {
  it('shares out whole tasks, and moves as few as it can', async () => {
    const { input, output } = await topicsOf('shares', 4);
    await begin(`${prefix}.shares`, input, output);
    const assigned = { a: [] as number[][], b: [] as number[][] };
    const member = (name: 'a' | 'b') =>
      new GroupConsumer(client, {
        group: `${prefix}.shares`,
        topics: [input, output],
        listener: {
          onAssigned: (tasks) => void assigned[name].push([...tasks]),
          onRevoked: (tasks, lost) => void assigned[name].push(tasks.map((task) => (lost ? NaN : -task))),
        },
      });
    const [a, b] = [member('a'), member('b')];
    await a.start();
    expect(a.tasks).toEqual([0, 1, 2, 3]);
    const polling = { stopped: false };
    const polled = (async () => {
      while (!polling.stopped) await a.poll(100);
    })();
    await b.start();
    expect(b.tasks).toHaveLength(2);
    await b.close();
    while (a.tasks.length < 4) await new Promise(setImmediate);
    polling.stopped = true;
    await polled;
    await a.close();
    const moved = assigned.b[0] ?? [];
    expect(assigned.a).toEqual([[0, 1, 2, 3], moved.map((task) => -task), moved]);
  });

  it('begins nowhere by itself: a missing position is an error until somebody has committed one', async () => {
    const { input, output } = await topicsOf('missing', 2);
    const group = `${prefix}.missing`;
    await begin(group, input);
    const consumer = new GroupConsumer(client, { group, topics: [input, output] });
    const failure = await consumer.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PositionMissingError);
    expect(failure).toMatchObject({
      code: 'NARU_POSITION_MISSING',
      partitions: [0, 1].map((partition) => ({ topic: output, partition })),
    });
    await begin(group, output);
    await consumer.start();
    expect(consumer.tasks).toEqual([0, 1]);

    // a group with members, whose next version reads one topic more
    const { input: later } = await topicsOf('later', 2);
    await fill(later, 2, 0, 1_000);
    await begin(group, later);
    expect(await client.admin.committed(group, [later])).toMatchObject([{ offset: 0 }, { offset: 0 }]);
    await client.admin.begin(group, await client.admin.listOffsets([later], 'latest'));
    expect(await client.admin.committed(group, [later])).toMatchObject([{ offset: 0 }, { offset: 0 }]);
    await consumer.close();
  });

  it('holds paused topics back while others go on, and goes on with them where it stood', async () => {
    const { input: old, output: fresh } = await topicsOf('paused', 2);
    const group = `${prefix}.paused`;
    await begin(group, old, fresh);
    await fill(old, 2, 0, 20_000);
    // less than what waits of the paused topic: it must not take the room of the other
    const consumer = new GroupConsumer(client, { group, topics: [old, fresh], maxBufferedBytes: 20_000 });
    await consumer.start();
    const seen = new Map<string, number>([
      [old, 0],
      [fresh, 0],
    ]);
    const poll = async (): Promise<void> => {
      for (const { topic, records } of await consumer.poll(100)) seen.set(topic, (seen.get(topic) ?? 0) + records);
    };
    while (seen.get(old) === 0) await poll();
    consumer.pause(new Set([old]));
    const before = seen.get(old) ?? 0;
    for (const round of [1, 2, 3]) {
      await fill(fresh, 2, 0, 1_000);
      while (seen.get(fresh) !== round * 1_000) await poll();
    }
    expect(seen.get(old)).toBe(before);
    consumer.pause(new Set());
    while ((seen.get(old) ?? 0) < 20_000) await poll();
    expect(Object.fromEntries(seen)).toEqual({ [old]: 20_000, [fresh]: 3_000 });
    await consumer.close();
  });

  it('refuses topics whose partitions don’t match', async () => {
    const { input } = await topicsOf('one', 1);
    const { output } = await topicsOf('three', 3);
    const consumer = new GroupConsumer(client, {
      group: `${prefix}.differ`,
      topics: [input, output],
    });
    const failure = await consumer.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PermanentError);
    expect(failure).toMatchObject({ kafkaName: 'NOT_COPARTITIONED' });
    await consumer.close();
  });

  it('loses nothing and does nothing twice while members come, leave and are killed', async () => {
    const topics = await topicsOf('moving', 6);
    const first = workerOf({ ...topics, transactionalId: `${prefix}.moving.1` });
    await first.told('started');
    await fill(topics.input, 6, 0, 10_000);
    const second = workerOf({ ...topics, transactionalId: `${prefix}.moving.2` });
    const third = workerOf({ ...topics, transactionalId: `${prefix}.moving.3` });
    await Promise.all([second.told('started'), third.told('started')]);
    const filled = fill(topics.input, 6, 10_000, 10_000);
    await third.told('committed');
    third.signal('SIGKILL');
    const again = workerOf({ ...topics, transactionalId: `${prefix}.moving.3` });
    await Promise.all([filled, second.told('committed')]);
    await second.stop();
    await again.told('assigned');
    await fill(topics.input, 6, 20_000, 5_000);
    for (;;) {
      const committed = await client.admin.committed(`${prefix}.${topics.input}`, [topics.input]);
      const behind = (await client.admin.listOffsets([topics.input], 'latest', 'read_uncommitted')).some(
        ({ partition, offset }) => (committed.find((one) => one.partition === partition)?.offset ?? 0) < offset - 1,
      );
      if (!behind) break;
    }
    await expectOnceEach(topics.output, 25_000);
  });
});

describe('a paused member that wakes up after the group has replaced it', () => {
  it.each([
    // Its transaction lives on: only member and generation can refuse it.
    { holdAt: 'before-offsets', transactionTimeoutMs: 60_000, refusal: 'StaleGenerationError' },
    // Its transaction was given up by the coordinator, which others waited for.
    { holdAt: 'before-commit', transactionTimeoutMs: 5_000, refusal: 'FencedError' },
  ] as const)(
    'with a transaction open $holdAt is refused: $refusal',
    async ({ holdAt, transactionTimeoutMs, refusal }) => {
      const topics = await topicsOf(`paused.${holdAt}`, 2);
      const zombie = workerOf({
        ...topics,
        holdAt,
        transactionTimeoutMs,
        transactionalId: `${prefix}.${holdAt}.zombie`,
      });
      await zombie.told('started');
      zombie.say('hold');
      await fill(topics.input, 2, 0, 3_000);
      await zombie.told('held');
      const before = zombie.committed;
      zombie.signal('SIGSTOP');
      const heir = workerOf({ ...topics, transactionalId: `${prefix}.${holdAt}.heir` });
      await heir.until(({ committed }) => before + committed === 3_000);
      zombie.signal('SIGCONT');
      zombie.say('go');
      expect((await zombie.told('refused')).error).toBe(refusal);
      await fill(topics.input, 2, 3_000, 2_000);
      const isAll = () => heir.committed + zombie.committed >= 5_000;
      await Promise.race([heir.until(isAll), zombie.until(isAll)]); // whoever commits last tells it
      await expectOnceEach(topics.output, 5_000);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  BatchWriter,
  FencedError,
  GroupConsumer,
  PermanentError,
  PositionLostError,
  Reader,
  StaleGenerationError,
  TransactionalProducer,
  type KafkaClient,
} from '../src/index.js';
import { brokers, connect, prefixFor, readAll } from './support/broker.js';
import { JavaClient } from './support/java-client.js';

const prefix = prefixFor('transactions');
// Records as old as their topic's retention are deleted at the broker's next round.
const now = Date.now();
const java = new JavaClient(brokers);
let client: KafkaClient;
jest.setTimeout(120_000);

const topicOf = async (name: string, partitions = 1, configs: Record<string, string> = {}): Promise<string> => {
  const topic = `${prefix}.${name}`;
  await client.admin.createTopics([{ name: topic, partitions, configs }]);
  return topic;
};
const producerOf = async (name: string): Promise<TransactionalProducer> => {
  const producer = new TransactionalProducer(client, { transactionalId: `${prefix}.${name}` });
  await producer.initialize();
  return producer;
};
const batchOf = (from: number, count: number, size = 10): BatchWriter => {
  const writer = new BatchWriter({ compression: 'none' });
  for (let n = from; n < from + count; n++) writer.append(now, `key-${n}`, Buffer.alloc(size, 65));
  return writer;
};

beforeAll(async () => {
  client = await connect();
});
afterAll(async () => {
  await client.admin.deleteTopics((await client.admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await client.close();
  await java.close();
});

describe('read_committed', () => {
  it('shows what Java’s consumer shows, from every position, where aborted transactions overlap and span fetches', async () => {
    const topic = await topicOf('aborted');
    const [long, short] = await Promise.all([producerOf('long'), producerOf('short')]);
    let next = 0;
    for (let round = 0; round < 6; round++) {
      long.begin(); // about 2.5 MB, more than a partition's share of one fetch
      for (let part = 0; part < 5; part++) {
        long.send(topic, 0, batchOf(next, 250, 2_000));
        short.begin();
        short.send(topic, 0, batchOf((next += 250), 3));
        next += 3;
        await short.flush();
        await (part % 2 === 0 ? short.abort() : short.commit());
      }
      await (round % 2 === 0 ? long.abort() : long.commit());
    }
    const committed = (await java.read(topic)).map(({ offset }) => offset);
    const all = (await java.read(topic, 'read_uncommitted')).map(({ offset }) => offset);
    expect(committed).toHaveLength(3 * 5 * 250 + 6 * 2 * 3);
    expect(all).toHaveLength(6 * 5 * 253);

    const starts = [0, ...all.filter((_, index) => index % 701 === 350)];
    for (const start of starts) {
      const seen: number[] = [];
      await readAll(client, { topics: [topic], positions: [{ topic, partition: 0, offset: start }] }, ({ offset }) => {
        seen.push(offset);
      });
      expect(seen).toEqual(committed.filter((offset) => offset >= start));
    }
  });

  it('hands out ranges that touch, also where nothing in them may be read', async () => {
    const topic = await topicOf('ranges');
    const producer = await producerOf('ranges');
    for (const commit of [false, true, false, false, true, false]) {
      producer.begin();
      producer.send(topic, 0, batchOf(0, 2));
      await producer.flush();
      await (commit ? producer.commit() : producer.abort());
    }
    const reader = new Reader(client, { topics: [topic], from: 'earliest', until: 'high-watermark' });
    await reader.start();
    const ranges: [number, number, number][] = [];
    while (!reader.caughtUp)
      for (const { baseOffset, lastOffset, records } of await reader.poll(1_000))
        ranges.push([baseOffset, lastOffset, records]);
    await reader.close();
    expect(ranges.reduce((sum, [, , records]) => sum + records, 0)).toBe(4);
    const touching = ranges.map(([first], index) => first === (ranges[index - 1]?.[1] ?? -1) + 1);
    expect(touching).not.toContain(false);
    expect(ranges.at(-1)?.[1]).toBe(17);
  });

  it('waits for a transaction that is open at start only where it is asked to', async () => {
    const topic = await topicOf('open');
    const producer = await producerOf('open');
    producer.begin();
    producer.send(topic, 0, batchOf(0, 2));
    await producer.commit();
    producer.begin();
    producer.send(topic, 0, batchOf(2, 2));
    await producer.flush();

    const stable = new Reader(client, { topics: [topic], from: 'earliest' });
    const whole = new Reader(client, { topics: [topic], from: 'earliest', until: 'high-watermark' });
    await stable.start();
    await whole.start();
    while (!stable.caughtUp) await stable.poll(1_000);
    while (((await whole.poll(1_000)).at(-1)?.lastOffset ?? 0) < 2);
    expect(whole.caughtUp).toBe(false);
    await producer.commit();
    while (!whole.caughtUp) await whole.poll(1_000);
    expect(whole.positions[0]?.offset).toBeGreaterThanOrEqual(5);
    await stable.close();
    await whole.close();
  });
});

describe('a transaction', () => {
  it('spans topics and partitions, in order within each', async () => {
    const topics = [await topicOf('several.a', 3), await topicOf('several.b', 2)] as const;
    const producer = await producerOf('several');
    for (let round = 0; round < 20; round++) {
      producer.begin();
      for (let n = 0; n < 12; n++) {
        producer.send(topics[0], n % 3, batchOf(round * 12 + n, 1));
        producer.send(topics[1], n % 2, batchOf(round * 12 + n, 1));
      }
      await producer.commit();
    }
    for (const topic of topics) {
      const records = await java.read(topic);
      expect(records).toHaveLength(240);
      for (const partition of [0, 1, 2]) {
        const numbers = records
          .filter((record) => record.partition === partition)
          .map(({ key }) => Number(key?.slice(4)));
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    }
  });

  it('of a fenced producer is refused, and the producer goes on after initialize', async () => {
    const topic = await topicOf('fenced');
    const first = await producerOf('fenced');
    first.begin();
    first.send(topic, 0, batchOf(0, 1));
    const second = await producerOf('fenced');
    await expect(first.commit()).rejects.toBeInstanceOf(FencedError);
    second.begin();
    second.send(topic, 0, batchOf(1, 1));
    await second.commit();
    await first.initialize();
    first.begin();
    first.send(topic, 0, batchOf(2, 1));
    await first.commit();
    expect((await java.read(topic)).map(({ key }) => key)).toEqual(['key-1', 'key-2']);
  });

  it('with a record that the broker refuses fails for good, and the next one works', async () => {
    const topic = await topicOf('large', 1, { 'max.message.bytes': '2000' });
    const producer = await producerOf('large');
    producer.begin();
    producer.send(topic, 0, batchOf(0, 1, 5_000));
    const failure = await producer.commit().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PermanentError);
    expect(failure).toMatchObject({ kafkaName: 'MESSAGE_TOO_LARGE' });
    await producer.abort();
    producer.begin();
    producer.send(topic, 0, batchOf(1, 1));
    await producer.commit();
    expect((await java.read(topic)).map(({ key }) => key)).toEqual(['key-1']);
  });

  it('is nothing where nothing was sent', async () => {
    const producer = await producerOf('empty');
    producer.begin();
    await producer.commit();
    producer.begin();
    await producer.abort();
    expect(producer.isOpen).toBe(false);
  });
});

describe('offsets', () => {
  it('move with the transaction that holds them, and only with the present generation', async () => {
    const topic = await topicOf('offsets', 2);
    const group = `${prefix}.group`;
    const producer = await producerOf('offsets');
    producer.begin();
    producer.send(topic, 0, batchOf(0, 5));
    await producer.commit();
    const first = [0, 1].map((partition) => ({ topic, partition, offset: 0, metadata: '' }));
    await client.admin.begin(group, first);
    const consumer = new GroupConsumer(client, { group, topics: [topic] });
    await consumer.start();
    while ((await consumer.poll(1_000)).length === 0);
    const position = { topic, partition: 0, offset: 5, metadata: 'a plan' };

    producer.begin();
    producer.sendOffsets(consumer.membership, [position]);
    await producer.abort();
    expect(await client.admin.committed(group, [topic])).toEqual(first);
    producer.begin();
    producer.sendOffsets(consumer.membership, [position]);
    await producer.commit();
    await consumer.rewind();
    expect(consumer.committed).toEqual([position, first[1]]);
    expect(consumer.positions).toContainEqual({ topic, partition: 0, offset: 5 });

    const former = { ...consumer.membership, generation: consumer.membership.generation - 1 };
    producer.begin();
    producer.sendOffsets(former, [{ ...position, offset: 0 }]);
    await expect(producer.commit()).rejects.toBeInstanceOf(StaleGenerationError);
    await producer.abort();
    await consumer.commit([{ ...position, offset: 4 }]);
    expect(await client.admin.committed(group, [topic])).toEqual([{ ...position, offset: 4 }, first[1]]);
    await consumer.close();
    await expect(consumer.commit([position])).rejects.toBeInstanceOf(StaleGenerationError);
  });

  it('outside of the log are an error, never another position', async () => {
    const topic = await topicOf('gone');
    const reader = new Reader(client, {
      topics: [topic],
      from: 'earliest',
      positions: [{ topic, partition: 0, offset: 17 }],
    });
    await reader.start();
    const failure = await (async () => {
      for (;;) await reader.poll(1_000);
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PositionLostError);
    expect(failure).toMatchObject({ topic, partition: 0, position: 17, logStart: 0 });
    await reader.close();
  });

  it('are found by time', async () => {
    const topic = await topicOf('times');
    const producer = await producerOf('times');
    producer.begin();
    const writer = new BatchWriter();
    for (let n = 0; n < 10; n++) writer.append(now + 1_000 * n, 'key', Buffer.of(n));
    producer.send(topic, 0, writer);
    await producer.commit();
    await readAll(client, { topics: [topic] }, () => undefined); // until the marker is there
    const at = async (point: 'earliest' | 'latest' | number) =>
      (await client.admin.listOffsets([topic], point))[0]?.offset;
    expect(await Promise.all([at('earliest'), at(now + 3_500), at(now + 3_600_000), at('latest')])).toEqual([
      0, 4, 11, 11,
    ]);
  });
});

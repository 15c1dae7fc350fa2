import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { BatchWriter, partitionOf, TransactionalProducer, type KafkaClient } from '../src/index.js';
import { brokers, connect, prefixFor, readAll } from './support/broker.js';
import { JavaClient } from './support/java-client.js';

const prefix = prefixFor('codecs');
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
const other = new Kafka({ brokers: [brokers], clientId: 'kafka-tests', logLevel: logLevel.ERROR });
const now = Date.now();
const java = new JavaClient(brokers);
let client: KafkaClient;
jest.setTimeout(120_000);

beforeAll(async () => {
  client = await connect();
  const topics = [
    ...codecs.flatMap((codec) => [`${prefix}.java.${codec}`, `${prefix}.naru.${codec}`]),
    `${prefix}.kafkajs`,
  ];
  await client.admin.createTopics(topics.map((name) => ({ name, partitions: 3 })));
});
afterAll(async () => {
  await client.admin.deleteTopics((await client.admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await client.close();
  await java.close();
});

describe('records of other clients', () => {
  it.each(codecs)('are read as Java’s producer packs them with %s, in the partitions of their keys', async (codec) => {
    const topic = `${prefix}.java.${codec}`;
    await java.produce(topic, codec, 2_000);
    const found = new Map<string | null, string>();
    await readAll(client, { topics: [topic] }, (record, partition) => {
      const key = record.key() ?? '';
      expect(partition).toBe(partitionOf(key, 3));
      found.set(key, `${record.value()?.toString() ?? ''} ${record.header('n') ?? ''}`);
    });
    expect(found.size).toBe(2_000);
    for (let n = 0; n < 2_000; n++) expect(found.get(`key-${n}`)).toBe(`value-${n} ${n}`);
  });

  it('are read as kafkajs packs them, plain and with gzip', async () => {
    const topic = `${prefix}.kafkajs`;
    const producer = other.producer();
    await producer.connect();
    for (const compression of [CompressionTypes.None, CompressionTypes.GZIP])
      await producer.send({
        topic,
        compression,
        messages: [{ key: `key-${compression}`, value: '서울', headers: { from: 'kafkajs' } }],
      });
    await producer.disconnect();
    const found: (string | null | undefined)[] = [];
    await readAll(client, { topics: [topic] }, (record) => {
      found.push(record.key(), record.value()?.toString(), record.header('from'));
    });
    expect(found.sort()).toEqual(['kafkajs', 'kafkajs', 'key-0', 'key-1', '서울', '서울']);
  });
});

describe('records of ours', () => {
  it.each(codecs)('are read by Java’s consumer, packed with %s', async (compression) => {
    const topic = `${prefix}.naru.${compression}`;
    const producer = new TransactionalProducer(client, { transactionalId: topic });
    await producer.initialize();
    producer.begin();
    const writer = new BatchWriter({ compression, maxBatchBytes: 20_000 });
    for (let n = 0; n < 2_000; n++) writer.append(now + n, `key-${n}`, Buffer.from(`value-${n}`));
    writer.append(now, null, null);
    producer.send(topic, 1, writer);
    await producer.commit();
    const records = await java.read(topic);
    expect(records.map(({ partition, timestamp, key, value }) => ({ partition, timestamp, key, value }))).toEqual([
      ...Array.from({ length: 2_000 }, (_, n) => ({
        partition: 1,
        timestamp: now + n,
        key: `key-${n}`,
        value: `value-${n}`,
      })),
      { partition: 1, timestamp: now, key: null, value: null },
    ]);
  });

  it('are read by an ordinary kafkajs consumer', async () => {
    const topic = `${prefix}.naru.gzip`; // kafkajs has no lz4 of its own
    const consumer = other.consumer({ groupId: `${prefix}.kafkajs`, readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const values: string[] = [];
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          eachMessage: ({ message }) => {
            if (message.value) values.push(message.value.toString());
            if (values.length === 2_000) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
    await consumer.disconnect();
    expect(values).toEqual(Array.from({ length: 2_000 }, (_, n) => `value-${n}`));
  });
});

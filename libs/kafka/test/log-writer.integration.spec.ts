import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FencedError, type KafkaClient, LogWriter, TransactionalProducer, partitionOf } from '../src/index.js';
import { connect, prefixFor, readAll } from './support/broker.js';

const prefix = prefixFor('log-writer');
const topic = { name: `${prefix}.commands`, partitions: 2 };
const transactionalId = `${prefix}.writer`;
let client: KafkaClient;

beforeAll(async () => {
  client = await connect();
  await client.admin.createTopics([topic]);
});
afterAll(async () => {
  await client.admin.deleteTopics([topic.name]);
  await client.close();
});

const record = (key: string, value: string | null) => ({
  key,
  value: value === null ? null : Buffer.from(value),
  timestamp: Date.now(),
});

describe('LogWriter', () => {
  it('writes one call after another, each record where its key belongs, and goes on after it was fenced', async () => {
    const writer = new LogWriter(client, { transactionalId, writes: [topic.name] });
    await Promise.all([
      writer.write(topic, [record('a', '1'), record('b', '2')]),
      writer.write(topic, [record('a', '3')]),
      writer.write(topic, [record('b', null)]),
    ]);
    const successor = new TransactionalProducer(client, { transactionalId });
    await successor.initialize();
    await successor.close();
    await expect(writer.write(topic, [record('a', 'lost')])).rejects.toThrow(FencedError);
    await writer.write(topic, [record('a', '4')]);
    await writer.close();

    const read: [key: string | null, partition: number, value: string | undefined][] = [];
    await readAll(client, { topics: [topic.name] }, (view, partition) => {
      read.push([view.key(), partition, view.value()?.toString()]);
    });
    const of = (key: string) => read.filter(([its]) => its === key);
    const [atA, atB] = ['a', 'b'].map((key) => partitionOf(key, topic.partitions));
    expect(of('a')).toEqual(['1', '3', '4'].map((value) => ['a', atA, value]));
    expect(of('b')).toEqual(['2', undefined].map((value) => ['b', atB, value]));
  });
});

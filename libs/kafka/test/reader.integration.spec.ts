import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { BatchWriter, type KafkaClient, Reader, TransactionalProducer } from '../src/index.js';
import { connect, prefixFor, readAll } from './support/broker.js';

const prefix = prefixFor('reader');
const batchesOfBacklog = 12;
const batchBytes = 700_000;
let client: KafkaClient;
jest.setTimeout(120_000);

beforeAll(async () => {
  client = await connect();
});
afterAll(async () => {
  await client.admin.deleteTopics((await client.admin.listTopics()).filter((name) => name.startsWith(prefix)));
  await client.close();
});

it('reads of every partition in turn, though a silent one stands among those with much to read', async () => {
  const [large, small] = [`${prefix}.large`, `${prefix}.small`];
  await client.admin.createTopics([
    { name: large, partitions: 3 },
    { name: small, partitions: 1 },
  ]);
  const producer = new TransactionalProducer(client, { transactionalId: large });
  await producer.initialize();
  const write = async (topic: string, partition: number, bytes: number): Promise<void> => {
    const writer = new BatchWriter({ compression: 'none' });
    writer.append(Date.now(), null, randomBytes(bytes));
    producer.begin();
    producer.send(topic, partition, writer);
    await producer.commit();
  };
  for (let batch = 0; batch < batchesOfBacklog; batch++)
    for (const partition of [1, 2]) await write(large, partition, batchBytes);
  await write(small, 0, 10);
  await producer.close();
  await readAll(client, { topics: [small] }, () => undefined);

  const reader = new Reader(client, { topics: [large, small], from: 'earliest' });
  await reader.start();
  const seen: string[] = [];
  while (seen.length < 2 * batchesOfBacklog + 1)
    for (const { topic, records } of await reader.poll(1_000)) for (let n = 0; n < records; n++) seen.push(topic);
  await reader.close();
  expect(seen.indexOf(small)).toBeLessThan(batchesOfBacklog);
});

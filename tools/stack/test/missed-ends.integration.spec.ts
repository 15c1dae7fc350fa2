import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BatchWriter, KafkaClient, Reader, TransactionalProducer } from '@naru/kafka';
import { type Stack, startStack } from '../src/index.js';

jest.setTimeout(180_000);
const topic = 'single-copies';
const told: boolean[] = [];
let folder: string;
let stack: Stack;
let client: KafkaClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-ends-'));
  stack = await startStack({ folder, parts: ['broker'], brokers: 3, ports: 'any', say: () => undefined });
  client = await KafkaClient.connect({
    brokers: stack.kafka.split(','),
    clientId: 'stack-tests',
    metrics: { endedLate: (_topic, wasTold) => void told.push(wasTold) },
  });
  const configs = { 'min.insync.replicas': '1' };
  await client.admin.createTopics([{ name: topic, partitions: 3, replication: 1, configs }]);
}, 120_000);
afterAll(async () => {
  await client.close();
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

const [long, short] = [60_000, 2_000];

async function leaderOf(partition: number): Promise<number> {
  await client.cluster.refresh();
  const of = (await client.cluster.partitionsOf(topic)).find((one) => one.partition === partition);
  return of?.leader ?? -1;
}

/** Lets the partition's one broker stand still until it has lost the lead, and go on when `act` is done. */
async function whileLeaderless(partition: number, act: () => Promise<void>): Promise<void> {
  const leader = await leaderOf(partition);
  const broker = stack.parts.get(`broker-${leader - 10}`);
  broker?.signal('SIGSTOP');
  while ((await leaderOf(partition)) !== -1) await pause(200);
  await act();
  broker?.signal('SIGCONT');
  while ((await leaderOf(partition)) !== leader) await pause(200);
}

/** An id whose coordinator is not the broker that will stand still. */
async function idAwayFrom(leader: number, name: string): Promise<string> {
  for (let n = 0; ; n++) {
    const id = `${name}-${n}`;
    if ((await client.cluster.coordinatorOf('transaction', id)) !== leader) return id;
  }
}

async function producerOf(transactionalId: string, transactionTimeoutMs = long): Promise<TransactionalProducer> {
  const producer = new TransactionalProducer(client, { transactionalId, transactionTimeoutMs, writes: [topic] });
  await producer.initialize();
  return producer;
}

/** Has written its id, and stays open. */
async function opened(id: string, partition: number, timeoutMs = long): Promise<TransactionalProducer> {
  const producer = await producerOf(id, timeoutMs);
  const writer = new BatchWriter();
  writer.append(Date.now(), id, Buffer.from(id));
  producer.begin();
  producer.send(topic, partition, writer);
  await producer.flush();
  return producer;
}

async function committedKeys(partition: number): Promise<(string | null)[]> {
  const keys: (string | null)[] = [];
  const until = { from: 'earliest', until: 'high-watermark' } as const;
  const reader = new Reader(client, { topics: [topic], partitions: [partition], ...until });
  await reader.start();
  while (!reader.caughtUp)
    for (const batch of await reader.poll(500)) batch.forEach((record) => void keys.push(record.key()));
  await reader.close();
  return keys;
}

describe('a partition that had no leader when transactions ended', () => {
  it('is told how each ended by the next one under its id, before that writes', async () => {
    const partition = 0;
    await producerOf('first of all'); // now the coordinators are there
    const leader = await leaderOf(partition);
    const idOf = (name: string): Promise<string> => idAwayFrom(leader, name);
    const ids = { kept: await idOf('kept'), dropped: await idOf('dropped'), late: await idOf('late') };
    const replaced = await idOf('replaced');
    const kept = await opened(ids.kept, partition);
    const dropped = await opened(ids.dropped, partition);
    await opened(ids.late, partition, short);
    await opened(replaced, partition);
    let successor: Promise<unknown> | undefined;
    await whileLeaderless(partition, async () => {
      await kept.commit();
      await dropped.abort();
      successor = producerOf(replaced); // aborts what its predecessor left open
      await pause(short + 2_000); // the coordinator looks each second for what is out of time
    });
    await successor;
    expect(told).toEqual([true]);
    const [end] = await client.admin.listOffsets([topic], 'latest');
    expect(end?.offset).toBe(0); // the others still hold every reader back

    await Promise.all(Object.values(ids).map((id) => producerOf(id)));
    expect(await committedKeys(partition)).toEqual([ids.kept]);
    expect(told).toEqual([true, true, true, true]);
  });
});

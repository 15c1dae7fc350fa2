import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  BatchWriter,
  GroupConsumer,
  KafkaClient,
  type KafkaClientOptions,
  Reader,
  TransactionalProducer,
} from '@naru/kafka';
import { type Stack, startStack } from '../src/index.js';

jest.setTimeout(120_000);
const topic = 'single-copies';
const positions = '__consumer_offsets';
const told: boolean[] = [];
let folder: string;
let stack: Stack;
let client: KafkaClient;
let options: KafkaClientOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-ends-'));
  stack = await startStack({ folder, parts: ['broker'], brokers: 3, ports: 'any', say: () => undefined });
  options = {
    brokers: stack.kafka.split(','),
    clientId: 'stack-tests',
    metrics: { endedLate: (_topic, wasTold) => void told.push(wasTold) },
  };
  client = await KafkaClient.connect(options);
  const configs = { 'min.insync.replicas': '1' };
  await client.admin.createTopics([
    { name: topic, partitions: 6, replication: 1, configs },
    { name: positions, partitions: 4, replication: 1, configs: { ...configs, 'cleanup.policy': 'compact' } },
  ]);
  await producerOf('first of all'); // now the coordinators are there
}, 120_000);
afterAll(async () => {
  await client.close();
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

const [long, short] = [60_000, 2_000];

async function leaderOf(partition = 0): Promise<number> {
  await client.cluster.refresh();
  const of = (await client.cluster.partitionsOf(topic)).find((one) => one.partition === partition);
  return of?.leader ?? -1;
}

async function otherPartitionOf(leader: number): Promise<number> {
  const others = (await client.cluster.partitionsOf(topic)).filter((one) => one.partition !== 0);
  return others.find((one) => one.leader === leader)?.partition ?? 0;
}

/** Lets the partition's one broker stand still until it has lost the lead, and go on when `act` is done. */
async function whileLeaderless(act: () => Promise<void>): Promise<void> {
  const leader = await leaderOf();
  const broker = stack.parts.get(`broker-${leader - 10}`);
  broker?.signal('SIGSTOP');
  while ((await leaderOf()) !== -1) await pause(200);
  try {
    await act();
  } finally {
    broker?.signal('SIGCONT');
  }
  while ((await leaderOf()) !== leader) await pause(200);
}

/** An id whose coordinator is not the broker that will stand still. */
async function idAwayFrom(leader: number, name: string): Promise<string> {
  for (let n = 0; ; n++) {
    const id = `${name}-${n}`;
    if ((await client.cluster.coordinatorOf('transaction', id)) !== leader) return id;
  }
}

/** A group whose positions are led by the broker that will stand still, and has one member. */
async function memberBy(leader: number): Promise<GroupConsumer> {
  for (let n = 0; ; n++) {
    const group = `readers-${n}`;
    if ((await client.cluster.coordinatorOf('group', group)) !== leader) continue;
    await client.admin.begin(
      group,
      Array.from({ length: 6 }, (_, partition) => ({ topic, partition, offset: 0 })),
    );
    const member = new GroupConsumer(client, { group, topics: [topic] });
    await member.start();
    return member;
  }
}

/** The last offsets of the groups' positions that are there, and that may be read, don't agree. */
async function positionsAreHeld(): Promise<boolean> {
  const [all, stable] = await Promise.all([
    client.admin.listOffsets([positions], 'latest', 'read_uncommitted'),
    client.admin.listOffsets([positions], 'latest', 'read_committed'),
  ]);
  return all.some(({ offset, partition }) => stable.find((one) => one.partition === partition)?.offset !== offset);
}

async function producerOf(transactionalId: string, transactionTimeoutMs = long): Promise<TransactionalProducer> {
  const producer = new TransactionalProducer(client, { transactionalId, transactionTimeoutMs, writes: [topic] });
  await producer.initialize();
  return producer;
}

/** Has written its id, and stays open. */
async function opened(id: string, timeoutMs = long, partition = 0): Promise<TransactionalProducer> {
  const producer = await producerOf(id, timeoutMs);
  await write(producer, id, partition);
  return producer;
}

async function write(producer: TransactionalProducer, key: string, partition = 0): Promise<void> {
  const writer = new BatchWriter();
  writer.append(Date.now(), key, Buffer.from(key));
  producer.begin();
  producer.send(topic, partition, writer);
  await producer.flush();
}

async function committedKeys(): Promise<(string | null)[]> {
  const keys: (string | null)[] = [];
  const until = { from: 'earliest', until: 'high-watermark' } as const;
  const reader = new Reader(client, { topics: [topic], partitions: [0], ...until });
  await reader.start();
  while (!reader.caughtUp)
    for (const batch of await reader.poll(500)) batch.forEach((record) => void keys.push(record.key()));
  await reader.close();
  return keys;
}

describe('a partition that had no leader when transactions ended', () => {
  const ids = { forgotten: '', taken: '', gone: '', committing: '', aborting: '', late: '', replaced: '' };
  let group = '';
  let committing: TransactionalProducer;
  let aborting: TransactionalProducer;

  beforeAll(async () => {
    const leader = await leaderOf();
    for (const name of Object.keys(ids) as (keyof typeof ids)[]) ids[name] = await idAwayFrom(leader, name);
    const sameLeader = await otherPartitionOf(leader);
    const forgotten = await opened(ids.forgotten, long, sameLeader);
    const [taken, gone] = [await opened(ids.taken), await opened(ids.gone)];
    const member = await memberBy(leader);
    group = member.membership.group;
    gone.sendOffsets(member.membership, [{ topic, partition: 0, offset: 1 }]);
    while (!(await positionsAreHeld())) await pause(100);
    await member.close();
    await opened(ids.replaced);
    committing = await opened(ids.committing);
    aborting = await opened(ids.aborting);
    await opened(ids.late, short); // last: it must not be out of time before the leader is away
    const waiting: Promise<unknown>[] = [];
    await whileLeaderless(async () => {
      await Promise.all([taken, gone, committing, forgotten].map((producer) => producer.commit()));
      await Promise.all([taken, gone, forgotten].map((producer) => producer.close()));
      waiting.push(aborting.abort(), producerOf(ids.replaced)); // both wait for the leader, to tell it
      await pause(short + 2_000); // the coordinator looks each second for what is out of time
    });
    await Promise.all(waiting);
    // looks nowhere, and makes the coordinator forget how the last one ended
    await new TransactionalProducer(client, { transactionalId: ids.forgotten }).initialize();
  });

  it('shows nobody what was committed', async () => {
    const ends = await client.admin.listOffsets([topic], 'latest');
    expect(ends.every(({ offset }) => offset === 0)).toBe(true);
    expect(told.length).toBeGreaterThanOrEqual(2); // who aborts, and who takes an id, waits for it
  });

  it('is told it by the producer itself, though nothing follows, and not decided by what does', async () => {
    while (told.length < 3) await pause(100);
    await write(committing, 'not this');
    await committing.abort();
    await write(aborting, 'this');
    await aborting.commit();
    expect(told).toHaveLength(3);
  });

  it('is told it by the next one under the same id before that writes', async () => {
    await Promise.all([producerOf(ids.taken), producerOf(ids.late)]);
    expect(told).toHaveLength(5);
  });

  it('is told it by whoever stands still before it, and what is open in truth is left alone', async () => {
    const open = await opened('open');
    const reader = new Reader(client, { topics: [topic], partitions: [0], from: 'earliest' });
    await reader.start();
    while (told.length < 6) await reader.poll(500);
    await reader.close();
    await open.commit();
    expect(await committedKeys()).toEqual([ids.taken, ids.gone, ids.committing, 'this', 'open']);
  });

  it('is told it by a group that waits for its positions', async () => {
    const member = new GroupConsumer(client, { group, topics: [topic] });
    await member.start();
    expect(member.committed).toContainEqual(expect.objectContaining({ topic, partition: 0, offset: 1 }));
    expect(told).toEqual(Array(7).fill(true));
    await member.close();
  });

  it('is not written any more where nobody knows any more how it ended', async () => {
    const impatient = await KafkaClient.connect({ ...options, retryForMs: 1_000 });
    const heir = new TransactionalProducer(impatient, { transactionalId: ids.forgotten, writes: [topic] });
    await expect(heir.initialize()).rejects.toThrow('has no end in single-copies');
    expect(told.at(-1)).toBe(false);
    await impatient.close();
  });
});

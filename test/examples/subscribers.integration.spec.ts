// The examples for Nest, Python and Java read what the hub wrote: each session once, nothing that was aborted.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { BatchWriter, TransactionalProducer } from '@naru/kafka';
import { markHeaders } from '@naru/streams';
import { HubUnderTest, pythonWith } from '@naru/testing';
import type { INestMicroservice } from '@nestjs/common';
import { Stays as BatchedStays, createService as createBatched } from '../../examples/subscribers/nest/batches.js';
import { Stays as StockStays, createService as createStock } from '../../examples/subscribers/nest/kafkajs.js';
import { ExampleProcess } from '../../libs/subscriber/test/support/example-process.js';
import { session } from '../../libs/subscriber/test/support/records.js';

jest.setTimeout(120_000);

const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const jars = ['kafka-4.4.0', 'apicurio-2.6.13.Final/lib'].map((part) => inRepository(`.naru/parts/${part}`));
const hasJars = jars.every((folder) => existsSync(folder));
const python = await pythonWith(inRepository('test/python/requirements.txt'));
if (!hasJars)
  process.stderr.write('The example in Java is skipped: its jars are not here, `npm start` fetches them.\n');
if (python === undefined) process.stderr.write('The example in Python is skipped: its packages are not here.\n');

const total = 60;
const restated = 7;
let hub: HubUnderTest;
let folder: string;
let where: { brokers: string[]; registry: string; tenant: string };
const processes: ExampleProcess[] = [];
let services: INestMicroservice[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-examples-'));
  hub = await HubUnderTest.open([topics.parkingSessions]);
  const { NARU_KAFKA_BROKERS = '', NARU_REGISTRY_URL = '' } = hub.environment('example');
  where = { brokers: NARU_KAFKA_BROKERS.split(','), registry: NARU_REGISTRY_URL, tenant: hub.tenant };
  await hub.write(
    topics.parkingSessions,
    Array.from({ length: total }, (_, n) => [`bay-${n % 8}`, session(n)]),
  );
  const topic = hub.names.topic(topics.parkingSessions);
  const sender = new TransactionalProducer(hub.client, { transactionalId: `${hub.tenant}-sender` });
  await sender.initialize();
  for (const commit of [false, true]) {
    const writer = new BatchWriter();
    if (commit) writer.append(Date.now(), null, null, markHeaders(Date.now()));
    else writer.append(Date.now(), 'bay-1', (await hub.codec(topics.parkingSessions)).encode(session(1_000)));
    sender.begin();
    sender.send(topic, 0, writer);
    await sender.flush();
    await (commit ? sender.commit() : sender.abort());
  }
  await sender.close();
  await hub.write(topics.parkingSessions, [
    ['bay-7', session(restated, { revision: 1, cause: 'late', endedAt: null })],
  ]);
});
afterEach(async () => {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
  for (const service of services) await service.close();
  services = [];
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

/** Starts a service; resolves when all sessions, and the restated one again, have reached it. */
async function untilRestated(service: INestMicroservice, stays: BatchedStays | StockStays): Promise<void> {
  services.push(service);
  const upsert = stays.upsert.bind(stays);
  let isRestated = false;
  const restatement = new Promise<void>((resolve) => {
    stays.upsert = (id, revision, session) => {
      upsert(id, revision, session);
      isRestated ||= revision === 1;
      if (isRestated && stays.byId.size >= total) resolve();
    };
  });
  await service.listen();
  await restatement;
}

describe('the example', () => {
  it('of a Nest service that takes batches', async () => {
    const service = await createBatched({ ...where, group: `${hub.tenant}.nest-batches` });
    const stays = service.get(BatchedStays);
    await untilRestated(service, stays);
    expect(stays.byId.size).toBe(total);
  });

  it('of a Nest service on kafkajs, which aborted records may reach', async () => {
    const service = await createStock({ ...where, group: `${hub.tenant}.nest-kafkajs` });
    const stays = service.get(StockStays);
    await untilRestated(service, stays);
    expect([total, total + 1]).toContain(stays.byId.size);
  });

  (python === undefined ? it.skip : it)('in Python', async () => {
    const file = join(folder, 'python.db');
    const args = ['python/sessions.py', where.brokers.join(','), where.registry, file, hub.tenant];
    const example = new ExampleProcess(python ?? '', args, {});
    processes.push(example);
    await example.until(total + 1);
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    expect(database.prepare('SELECT count(*) AS n, sum(revision) AS revisions FROM sessions').all()).toEqual([
      { n: total, revisions: 1 },
    ]);
    database.close();
    expect(await example.end('SIGTERM')).toBe(0);
  });

  (hasJars ? it : it.skip)('in Java', async () => {
    const classPath = jars.map((folder) => join(folder, '*')).join(':');
    const args = [
      '-Xmx256m',
      '-cp',
      classPath,
      'java/Sessions.java',
      where.brokers.join(','),
      where.registry,
      hub.tenant,
    ];
    const example = new ExampleProcess('java', args, {});
    processes.push(example);
    await example.untilIt(() => example.lines.some((line) => line.endsWith(` ${total}`)));
    expect(example.lines.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0)).toBe(total + 1);
  });
});

// The three ways to stay exactly once, as the examples show them: each is killed at work, started again, and counted.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { Reader } from '@naru/kafka';
import { HubUnderTest } from '@naru/testing';
import { ExampleProcess } from './support/example-process.js';
import { interval, session } from './support/records.js';

jest.setTimeout(120_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const batches = 100;
const perBatch = 100;
const total = batches * perBatch;
let hub: HubUnderTest;
let folder: string;
const processes: ExampleProcess[] = [];

beforeAll(async () => {
  // the examples run what is built
  await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root });
  folder = await mkdtemp(join(tmpdir(), 'naru-subscriber-'));
  hub = await HubUnderTest.open([topics.parkingSessions, topics.energyIntervals]);
  await Promise.all([
    inBatches((n) =>
      hub.write(
        topics.parkingSessions,
        [...n].map((one) => [`bay-${one % 8}`, session(one)]),
      ),
    ),
  ]);
  await inBatches((n) =>
    hub.write(
      topics.energyIntervals,
      [...n].map((one) => [`meter-${one % 8}`, interval(one)]),
    ),
  );
});
afterEach(async () => {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

async function inBatches(write: (numbers: Iterable<number>) => Promise<void>): Promise<void> {
  for (let batch = 0; batch < batches; batch++)
    await write(Array.from({ length: perBatch }, (_, index) => batch * perBatch + index));
}

function start(script: string, argument: string): ExampleProcess {
  const { NARU_KAFKA_BROKERS = '', NARU_REGISTRY_URL = '', NARU_TENANT = '' } = hub.environment('example');
  const example = ExampleProcess.node(script, [argument], { NARU_KAFKA_BROKERS, NARU_REGISTRY_URL, NARU_TENANT });
  processes.push(example);
  return example;
}

/** Kills it twice in the middle of its work; then lets it finish. */
async function killedAtWork(
  script: string,
  argument: string,
  untilDone: (last: ExampleProcess) => Promise<void>,
): Promise<void> {
  for (let kill = 0; kill < 2; kill++) {
    const example = start(script, argument);
    await example.until(300);
    await example.end('SIGKILL');
  }
  const last = start(script, argument);
  await untilDone(last);
  expect(await last.end('SIGTERM')).toBe(0);
}

const rowsOf = (file: string, sql: string): Record<string, unknown>[] => {
  // not read only: whoever comes first after a kill takes back what was left half written
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};

describe('a subscriber that is killed at work and started again', () => {
  it('has each fact once, by upserts', async () => {
    const file = join(folder, 'sessions.db');
    const count = 'SELECT count(*) AS n, sum(revision) AS revisions FROM sessions';
    await killedAtWork('upsert.ts', file, (last) => last.untilIt(() => rowsOf(file, count)[0]?.n === total));
    expect(rowsOf(file, count)).toEqual([{ n: total, revisions: 0 }]);

    // a restatement replaces what was known, and an older one that comes after it changes nothing
    const again = start('upsert.ts', file);
    const restated = (revision: number) => session(7, { revision, cause: 'late', endedAt: null });
    await hub.write(topics.parkingSessions, [['bay-7', restated(2)]]);
    await hub.write(topics.parkingSessions, [['bay-7', restated(1)]]);
    await again.until(2);
    expect(rowsOf(file, 'SELECT revision, ended_at FROM sessions WHERE revision > 0')).toEqual([
      { revision: 2, ended_at: null },
    ]);
    expect(rowsOf(file, count)[0]?.n).toBe(total);
  });

  it('writes each output once, by transactions of Kafka', async () => {
    const output = `${hub.tenant}.long-stays`;
    await hub.client.admin.createTopics([{ name: output, partitions: 2 }]);
    const ids: string[] = [];
    const reader = new Reader(hub.client, { topics: [output], from: 'earliest' });
    await reader.start();
    await killedAtWork('transaction.ts', output, async () => {
      while (ids.length < total / 4)
        for (const batch of await reader.poll(500))
          batch.forEach((view) => ids.push((JSON.parse(String(view.value())) as { id: string }).id));
    });
    await reader.close();
    expect([ids.length, new Set(ids).size]).toEqual([total / 4, total / 4]);
  });

  it('counts each record once, by positions stored with the sums', async () => {
    const file = join(folder, 'energy.db');
    const sums = 'SELECT count(*) AS meters, sum(kwh) AS kwh, max(kwh) AS most FROM totals';
    await killedAtWork('positions.ts', file, (last) => last.untilIt(() => Number(rowsOf(file, sums)[0]?.kwh) >= total));
    expect(rowsOf(file, sums)).toEqual([{ meters: 8, kwh: total, most: total / 8 }]);
  });
});

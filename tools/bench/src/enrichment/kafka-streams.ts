import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Part, javaCommand } from '@naru/stack';
import { type Bench, benchFolder } from '../bench-stack.js';
import { placeSchema, placesSchemaId, placesTopic } from '../city/fill.js';
import { kindsSent } from '../city/records.js';
import { type Throughput, throughputOf } from '../processes/measure.js';
import { emptyOutputs } from './naru.js';

const sources = fileURLToPath(new URL('../../peer-kafka-streams', import.meta.url));
const built = join(benchFolder, 'peer-kafka-streams');

/** How the peer works. */
export interface Form {
  readonly guarantee: 'exactly_once_v2' | 'at_least_once';
  readonly form: 'generic' | 'append';
  readonly store: 'memory' | 'rocksdb';
}

/** Two tasks, a thread each; what is committed each 100 ms costs a transaction a thread. */
const threads = 2;
const commitMs = 100;
const horizonMs = 24 * 3_600_000;
const heapMb = 3_072;

/** Builds the application where that has not been done. */
export async function buildPeer(say: (line: string) => void): Promise<void> {
  const complete = join(built, 'complete');
  if (
    await access(complete).then(
      () => true,
      () => false,
    )
  )
    return;
  say('building the Kafka Streams application');
  await rm(built, { recursive: true, force: true });
  await mkdir(built, { recursive: true });
  const maven = spawn(
    'mvn',
    [
      '--batch-mode',
      '--quiet',
      '--file',
      join(sources, 'pom.xml'),
      'compile',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(built, 'lib')}`,
      `-Dbench.target=${built}`,
    ],
    { stdio: ['ignore', 2, 2] },
  );
  const [code] = (await once(maven, 'close')) as [number | null];
  if (code !== 0) throw new Error('Maven could not build the Kafka Streams application');
  await writeFile(complete, '');
}

const classPath = `${join(built, 'classes')}:${join(built, 'lib', '*')}`;

/** Kafka Streams doing the same, from the beginning of the topics to their end. */
export async function runKafkaStreams(
  bench: Bench,
  records: number,
  { application, form }: { readonly application: string; readonly form: Form },
): Promise<Throughput> {
  await emptyOutputs(bench);
  const part = await partOf(bench, application, form);
  const measuring = throughputOf(bench, {
    group: application,
    topics: kindsSent.map(({ raw }) => raw.name),
    records,
    parts: [application],
    withinMs: 600_000,
  });
  const [peer, throughput] = await Promise.all([bench.start('tested', part), measuring]);
  await peer.stop();
  await forget(bench, application);
  return throughput;
}

async function partOf(bench: Bench, application: string, form: Form): Promise<Part> {
  const { stack, registry } = bench;
  const job = join(stack.folders.data, `${application}.json`);
  const kinds = kindsSent.map(async ({ raw, placed }) => ({
    raw: raw.name,
    placed: placed.name,
    rawSchema: raw.avro,
    placedSchema: placed.avro,
    rawId: await registry.idOf(raw),
    placedId: await registry.idOf(placed),
  }));
  await writeFile(
    job,
    JSON.stringify({
      brokers: stack.kafka,
      application,
      stateFolder: join(stack.folders.data, 'kafka-streams'),
      ...form,
      threads,
      commitMs,
      horizonMs,
      places: { topic: placesTopic, schema: placeSchema, id: placesSchemaId },
      kinds: await Promise.all(kinds),
    }),
  );
  return {
    name: application,
    command: javaCommand(),
    args: [`-Xms${heapMb}m`, `-Xmx${heapMb}m`, '-XX:+UseParallelGC', '-cp', classPath, 'naru.peer.Main', job],
    environment: {},
    isReady: () => Promise.resolve(true),
    readyWithinMs: 10_000,
    stopWithinMs: 15_000,
  };
}

/** Its changelogs go, so that the next run doesn't share the disk with them. */
async function forget({ client }: Bench, application: string): Promise<void> {
  const own = (await client.admin.listTopics()).filter((name) => name.startsWith(`${application}-`));
  await client.admin.deleteTopics(own);
}

/** Records committed in a topic, and the sum of their ids. */
export interface Counted {
  readonly records: number;
  readonly sum: string;
}

/** What is committed in the placed topics, counted by Java's own consumer. */
export async function countPlaced({ stack }: Bench): Promise<Readonly<Record<string, Counted>>> {
  const names = kindsSent.map(({ placed }) => placed.name);
  const java = spawn(javaCommand(), ['-Xmx512m', '-cp', classPath, 'naru.peer.CountRecords', stack.kafka, ...names], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const text: Buffer[] = [];
  java.stdout.on('data', (chunk: Buffer) => text.push(chunk));
  const [code] = (await once(java, 'close')) as [number | null];
  if (code !== 0) throw new Error('The records could not be counted');
  return JSON.parse(Buffer.concat(text).toString()) as Record<string, Counted>;
}

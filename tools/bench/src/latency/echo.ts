import { fileURLToPath } from 'node:url';
import { topics } from '@naru/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { type Bench, supervised } from '../bench-stack.js';
import { bareServer } from '../ingest/bare.js';
import { onAnyCore } from '../processes/cores.js';
import { withLz4 } from '../processes/kafkajs-lz4.js';
import { programOf } from '../processes/one-shot.js';
import type { Contender } from './contender.js';
import { Sightings } from './open-loop.js';
import type { EchoSettings } from './settings-of-echo.js';

const program = fileURLToPath(new URL('echo-program.js', import.meta.url));
/** Shorter than ingest's: kafkajs's transactions take their time as it is. */
const lingerMs = 5;
const recordIdAt = 5;
const patienceMs = 60_000;

/** As many transactional hops by kafkajs: a bare server, two echoes, and a reader at their end. */
export async function startEcho(bench: Bench, round: number): Promise<Contender> {
  const { stack, client, names } = bench;
  const first = names.topic(topics.parkingRawObservations);
  const [second, third] = [`bench.echo-${round}-1`, `bench.echo-${round}-2`];
  const partitions = await client.partitions(first);
  await client.admin.createTopics([second, third].map((name) => ({ name, partitions })));
  const hop = (name: string, from: string, to: string) => {
    const settings: EchoSettings = { brokers: stack.kafka, from, to, group: name };
    return { ...programOf(program, settings), name, isReady: () => isJoined(name), readyWithinMs: patienceMs };
  };
  const kafka = new Kafka({
    brokers: stack.kafka.split(','),
    logLevel: logLevel.ERROR,
    retry: { initialRetryTime: 5 },
  });
  const admin = kafka.admin();
  await admin.connect();
  async function isJoined(group: string): Promise<boolean> {
    const { groups } = await admin.describeGroups([group]);
    return groups[0]?.state === 'Stable';
  }
  const bare = await bareServer(bench, `bare-${round}`, { guarantee: 'transactions', lingerMs });
  const parts = [bare.part, hop(`echo-${round}-1`, first, second), hop(`echo-${round}-2`, second, third)];
  await stack.run(...parts.map(onAnyCore));

  withLz4();
  const sightings = new Sightings();
  const reader = kafka.consumer({ groupId: `reader-${round}`, readUncommitted: false, maxWaitTimeInMs: 50 });
  await reader.connect();
  await reader.subscribe({ topic: third, fromBeginning: true });
  await reader.run({
    eachMessage: ({ message: { value } }) => {
      if (value !== null) sightings.note(value.toString('hex', recordIdAt, recordIdAt + 16));
      return Promise.resolve();
    },
  });
  return {
    url: `${bare.address}/v1/parking/observations`,
    headers: {},
    parts: parts.map(({ name }) => name),
    sightings,
    transactions: () => Promise.resolve(0),
    stop: async () => {
      await reader.disconnect();
      await admin.disconnect();
      for (const { name } of parts) await supervised(stack, name).stop();
    },
  };
}

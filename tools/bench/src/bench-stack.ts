import { join } from 'node:path';
import { SchemaRegistry } from '@naru/avro';
import { type PhysicalNames, type TopicContract, physicalNames, topics } from '@naru/contracts';
import { applyContract } from '@naru/generate';
import { KafkaClient } from '@naru/kafka';
import { type Part, type Stack, type StackPartName, type Supervised, naruFolder, startStack } from '@naru/stack';
import { Kafka, logLevel } from 'kafkajs';
import { type Core, confine, onCore } from './processes/cores.js';
import type { Settings } from './settings.js';

/** Everything that benchmarks keep between runs: downloads and what was built. */
export const benchFolder = join(naruFolder, 'bench');

/** One hub's topics on the stack. */
export interface BenchHub {
  readonly stack: Stack;
  readonly client: KafkaClient;
  readonly tenant: string;
  readonly registry: SchemaRegistry;
  readonly names: PhysicalNames;
  readonly say: (line: string) => void;
  /** Starts a process on a core, ready when this resolves. */
  readonly start: (core: Core, part: Part) => Promise<Supervised>;
  /** Makes topics empty again. */
  readonly empty: (topics: readonly TopicContract[]) => Promise<void>;
  /** Sets a group back to the beginning of these topics. */
  readonly rewind: (group: string, topics: readonly string[]) => Promise<void>;
}

/** A stack of its own for one benchmark, with a hub on it. */
export interface Bench extends BenchHub {
  /** Another hub on the same stack, with topics of its own. */
  readonly hub: (tenant: string) => Promise<BenchHub>;
  readonly stop: () => Promise<void>;
}

/** Records of benchmarks have dates of their own: none is too old to be kept. */
const kept = (topic: TopicContract): TopicContract =>
  topic.cleanup === 'delete' ? { ...topic, retentionMs: -1 } : topic;

/** Starts the parts, the broker on its core, and makes every topic and schema. */
export async function startBench(parts: readonly StackPartName[], settings: Settings): Promise<Bench> {
  const stack = await startStack({
    folder: settings.folder ?? join(benchFolder, 'stack'),
    ports: 'any',
    parts,
    fresh: true,
    say: settings.say,
    ...(settings.signal && { signal: settings.signal }),
  });
  try {
    await confine(pidOf(stack, 'broker'), 'broker');
    await confine(process.pid, 'broker');
    const client = await KafkaClient.connect({ brokers: stack.kafka.split(','), clientId: 'bench' });
    const hub = (tenant: string): Promise<BenchHub> => hubOn(stack, client, tenant, settings);
    return {
      ...(await hub('')),
      hub,
      stop: async () => {
        await client.close();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function hubOn(stack: Stack, client: KafkaClient, tenant: string, settings: Settings): Promise<BenchHub> {
  const names = physicalNames(tenant);
  const registry = new SchemaRegistry({ url: stack.registry, names });
  const make = (catalogue: readonly TopicContract[]): Promise<unknown> =>
    applyContract({ admin: client.admin, registry, names, replication: 1, catalogue: catalogue.map(kept) });
  await make(Object.values(topics));
  return {
    stack,
    client,
    tenant,
    registry,
    names,
    say: settings.say,
    start: async (core, part) => {
      await stack.run(onCore(core, profiled(part, settings)));
      return supervised(stack, part.name);
    },
    empty: async (emptied) => {
      await client.admin.deleteTopics(emptied.map((topic) => names.topic(topic)));
      await make(emptied);
    },
    rewind: async (group, rewound) => {
      await forgetGroup(stack.kafka, group);
      await client.admin.begin(group, await client.admin.listOffsets(rewound, 'earliest'));
    },
  };
}

const profiled = (part: Part, { profile }: Settings): Part =>
  profile !== undefined && part.command === process.execPath
    ? { ...part, args: ['--cpu-prof', `--cpu-prof-dir=${profile}`, ...part.args] }
    : part;

/** Also where there is no such group. */
async function forgetGroup(brokers: string, group: string): Promise<void> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  if (groups.some(({ groupId }) => groupId === group)) await admin.deleteGroups([group]);
  await admin.disconnect();
}

export function supervised(stack: Stack, name: string): Supervised {
  const found = stack.parts.get(name);
  if (found === undefined) throw new Error(`No part of the stack is called ${name}`);
  return found;
}

export function pidOf(stack: Stack, name: string): number {
  const { pid, restarts } = supervised(stack, name);
  if (pid === undefined || restarts > 0) throw new Error(`${name} has died; its log is in ${stack.folders.log}`);
  return pid;
}

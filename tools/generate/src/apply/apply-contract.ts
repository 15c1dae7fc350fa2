import type { SchemaRegistry } from '@naru/avro';
import { topics, topicSettings, type PhysicalNames, type TopicContract } from '@naru/contracts';
import type { Admin } from '@naru/kafka';
import { type TaskInput, beginGroupAt, beginGroups } from '@naru/streams';
import type { Beginning } from './begin.js';

export interface ApplyOptions {
  readonly admin: Pick<Admin, 'begin' | 'committed' | 'createTopics' | 'describe' | 'listOffsets'>;
  readonly registry: Pick<SchemaRegistry, 'register'>;
  readonly names: PhysicalNames;
  /** Replicas of each partition; all but one of them must have taken a write. 3 in a city, 1 on a development machine. */
  readonly replication: number;
  /** All topics of the hub by default. */
  readonly catalogue?: readonly TopicContract[];
  /** Where services begin in topics that hold records already and that they didn't read before. */
  readonly begin?: readonly Beginning[];
}

export interface Applied {
  /** Topics that were not there. */
  readonly created: readonly string[];
  /** Schema id by subject's topic. */
  readonly schemaIds: ReadonlyMap<string, number>;
  /** Settings of existing topics that the contract has otherwise. They are told, not changed. */
  readonly differences: readonly string[];
  /** Existing topics with another number of partitions: keys would meet in other tasks. Nothing can mend that in place. */
  readonly conflicts: readonly string[];
  /** Where services begin to read from now on: at 0 in new topics, else as `begin` says. */
  readonly begun: readonly TaskInput[];
  /** Where services have no position in topics that hold records: their tasks wait until somebody decides. */
  readonly undecided: readonly TaskInput[];
}

const settingsOf = (topic: TopicContract, replication: number): Readonly<Record<string, string>> => ({
  ...topicSettings(topic),
  'min.insync.replicas': String(Math.max(1, replication - 1)),
  'unclean.leader.election.enable': 'false',
});

/**
 * Makes what services expect to find: every topic, every schema under its subject, and the positions at which groups begin
 * in new topics. Doing it again changes nothing.
 * Schemas come first, so that no topic can be written before its values can be read.
 * Throws SchemaRefusedError where a schema isn't compatible with what is registered: nothing is created then.
 */
export async function applyContract(options: ApplyOptions): Promise<Applied> {
  const { admin, registry, names, replication, catalogue = Object.values(topics) } = options;
  const schemaIds = await registerAll(registry, names, catalogue);
  const created = await admin.createTopics(
    catalogue.map((topic) => ({
      name: names.topic(topic),
      partitions: topic.partitions,
      replication,
      configs: settingsOf(topic, replication),
    })),
  );
  const said: TaskInput[] = [];
  for (const beginning of options.begin ?? []) said.push(...(await beginGroupAt({ admin, names }, beginning)));
  const { begun, undecided } = await beginGroups({ admin, names }, catalogue, created);
  return { created, schemaIds, ...(await compare(options, catalogue)), begun: [...said, ...begun], undecided };
}

/** As many at a time as a registry answers without queueing. */
const registrations = 8;

async function registerAll(
  registry: ApplyOptions['registry'],
  names: PhysicalNames,
  catalogue: readonly TopicContract[],
): Promise<Map<string, number>> {
  const schemaIds = new Map<string, number>();
  const left = catalogue.values();
  const registerLeft = async () => {
    for (const topic of left) schemaIds.set(names.topic(topic), await registry.register(topic));
  };
  await Promise.all(Array.from({ length: registrations }, registerLeft));
  return schemaIds;
}

async function compare(
  { admin, names, replication }: ApplyOptions,
  catalogue: readonly TopicContract[],
): Promise<Pick<Applied, 'differences' | 'conflicts'>> {
  const found = await admin.describe(catalogue.map((topic) => names.topic(topic)));
  const byName = new Map(found.map((topic) => [topic.name, topic]));
  const differences: string[] = [];
  const conflicts: string[] = [];
  for (const topic of catalogue) {
    const name = names.topic(topic);
    const there = byName.get(name);
    const partitions = there?.partitions.length ?? 0;
    if (partitions !== topic.partitions)
      conflicts.push(`${name} has ${partitions} partitions, not ${topic.partitions}`);
    for (const [key, value] of Object.entries(settingsOf(topic, replication))) {
      const set = there?.configs[key] ?? 'not set';
      if (set !== value) differences.push(`${name}: ${key} is ${set}, not ${value}`);
    }
  }
  return { differences, conflicts };
}

import type { SchemaRegistry } from '@naru/avro';
import { topics, topicSettings, type PhysicalNames, type TopicContract } from '@naru/contracts';
import type { Admin } from '@naru/kafka';

export interface ApplyOptions {
  readonly admin: Pick<Admin, 'createTopics' | 'describe'>;
  readonly registry: Pick<SchemaRegistry, 'register'>;
  readonly names: PhysicalNames;
  /** Replicas of each partition; all but one of them must have taken a write. 3 in a city, 1 on a development machine. */
  readonly replication: number;
  /** All topics of the hub by default. */
  readonly catalogue?: readonly TopicContract[];
}

export interface Applied {
  /** Topics that were not there. */
  readonly created: readonly string[];
  /** Schema id by subject's topic. */
  readonly schemaIds: ReadonlyMap<string, number>;
  /** What existing topics have otherwise than the contract says. It is told, not changed: partitions never change. */
  readonly differences: readonly string[];
}

const settingsOf = (topic: TopicContract, replication: number): Readonly<Record<string, string>> => ({
  ...topicSettings(topic),
  'min.insync.replicas': String(Math.max(1, replication - 1)),
  'unclean.leader.election.enable': 'false',
});

/**
 * Makes what services expect to find: every topic, and every schema under its subject. Doing it again changes nothing.
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
  return { created, schemaIds, differences: await differences(options, catalogue) };
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

async function differences(options: ApplyOptions, catalogue: readonly TopicContract[]): Promise<string[]> {
  const found = await options.admin.describe(catalogue.map((topic) => options.names.topic(topic)));
  const byName = new Map(found.map((topic) => [topic.name, topic]));
  return catalogue.flatMap((topic) => {
    const name = options.names.topic(topic);
    const there = byName.get(name);
    if (there === undefined) return [`${name} is missing`];
    const partitions =
      there.partitions.length === topic.partitions
        ? []
        : [`${name} has ${there.partitions.length} partitions, not ${topic.partitions}`];
    const settings = Object.entries(settingsOf(topic, options.replication)).flatMap(([key, value]) =>
      there.configs[key] === value ? [] : [`${name}: ${key} is ${there.configs[key] ?? 'not set'}, not ${value}`],
    );
    return [...partitions, ...settings];
  });
}

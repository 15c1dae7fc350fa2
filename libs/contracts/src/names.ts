import { topics } from './generated/topics.js';
import type { TopicContract } from './topic-contract.js';

export interface PhysicalNames {
  /** Kafka topic. */
  topic(topic: string | { readonly name: string }): string;
  /** Kafka topics that a service writes: its own, and those that all share. */
  writtenBy(service: string): string[];
  /** Kafka consumer group. */
  group(service: string): string;
  /** Kafka transactional id of one instance of a service. */
  transactionalId(service: string, instance: string): string;
  /** ClickHouse database of a context. */
  database(context: string): string;
  /** ClickHouse table of a topic, without its database. */
  table(topic: string | { readonly name: string }): string;
  /** Registry subject of a topic's values. */
  subject(topic: string | { readonly name: string }): string;
}

const catalogue: readonly TopicContract[] = Object.values(topics);

/**
 * The one place where names of the contract become names on Kafka, in the registry and in ClickHouse.
 * Tenant '' means a hub of one tenant, without prefix. Throws a RangeError where the tenant would not be a valid
 * part of all of them.
 */
export function physicalNames(tenant: string): PhysicalNames {
  if (!/^([a-z][a-z0-9]{0,31})?$/.test(tenant))
    throw new RangeError(`A tenant is up to 32 lower-case letters and digits, beginning with a letter: '${tenant}'`);
  const prefix = tenant === '' ? '' : `${tenant}.`;
  const nameOf = (topic: string | { readonly name: string }) => (typeof topic === 'string' ? topic : topic.name);
  return {
    topic: (topic) => prefix + nameOf(topic),
    writtenBy: (service) =>
      catalogue.filter(({ owner, shared }) => shared || owner === service).map(({ name }) => prefix + name),
    group: (service) => prefix + service,
    transactionalId: (service, instance) => `${prefix}${service}-${instance}`,
    database: (context) => (tenant === '' ? context : `${tenant}_${context}`),
    table: (topic) => (nameOf(topic).split('.')[1] ?? nameOf(topic)).replaceAll('-', '_'),
    subject: (topic) => `${prefix}${nameOf(topic)}-value`,
  };
}

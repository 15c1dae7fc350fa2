import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AvroRecord, type PhysicalNames, type TopicContract, physicalNames, topics } from '@naru/contracts';
import { type AvroField } from '@naru/contracts';
import { SchemaRegistry } from '@naru/avro';
import { KafkaClient } from '@naru/kafka';
import { createLogger, createMetrics, Readiness } from '@naru/observability';
import type { StreamsContext } from '../../src/index.js';

/** The stack that NARU_TEST_STACK (a file of endpoints) names; else one on the ports of `npm start`. */
function testStack(): { kafka: string; registry: string } {
  const file = process.env.NARU_TEST_STACK;
  if (file === undefined) return { kafka: '127.0.0.1:9092', registry: 'http://127.0.0.1:8090/apis/ccompat/v7' };
  return JSON.parse(readFileSync(file, 'utf8')) as { kafka: string; registry: string };
}

/** What the tests share; everything made there begins with a prefix of its own. */
const { kafka, registry } = testStack();
export const brokers = kafka.split(',');
export const registryUrl = registry;

/** Topics that a test makes have its prefix already; those of the catalogue get it. */
function namesUnder(prefix: string): PhysicalNames {
  const [bare, prefixed] = [physicalNames(''), physicalNames(prefix)];
  const namesOf = (topic: string | { readonly name: string }) =>
    (typeof topic === 'string' ? topic : topic.name).startsWith(prefix) ? bare : prefixed;
  return {
    ...bare,
    topic: (topic) => namesOf(topic).topic(topic),
    subject: (topic) => namesOf(topic).subject(topic),
  };
}

/** One test file's part of the broker. */
export class Surroundings {
  readonly prefix = `test${randomBytes(4).toString('hex')}`;
  readonly names = namesUnder(this.prefix);
  readonly registry = new SchemaRegistry({ url: registryUrl, names: this.names });

  private constructor(readonly client: KafkaClient) {}

  static async connect(): Promise<Surroundings> {
    const at = new Surroundings(await KafkaClient.connect({ brokers, clientId: 'streams-tests' }));
    for (const topic of [topics.hubLedger, topics.hubPositionCommands]) {
      await at.client.admin.createTopics([{ name: at.names.topic(topic), partitions: topic.partitions, configs: {} }]);
      await at.registry.register(topic);
    }
    return at;
  }

  /** A topic of the contract's kind, made with its schema registered. */
  async topic<T>(
    noun: string,
    fields: AvroField[],
    more: Partial<Pick<TopicContract, 'avro' | 'partitions' | 'cleanup' | 'changelog' | 'lane' | 'readers'>> = {},
  ): Promise<TopicContract<T>> {
    const avro: AvroRecord = {
      type: 'record',
      name: 'Line',
      namespace: `naru.${this.prefix}.${noun.replaceAll('-', '')}`,
      doc: 'Test.',
      fields,
    };
    const contract: TopicContract<T> = {
      name: `${this.prefix}.${noun}.v1`,
      context: this.prefix,
      noun,
      key: 'a word',
      schema: `${avro.namespace ?? ''}.Line`,
      avro,
      partitions: 2,
      cleanup: 'delete',
      retentionMs: -1,
      owner: this.prefix,
      readers: [],
      warehouse: false,
      shared: false,
      personal: 'none',
      meaning: 'Test.',
      ...more,
    };
    await this.client.admin.createTopics([
      { name: contract.name, partitions: contract.partitions, configs: { 'cleanup.policy': contract.cleanup } },
    ]);
    await this.registry.register(contract);
    // a service of these tests is called as the topic that it reads
    const { client, names } = this;
    await client.admin.begin(names.group(contract.name), await client.admin.listOffsets([contract.name], 'earliest'));
    return contract;
  }

  /** What a runner or a view is given; `level` of the log for who looks for something. */
  context(instance: string, client = this.client): StreamsContext & { failed: Promise<unknown> } {
    const failed = Promise.withResolvers<unknown>();
    return {
      client,
      registry: this.registry,
      names: this.names,
      readiness: new Readiness(),
      metrics: createMetrics({ service: this.prefix, instance }),
      logger: createLogger({ service: this.prefix, instance, level: process.env.NARU_TEST_LOG ?? 'silent' }),
      onFatal: failed.resolve,
      failed: failed.promise,
    };
  }

  async close(): Promise<void> {
    const { admin } = this.client;
    await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(this.prefix)));
    await this.client.close();
  }
}

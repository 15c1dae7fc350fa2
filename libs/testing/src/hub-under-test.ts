import { randomBytes } from 'node:crypto';
import { SchemaRegistry, type WireCodec, codecFor } from '@naru/avro';
import { type TopicContract, physicalNames, topicSettings, topics } from '@naru/contracts';
import { type Scope, makeKey } from '@naru/http';
import { BatchWriter, KafkaClient, TransactionalProducer, partitionOf } from '@naru/kafka';
import { SourceKeys, unknownSource } from '@naru/sealing';
import { markHeaders } from '@naru/streams';
import { beginGroups } from '@naru/streams';
import { eventually } from './eventually.js';
import { testStack } from './test-stack.js';
import { TopicLog } from './topic-log.js';

/** A tenant of its own on the shared stack: topics, schemas and keys that no other test touches, gone with `close`. */
export class HubUnderTest {
  readonly tenant = `test${randomBytes(5).toString('hex')}`;
  readonly names = physicalNames(this.tenant);
  readonly #stack = testStack();
  readonly registry = new SchemaRegistry({ url: this.#stack.registry, names: this.names });
  readonly #masterKey = randomBytes(32);
  readonly #logs: TopicLog<unknown>[] = [];

  private constructor(
    readonly client: KafkaClient,
    private readonly producer: TransactionalProducer,
  ) {}

  /** Makes the topics, with the hub's own for keys. */
  static async open(topicsOfTest: readonly TopicContract[]): Promise<HubUnderTest> {
    const client = await KafkaClient.connect({ brokers: testStack().kafka.split(','), clientId: 'tests' });
    const producer = new TransactionalProducer(client, { transactionalId: `tests-${randomBytes(5).toString('hex')}` });
    const hub = new HubUnderTest(client, producer);
    await hub.make([
      ...new Set([
        ...topicsOfTest,
        topics.hubAccessKeys,
        topics.hubSourceKeys,
        topics.hubDeadLetters,
        topics.hubPositionCommands,
      ]),
    ]);
    await producer.initialize();
    const keys = new SourceKeys(hub.#masterKey);
    await hub.write(topics.hubSourceKeys, [[unknownSource, keys.create(unknownSource, new Date())]]);
    return hub;
  }

  /** What an instance of a service is told of its surroundings; it takes any free port. */
  environment(instance: string): Readonly<Record<string, string>> {
    return {
      NARU_KAFKA_BROKERS: this.#stack.kafka,
      NARU_REGISTRY_URL: this.#stack.registry,
      NARU_TENANT: this.tenant,
      NARU_INSTANCE: instance,
      NARU_HTTP_PORT: '0',
      NARU_LOG_LEVEL: process.env.NARU_TEST_LOG ?? 'fatal',
      NARU_DEVELOPMENT: 'true',
      NARU_MASTER_KEY: this.#masterKey.toString('base64'),
    };
  }

  /** A key with these scopes, known to every instance that begins from now on. */
  async key(...scopes: readonly Scope[]): Promise<string> {
    const { text, keyId, secretSha256 } = makeKey();
    const about = { tenant: this.tenant, source: null, recordsPerSecond: 0, description: 'test', createdAt: 0 };
    await this.write(topics.hubAccessKeys, [[keyId, { keyId, secretSha256, scopes, ...about }]]);
    await this.untilReadable(topics.hubAccessKeys);
    return text;
  }

  codec<T>(topic: TopicContract<T>): Promise<WireCodec<T>> {
    return codecFor(topic, this.registry);
  }

  /** Commits records to a topic, together. */
  async write<T>(topic: TopicContract<T>, records: readonly (readonly [key: string, value: T])[]): Promise<void> {
    const codec = await this.codec(topic);
    await this.writeBytes(
      topic,
      records.map(([key, value]) => [key, codec.encode(value)]),
    );
  }

  async writeBytes(topic: TopicContract, records: readonly (readonly [key: string, value: Buffer])[]): Promise<void> {
    const writers = Array.from({ length: topic.partitions }, () => new BatchWriter());
    for (const [key, value] of records) writers[partitionOf(key, topic.partitions)]?.append(Date.now(), key, value);
    this.producer.begin();
    for (const [partition, writer] of writers.entries())
      if (writer.records > 0) this.producer.send(this.names.topic(topic), partition, writer);
    await this.producer.commit();
  }

  /**
   * Waits until everything that is committed in a topic now can be read: a commit is acknowledged before its end stands in
   * every partition. For what reads to an end; a reader that follows the topic doesn't need it.
   */
  async untilReadable(topic: TopicContract): Promise<void> {
    const { admin } = this.client;
    const name = this.names.topic(topic);
    const ends = await admin.listOffsets([name], 'latest', 'read_uncommitted');
    await eventually(
      () => admin.listOffsets([name], 'latest'),
      (stable) =>
        ends.every((end) => stable.some((one) => one.partition === end.partition && one.offset >= end.offset)),
    );
  }

  /** Marks every partition of a topic: the hub has come so far (ms), as ingest and stages say each second. */
  async mark(topic: TopicContract, at: number): Promise<void> {
    this.producer.begin();
    for (let partition = 0; partition < topic.partitions; partition++) {
      const writer = new BatchWriter();
      writer.append(at, null, null, markHeaders(at));
      this.producer.send(this.names.topic(topic), partition, writer);
    }
    await this.producer.commit();
  }

  /** Follows a topic from its beginning; closed with the hub. */
  async follow<T>(topic: TopicContract<T>): Promise<TopicLog<T>> {
    const log = await TopicLog.open(this.client, this.names.topic(topic), await this.codec(topic));
    this.#logs.push(log);
    return log;
  }

  async close(): Promise<void> {
    for (const log of this.#logs) await log.close();
    await this.producer.close();
    const { admin } = this.client;
    await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(`${this.tenant}.`)));
    await this.client.close();
  }

  private async make(wanted: readonly TopicContract[]): Promise<void> {
    for (const topic of wanted) await this.registry.register(topic);
    const { admin } = this.client;
    const created = await admin.createTopics(
      wanted.map((topic) => ({
        name: this.names.topic(topic),
        partitions: topic.partitions,
        configs: topicSettings(topic),
      })),
    );
    await beginGroups({ admin, names: this.names }, wanted, created);
  }
}

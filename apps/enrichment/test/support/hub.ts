import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SchemaRegistry, type WireCodec, codecFor } from '@naru/avro';
import { loadConfig } from '@naru/config';
import { type TopicContract, physicalNames, topicSettings, topics } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { KafkaClient, Reader } from '@naru/kafka';
import { SourceKeys, unknownSource } from '@naru/sealing';
import { Kafka, Partitioners, type Producer, logLevel } from 'kafkajs';
import { describeEnrichment } from '../../src/app.module.js';
import { enrichmentConfig } from '../../src/config.js';
import { topology } from '../../src/topology.js';

interface Parts {
  readonly kafka: string;
  readonly registry: string;
}
const file = process.env.NARU_TEST_STACK;
const parts: Parts =
  file === undefined
    ? { kafka: '127.0.0.1:9092', registry: 'http://127.0.0.1:8090/apis/ccompat/v7' }
    : (JSON.parse(readFileSync(file, 'utf8')) as Parts);

const adminKey = 'naru_00000000_the-key-of-this-test';

export interface Seen<T> {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly bytes: Buffer;
  readonly value: T;
}

interface Call {
  readonly method?: string;
  /** Text, or what becomes JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** A hub of this test's own on the shared broker: a tenant, its topics, its schemas, and a foreign producer. */
export class Hub {
  readonly tenant = `t${randomBytes(6).toString('hex')}`;
  readonly names = physicalNames(this.tenant);
  readonly registry = new SchemaRegistry({ url: parts.registry, names: this.names });
  readonly sourceKeys = new SourceKeys(Buffer.alloc(32, 7));
  readonly #running = new Set<RunningService>();

  private constructor(
    readonly client: KafkaClient,
    readonly foreign: Producer,
  ) {}

  static async start(): Promise<Hub> {
    const client = await KafkaClient.connect({ brokers: [parts.kafka], clientId: 'enrichment-tests' });
    const foreign = new Kafka({ brokers: [parts.kafka], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 5 } });
    const hub = new Hub(client, foreign.producer({ createPartitioner: Partitioners.DefaultPartitioner }));
    await hub.foreign.connect();
    const all = new Set<TopicContract>([
      ...Object.values(topology.reads),
      ...Object.values(topology.writes),
      ...Object.values(topology.views),
    ]);
    for (const topic of all) await hub.registry.register(topic);
    await client.admin.createTopics(
      [...all].map((topic) => ({
        name: hub.names.topic(topic),
        partitions: topic.partitions,
        configs: topicSettings(topic),
      })),
    );
    // what ingest makes at its first start
    const key = hub.sourceKeys.create(unknownSource, new Date());
    hub.sourceKeys.apply(unknownSource, key);
    await hub.send(topics.hubSourceKeys, [
      { key: unknownSource, value: (await hub.codec(topics.hubSourceKeys)).encode(key) },
    ]);
    return hub;
  }

  codec<T>(topic: TopicContract<T>): Promise<WireCodec<T>> {
    return codecFor(topic, this.registry);
  }

  /** Starts an instance of the service in this process. */
  async service(instance: string, environment: Record<string, string> = {}): Promise<RunningService> {
    const config = loadConfig(enrichmentConfig, {
      NARU_KAFKA_BROKERS: parts.kafka,
      NARU_REGISTRY_URL: parts.registry,
      NARU_TENANT: this.tenant,
      NARU_INSTANCE: instance,
      NARU_HTTP_PORT: '0',
      NARU_LOG_LEVEL: process.env.NARU_TEST_LOG ?? 'fatal',
      NARU_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      NARU_ADMIN_KEY_SHA256: createHash('sha256').update(adminKey).digest('hex'),
      ...environment,
    });
    const service = await startService(describeEnrichment(config));
    this.#running.add(service);
    return service;
  }

  async stop(service: RunningService): Promise<void> {
    this.#running.delete(service);
    await service.stop();
  }

  /** Sends as any Kafka client would; null keys and values too. */
  async send(
    topic: TopicContract,
    messages: { key: string | null; value: Buffer | null; timestamp?: string }[],
  ): Promise<void> {
    await this.foreign.send({ topic: this.names.topic(topic), messages });
  }

  /** What is committed in a topic, when it is enough; fails after a while. */
  async read<T>(topic: TopicContract<T>, isEnough: (seen: readonly Seen<T>[]) => boolean): Promise<Seen<T>[]> {
    const codec = await this.codec(topic);
    const reader = new Reader(this.client, { topics: [this.names.topic(topic)], from: 'earliest' });
    const deadline = Date.now() + 30_000;
    const seen: Seen<T>[] = [];
    try {
      await reader.start();
      while (!isEnough(seen)) {
        if (Date.now() > deadline)
          throw new Error(`${topic.name} held ${seen.length} records, not what was waited for`);
        for (const batch of await reader.poll(250)) {
          const found: Omit<Seen<T>, 'value'>[] = [];
          batch.forEach((view) => {
            const bytes = Buffer.from(view.value() ?? Buffer.alloc(0));
            found.push({ partition: batch.partition, offset: view.offset, key: view.key(), bytes });
          });
          for (const one of found) seen.push({ ...one, value: await codec.decodeAny(one.bytes) });
        }
      }
      return seen;
    } finally {
      await reader.close();
    }
  }

  /** Calls the service with the administrator's key; `headers` may take it away again. */
  async call(service: RunningService, path: string, { method = 'GET', body, headers }: Call = {}): Promise<Answer> {
    const answer = await fetch(service.url + path, {
      method,
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  async close(): Promise<void> {
    for (const service of this.#running) await service.stop();
    await this.foreign.disconnect();
    const { admin } = this.client;
    await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(`${this.tenant}.`)));
    await this.client.close();
  }
}

/** Polls what only time brings about. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import { randomBytes } from 'node:crypto';
import { SchemaRegistry, codecFor } from '@naru/avro';
import { loadConfig } from '@naru/config';
import { type PhysicalNames, type TopicContract, physicalNames, topicSettings } from '@naru/contracts';
import { type RunningService, hashOfKey, makeKey, startService } from '@naru/http';
import { KafkaClient, Reader } from '@naru/kafka';
import { describeIngest } from '../../src/app.module.js';
import { ingestConfig } from '../../src/config.js';
import { topology } from '../../src/topology.js';

const brokers = process.env.NARU_TEST_KAFKA ?? '127.0.0.1:9092';
const registryUrl = process.env.NARU_TEST_REGISTRY ?? 'http://127.0.0.1:8090/apis/ccompat/v7';

/** One line of the answer to a request. */
export interface Result {
  readonly index: number;
  readonly recordId: string | null;
  readonly fate: string;
  readonly reason?: string;
  readonly expected?: string;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly accepted: number;
  readonly rejected: number;
  readonly results: readonly Result[];
  readonly code?: string;
}

/** A record as it stands in a raw topic, or null for a deleted key. */
export interface Delivered {
  readonly key: string | null;
  readonly partition: number;
  readonly traceparent: string | undefined;
  readonly value: Record<string, unknown>;
}

/** A tenant of its own on the shared broker, with as many instances of ingest as a test starts. */
export class IngestUnderTest {
  readonly tenant = `test${randomBytes(5).toString('hex')}`;
  readonly names: PhysicalNames = physicalNames(this.tenant);
  readonly registry = new SchemaRegistry({ url: registryUrl, names: this.names });
  readonly admin = makeKey();
  readonly #masterKey = randomBytes(32).toString('base64');
  readonly #services: RunningService[] = [];

  private constructor(readonly client: KafkaClient) {}

  static async prepare(): Promise<IngestUnderTest> {
    const client = await KafkaClient.connect({ brokers: [brokers], clientId: 'ingest-tests' });
    const test = new IngestUnderTest(client);
    const written = Object.values(topology.writes);
    for (const topic of written) await test.registry.register(topic);
    await client.admin.createTopics(
      written.map((topic) => ({
        name: test.names.topic(topic),
        partitions: topic.partitions,
        configs: topicSettings(topic),
      })),
    );
    return test;
  }

  /** Starts an instance on a port of its own. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const config = loadConfig(ingestConfig, {
      NARU_KAFKA_BROKERS: brokers,
      NARU_REGISTRY_URL: registryUrl,
      NARU_TENANT: this.tenant,
      NARU_INSTANCE: `test-${this.#services.length}`,
      NARU_HTTP_PORT: '0',
      NARU_LOG_LEVEL: process.env.NARU_TEST_LOG ?? 'fatal',
      NARU_DEVELOPMENT: 'true',
      NARU_MASTER_KEY: this.#masterKey,
      NARU_ADMIN_KEY_SHA256: hashOfKey(this.admin.text).toString('hex'),
      ...more,
    });
    const service = await startService(describeIngest(config));
    this.#services.push(service);
    return service;
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    const { admin } = this.client;
    await admin.deleteTopics((await admin.listTopics()).filter((name) => name.startsWith(this.tenant)));
    await this.client.close();
  }

  /** Everything that is committed in a topic now, decoded. */
  async read(topic: TopicContract): Promise<Delivered[]> {
    const reader = new Reader(this.client, {
      topics: [this.names.topic(topic)],
      from: 'earliest',
      until: 'high-watermark',
    });
    const codec = await codecFor(topic, this.registry);
    const found: Delivered[] = [];
    await reader.start();
    while (!reader.caughtUp)
      for (const batch of await reader.poll(500))
        batch.forEach((view) => {
          const value = view.value();
          if (value !== null)
            found.push({
              key: view.key(),
              partition: batch.partition,
              traceparent: view.header('traceparent'),
              value: codec.decode(Buffer.from(value)) as Record<string, unknown>,
            });
        });
    await reader.close();
    return found;
  }
}

/** Calls one instance. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Sends records: an object or array as JSON, or a ready body. */
  async send(kind: string, records: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isReady = typeof records === 'string' || Buffer.isBuffer(records);
    const response = await fetch(`${this.url}/v1/${kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...headers },
      body: isReady ? new Uint8Array(Buffer.from(records)) : JSON.stringify(records),
    });
    const answer = (await response.json()) as Omit<Answer, 'status' | 'retryAfter'>;
    return { ...answer, status: response.status, retryAfter: response.headers.get('retry-after') };
  }
}

/** Registers a source and makes a key for it. */
export async function sourceWithKey(
  admin: Caller,
  source: Record<string, unknown> & { source: string },
  key: { scopes?: readonly string[]; recordsPerSecond?: number } = {},
): Promise<string> {
  await admin.call('POST', '/v1/sources', { owner: 'tests', ...source });
  const made = await admin.call('POST', '/v1/keys', {
    source: source.source,
    scopes: ['send'],
    ...key,
  });
  return (made.body as { key: string }).key;
}

/** Asks another process until its answer is as wanted, or patience ends: then the last answer. */
export async function eventually<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || performance.now() > deadline) return answer;
  }
}

import { loadConfig } from '@naru/config';
import { type TopicContract, topics } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { Reader } from '@naru/kafka';
import { SourceKeys } from '@naru/sealing';
import { changelogsOf } from '@naru/streams';
import { HubUnderTest, testStack } from '@naru/testing';
import { Kafka, Partitioners, type Producer, logLevel } from 'kafkajs';
import { describeEnrichment } from '../../src/app.module.js';
import { enrichmentConfig } from '../../src/config.js';
import { topology } from '../../src/topology.js';
import { StrictRegistry } from './strict-registry.js';

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

/** A hub with this service in it, and a producer that knows nothing of either. */
export class Hub {
  readonly #running = new Set<RunningService>();

  private constructor(
    readonly parts: HubUnderTest,
    private readonly key: string,
    private readonly foreign: Producer,
    readonly registry: StrictRegistry,
  ) {}

  static async start(): Promise<Hub> {
    const { reads, writes, views, stores } = topology;
    const mine: TopicContract[] = [
      ...Object.values(reads),
      ...Object.values(writes),
      ...Object.values(views),
      ...Object.values(stores).flatMap(changelogsOf),
    ];
    const parts = await HubUnderTest.open(mine);
    const kafka = new Kafka({
      brokers: [testStack().kafka],
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 5 },
    });
    const foreign = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await foreign.connect();
    const registry = await StrictRegistry.before(testStack().registry);
    return new Hub(parts, await parts.key('read', 'manage'), foreign, registry);
  }

  /** Starts an instance of the service in this process, with a registry as strict as a city's. */
  async service(instance: string, environment: Record<string, string> = {}): Promise<RunningService> {
    const config = loadConfig(enrichmentConfig, {
      ...this.parts.environment(instance),
      NARU_REGISTRY_URL: this.registry.url,
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
    messages: { key: string | null; value: Buffer | null; timestamp?: string; partition?: number }[],
  ): Promise<void> {
    await this.foreign.send({ topic: this.parts.names.topic(topic), messages });
  }

  /** What is committed in a topic, when it is enough; fails after a while. */
  async read<T>(topic: TopicContract<T>, isEnough: (seen: readonly Seen<T>[]) => boolean): Promise<Seen<T>[]> {
    const codec = await this.parts.codec(topic);
    const reader = new Reader(this.parts.client, { topics: [this.parts.names.topic(topic)], from: 'earliest' });
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

  /** Calls the service with a key that may read and manage; `headers` may take it away again. */
  async call(service: RunningService, path: string, { method = 'GET', body, headers }: Call = {}): Promise<Answer> {
    const answer = await fetch(service.url + path, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  /** Opens what the service has sealed. */
  async open(source: string, sealed: Buffer | null, sealKeyId: string | null): Promise<Buffer> {
    const keys = await this.sourceKeys();
    return keys.open(source, { sealed: sealed ?? Buffer.alloc(0), sealKeyId: sealKeyId ?? '' });
  }

  /** The keys that the service seals with. */
  async sourceKeys(): Promise<SourceKeys> {
    const keys = new SourceKeys(Buffer.from(this.parts.environment('').NARU_MASTER_KEY ?? '', 'base64'));
    for (const { key, value } of await this.read(topics.hubSourceKeys, ({ length }) => length > 0))
      keys.apply(key ?? '', value);
    return keys;
  }

  async close(): Promise<void> {
    for (const service of this.#running) await service.stop();
    this.registry.close();
    await this.foreign.disconnect();
    await this.parts.close();
  }
}

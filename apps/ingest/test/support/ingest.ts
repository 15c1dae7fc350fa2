import { loadConfig } from '@naru/config';
import type { TopicContract } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { Reader, type RecordView } from '@naru/kafka';
import { HubUnderTest } from '@naru/testing';
import { describeIngest } from '../../src/app.module.js';
import { ingestConfig } from '../../src/config.js';
import { topology } from '../../src/topology.js';

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

/** A record of a garage as a source sends it. */
export const garageCount = (id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id,
  device: `G-${id}`,
  observedAt: new Date().toISOString(),
  occupied: 1,
  capacity: 2,
  ...more,
});

/** A tenant of its own on the shared stack, with as many instances of ingest as a test starts. */
export class IngestUnderTest {
  readonly #services: RunningService[] = [];

  private constructor(
    readonly hub: HubUnderTest,
    /** A key that may manage and read. */
    readonly adminKey: string,
  ) {}

  static async prepare(): Promise<IngestUnderTest> {
    const hub = await HubUnderTest.open([
      ...Object.values(topology.writes),
      topology.stores.decisions.changelog,
      topology.stores.groups.changelog,
    ]);
    return new IngestUnderTest(hub, await hub.key('manage', 'read'));
  }

  /** Starts an instance on a port of its own. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const environment = { ...this.hub.environment(`test-${this.#services.length}`), ...more };
    const service = await startService(describeIngest(loadConfig(ingestConfig, environment)));
    this.#services.push(service);
    return service;
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.hub.close();
  }

  /** Everything that is committed in a topic now, decoded. */
  async read(topic: TopicContract): Promise<Delivered[]> {
    const codec = await this.hub.codec(topic);
    const found: Delivered[] = [];
    await this.visit(topic, (view, partition) => {
      const value = view.value();
      if (value !== null)
        found.push({
          key: view.key(),
          partition,
          traceparent: view.header('traceparent'),
          value: codec.decode(Buffer.from(value)) as Record<string, unknown>,
        });
    });
    return found;
  }

  /** Shows everything that is committed in a topic now, progress marks too, in the order of each partition. */
  async visit(topic: TopicContract, show: (view: RecordView, partition: number) => void): Promise<void> {
    const { client, names } = this.hub;
    const reader = new Reader(client, { topics: [names.topic(topic)], from: 'earliest', until: 'high-watermark' });
    await reader.start();
    while (!reader.caughtUp)
      for (const batch of await reader.poll(500))
        batch.forEach((view) => {
          show(view, batch.partition);
        });
    await reader.close();
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

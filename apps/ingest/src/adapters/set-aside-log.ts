import { setTimeout as delay } from 'node:timers/promises';
import { DecodeError, type WireCodec, schemaIdOf } from '@naru/avro';
import type { HubDeadLetter, PhysicalNames, TopicContract } from '@naru/contracts';
import { type KafkaClient, type Position, Reader } from '@naru/kafka';
import type { Logger } from '@naru/observability';

/** A dead letter or quarantined record without its bytes (`sealed` is null), and where it stands. */
export type SetAsideEntry = HubDeadLetter & { readonly partition: number; readonly offset: number };

/** A record set aside with its bytes, and when that was (ms since 1970). */
export interface ReadLetter {
  readonly value: HubDeadLetter;
  readonly at: number;
}

export interface SetAsideLogOptions {
  readonly client: KafkaClient;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly topic: TopicContract<HubDeadLetter>;
  readonly codec: WireCodec<HubDeadLetter>;
  readonly logger: Logger;
  /** How many of the latest are kept in memory. */
  readonly kept: number;
}

const pollMs = 500;
const openingPatienceMs = 5_000;

/** The latest of a topic of records set aside, from every stage, and the way to read any one whole. */
export class SetAsideLog {
  #entries: SetAsideEntry[] = [];
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly options: SetAsideLogOptions) {}

  start(): void {
    this.#running ??= this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Oldest first by arrival, as far as they are kept. */
  get entries(): readonly SetAsideEntry[] {
    return this.#entries;
  }

  /** One record with its sealed bytes, however old; undefined where there is none at this position. */
  async read(partition: number, offset: number): Promise<ReadLetter | undefined> {
    const { client, names, topic, codec } = this.options;
    const name = names.topic(topic);
    const [first, behind] = await Promise.all([this.#ends('earliest'), this.#ends('latest')]);
    const at = (ends: readonly Position[]): number => ends.find((end) => end.partition === partition)?.offset ?? 0;
    if (offset < at(first) || offset >= at(behind)) return undefined;
    const reader = new Reader(client, {
      topics: [name],
      partitions: [partition],
      from: 'earliest',
      positions: [{ topic: name, partition, offset }],
    });
    try {
      await reader.start();
      const found = await readOne(reader, offset);
      return found && { value: await codec.decodeAny(found.value), at: found.at };
    } finally {
      await reader.close();
    }
  }

  /** Every record with its sealed bytes that stands in the topic now, oldest of each partition first. */
  async *walk(): AsyncGenerator<ReadLetter & { readonly id: string }> {
    const { client, names, topic, codec } = this.options;
    const reader = new Reader(client, { topics: [names.topic(topic)], from: 'earliest', until: 'high-watermark' });
    try {
      await reader.start();
      while (!reader.caughtUp)
        for (const batch of await reader.poll(pollMs)) {
          const values: { id: string; at: number; value: Buffer }[] = [];
          batch.forEach((view) => {
            const value = view.value();
            const id = `${batch.partition}-${view.offset}`;
            if (value !== null) values.push({ id, at: view.timestamp, value: Buffer.from(value) });
          });
          for (const { id, at, value } of values) yield { id, at, value: await codec.decodeAny(value) };
        }
    } finally {
      await reader.close();
    }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#followTail();
      } catch (error) {
        // Broker or registry away, or a letter that nobody here can read yet: a listing never ends the service.
        this.options.logger.warn(
          { err: error, topic: this.options.topic.name },
          'Listing can not be read, beginning anew',
        );
        await delay(1_000, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #followTail(): Promise<void> {
    const { client, names, topic } = this.options;
    this.#entries = [];
    const reader = new Reader(client, { topics: [names.topic(topic)], from: 'latest', positions: await this.#tail() });
    try {
      await reader.start();
      while (!this.#stopping.signal.aborted)
        for (const batch of await reader.poll(pollMs)) {
          const values: { offset: number; value: Buffer }[] = [];
          batch.forEach((view) => {
            const value = view.value();
            if (value !== null) values.push({ offset: view.offset, value: Buffer.from(value) });
          });
          for (const { offset, value } of values) await this.#take(value, batch.partition, offset);
        }
    } finally {
      await reader.close();
    }
  }

  /** Where the latest `kept` records begin, at the latest. */
  async #tail(): Promise<Position[]> {
    const [first, behind] = await Promise.all([this.#ends('earliest'), this.#ends('latest')]);
    return behind.map((end) => {
      const earliest = first.find(({ partition }) => partition === end.partition)?.offset ?? end.offset;
      return { ...end, offset: Math.max(earliest, end.offset - this.options.kept) };
    });
  }

  #ends(at: 'earliest' | 'latest'): Promise<Position[]> {
    return this.options.client.admin.listOffsets([this.options.names.topic(this.options.topic)], at);
  }

  async #take(bytes: Buffer, partition: number, offset: number): Promise<void> {
    const { codec, kept, logger, topic } = this.options;
    try {
      await codec.prepare(schemaIdOf(bytes));
      this.#entries.push({ ...codec.decode(bytes), sealed: null, partition, offset });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      logger.error(
        { err: error, topic: topic.name, partition, offset },
        'Record set aside can not be read, not listed',
      );
    }
    if (this.#entries.length > 2 * kept) this.#entries = this.#entries.slice(-kept);
  }
}

/** The value at exactly this offset: it may have been aborted, or be a control record. */
async function readOne(reader: Reader, offset: number): Promise<{ value: Buffer; at: number } | undefined> {
  const deadline = performance.now() + openingPatienceMs;
  let found: { value: Buffer; at: number } | undefined;
  while (performance.now() < deadline) {
    for (const batch of await reader.poll(pollMs)) {
      batch.forEach((view) => {
        const value = view.offset === offset ? view.value() : null;
        if (value !== null) found = { value: Buffer.from(value), at: view.timestamp };
      });
      if (batch.lastOffset >= offset) return found;
    }
  }
  return found;
}

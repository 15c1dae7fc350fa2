import type { WireCodec } from '@naru/avro';
import { type CityAsset, type CityZone, type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import { BatchWriter, KafkaError, type TransactionalProducer, partitionOf } from '@naru/kafka';

/**
 * The versions were not committed, or nobody knows whether they were: the same request may be sent again.
 * @advice Answered as the problem of this code. Where it lasts: docs/runbooks/broker-unreachable.md.
 */
export class NotCommittedError extends Error {
  override readonly name = 'NotCommittedError';
  readonly code = 'NARU_NOT_COMMITTED';
}

export interface Entry<W> {
  readonly key: string;
  /** null deletes the key. */
  readonly value: W | null;
}

export interface MasterDataWriterOptions {
  readonly producer: Pick<TransactionalProducer, 'initialize' | 'begin' | 'send' | 'commit' | 'close'>;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codecs: { readonly assets: WireCodec<CityAsset>; readonly zones: WireCodec<CityZone> };
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

/** Writes versions of the master data: those of one request in one transaction, one request after another. */
export class MasterDataWriter {
  #last: Promise<unknown> = Promise.resolve();
  #isProven = false;

  constructor(private readonly options: MasterDataWriterOptions) {}

  writeAssets(entries: readonly Entry<CityAsset>[]): Promise<void> {
    return this.#write(topics.cityAssets, entries, (value) => this.options.codecs.assets.encode(value));
  }

  writeZones(entries: readonly Entry<CityZone>[]): Promise<void> {
    return this.#write(topics.cityZones, entries, (value) => this.options.codecs.zones.encode(value));
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#last;
    await this.options.producer.close();
  }

  #write<W>(topic: TopicContract<W>, entries: readonly Entry<W>[], encode: (value: W) => Buffer): Promise<void> {
    const written = this.#last.then(() => this.#commit(topic, entries, encode));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #commit<W>(topic: TopicContract<W>, entries: readonly Entry<W>[], encode: (value: W) => Buffer): Promise<void> {
    const { producer, names, now } = this.options;
    const writers = Array.from({ length: topic.partitions }, () => new BatchWriter());
    for (const { key, value } of entries)
      writers[partitionOf(key, topic.partitions)]?.append(now(), key, value === null ? null : encode(value));
    try {
      // proves itself anew after any failure, which also ends what was left open
      if (!this.#isProven) await producer.initialize();
      this.#isProven = true;
      producer.begin();
      writers.forEach((writer, partition) => {
        producer.send(names.topic(topic), partition, writer);
      });
      await producer.commit();
    } catch (cause) {
      this.#isProven = false;
      if (!(cause instanceof KafkaError)) throw cause;
      throw new NotCommittedError('The master data was not committed', { cause });
    }
  }
}

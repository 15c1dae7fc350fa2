import type { WireCodec } from '@naru/avro';
import { type CityAsset, type CityZone, type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import { KafkaError, type LogWriter } from '@naru/kafka';

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
  readonly writer: LogWriter;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codecs: { readonly assets: WireCodec<CityAsset>; readonly zones: WireCodec<CityZone> };
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

/** Writes versions of the master data: those of one request in one transaction, one request after another. */
export class MasterDataWriter {
  constructor(private readonly options: MasterDataWriterOptions) {}

  writeAssets(entries: readonly Entry<CityAsset>[]): Promise<void> {
    return this.#write(topics.cityAssets, entries, (value) => this.options.codecs.assets.encode(value));
  }

  writeZones(entries: readonly Entry<CityZone>[]): Promise<void> {
    return this.#write(topics.cityZones, entries, (value) => this.options.codecs.zones.encode(value));
  }

  close(): Promise<void> {
    return this.options.writer.close();
  }

  async #write<W>(topic: TopicContract<W>, entries: readonly Entry<W>[], encode: (value: W) => Buffer): Promise<void> {
    const { writer, names, now } = this.options;
    const timestamp = now();
    const records = entries.map(({ key, value }) => ({ key, value: value === null ? null : encode(value), timestamp }));
    try {
      await writer.write({ name: names.topic(topic), partitions: topic.partitions }, records);
    } catch (cause) {
      if (!(cause instanceof KafkaError)) throw cause;
      throw new NotCommittedError('The master data was not committed', { cause });
    }
  }
}

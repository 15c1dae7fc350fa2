import { setTimeout as pause } from 'node:timers/promises';
import { RegistryUnreachableError, jsonOf } from '@naru/avro';
import type { TopicContract } from '@naru/contracts';
import type { FetchedBatch } from '@naru/kafka';
import { type DecoderOptions, type Mark, RecordDecoder, isUndecodable } from '@naru/subscriber';
import { type FilterName, type Situated, filtersFor } from '../domain/stream-filter.js';

const REGISTRY_PAUSE_MS = 1_000;

/** A record as a stream tells it, or one that can't be read, which is told too. */
export interface StreamEntry {
  readonly event: 'record' | 'unreadable';
  readonly partition: number;
  readonly offset: number;
  readonly value: Situated | null;
  /** An object without a cursor, as text. */
  readonly json: string;
}

/** One topic, decoded for streams. */
export class StreamSource {
  readonly filters: readonly FilterName[];
  /** Name on the broker. */
  readonly topic: string;
  readonly #decoder: RecordDecoder<{ record: TopicContract }>;
  readonly #toJson: (value: unknown) => unknown;

  constructor(
    readonly contract: TopicContract,
    options: DecoderOptions,
  ) {
    this.#decoder = new RecordDecoder({ record: contract }, options);
    this.#toJson = jsonOf(contract.avro);
    this.filters = filtersFor(contract.avro.fields.map(({ name }) => name));
    this.topic = this.#decoder.brokerName(contract.name);
  }

  /** What a batch holds; waits while the registry doesn't answer, until `signal`. */
  async read(
    batch: FetchedBatch,
    signal: AbortSignal,
  ): Promise<{ readonly entries: readonly StreamEntry[]; readonly marks: readonly Mark[] }> {
    for (;;) {
      try {
        const { items, marks } = await this.#decoder.decode(batch);
        return { entries: items.map((item) => this.#entryOf(item)), marks };
      } catch (error) {
        if (!(error instanceof RegistryUnreachableError)) throw error;
        await pause(REGISTRY_PAUSE_MS, undefined, { signal });
      }
    }
  }

  #entryOf(item: Item): StreamEntry {
    const { position, key } = item;
    const place = { ...position, key };
    if (isUndecodable(item)) {
      const json = JSON.stringify({ ...place, unreadable: item.reason, schemaId: item.schemaId });
      return { event: 'unreadable', ...position, value: null, json };
    }
    const { id, revision, value } = item;
    const timestamp = new Date(item.timestamp).toISOString();
    const json = JSON.stringify({
      ...place,
      timestamp,
      id,
      revision,
      value: value === null ? null : this.#toJson(value),
    });
    // every topic has some of these fields, or none
    return { event: 'record', ...position, value: value as Situated | null, json };
  }
}

type Item = Awaited<ReturnType<RecordDecoder<{ record: TopicContract }>['decode']>>['items'][number];

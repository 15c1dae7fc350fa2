import { once } from 'node:events';
import { RegistryUnreachableError } from '@naru/avro';
import type { TopicContract } from '@naru/contracts';
import {
  type FetchedBatch,
  type KafkaClient,
  KafkaError,
  type Position,
  PositionLostError,
  Reader,
  type RecordView,
  TopicRecreatedError,
} from '@naru/kafka';
import { type DecoderOptions, type RawRecord, RecordDecoder, isUndecodable } from '@naru/subscriber';
import type { Standing } from './found.from-wire.js';

/** What was found behind the positions, and whether all of that could be looked at in the time. */
export interface TailFound<T> {
  readonly found: readonly T[];
  readonly isComplete: boolean;
}

/** Whether a record may be one of those looked for, from its bytes. */
export type Sieve = (view: RecordView, contract: TopicContract) => boolean;

/** More than this is a search that must be narrowed. */
const MOST_FOUND = 5_000;
const POLL_MS = 100;

export interface TailSearchOptions<T> extends DecoderOptions {
  readonly topics: readonly TopicContract[];
  /** What a record of these topics says. */
  readonly read: (standing: Standing) => T;
}

export interface Search {
  readonly sieve: Sieve;
  readonly signal: AbortSignal;
  /** Some of the topics; all of them where it is left out. */
  readonly topics?: readonly TopicContract[];
}

/**
 * Searches what stands on Kafka behind somebody's positions: each partition from there to its end. Behind those of the
 * warehouse, that is with its rows everything.
 */
export class TailSearch<T> {
  readonly #decoder: RecordDecoder<Record<string, TopicContract>>;
  readonly #contracts: ReadonlyMap<string, TopicContract>;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: TailSearchOptions<T>,
  ) {
    const { topics } = options;
    this.#decoder = new RecordDecoder(Object.fromEntries(topics.map((topic) => [topic.name, topic])), options);
    this.#contracts = new Map(topics.map((contract) => [this.#decoder.brokerName(contract.name), contract]));
  }

  /**
   * `positions`: by names in the catalogue. Ends with `signal`, with what was found until then. Where nothing is, the
   * transactions that are open now are waited for: one of them may be committed already, and its end on the way to the
   * partition.
   */
  async search(positions: readonly Position[], search: Search): Promise<TailFound<T>> {
    const first = await this.look(positions, search);
    if (!first.isComplete || first.found.length > 0) return first;
    return await this.#read(positions, { ...search, until: 'high-watermark' });
  }

  /** The same, and waits for nothing: what is committed just now may be left out. */
  async look(positions: readonly Position[], search: Search): Promise<TailFound<T>> {
    return await this.#read(positions, { ...search, until: 'last-stable' });
  }

  async #read(
    positions: readonly Position[],
    {
      sieve,
      signal,
      topics = this.options.topics,
      until,
    }: Search & { readonly until: 'last-stable' | 'high-watermark' },
  ): Promise<TailFound<T>> {
    const read = new Set(topics.map(({ name }) => this.#decoder.brokerName(name)));
    const reader = new Reader(this.client, {
      topics: [...read],
      from: 'earliest',
      until,
      positions: positions
        .map((position) => ({ ...position, topic: this.#decoder.brokerName(position.topic) }))
        .filter(({ topic }) => read.has(topic)),
    });
    const found: T[] = [];
    const over = untilAborted(signal);
    const answer = (isComplete: boolean): TailFound<T> => ({ found, isComplete });
    try {
      // a reader waits for brokers that are away, and nobody waits for it here
      const isStarted = await Promise.race([reader.start().then(() => true), over]);
      while (isStarted && !reader.caughtUp && !isOver(signal)) {
        const batches = await Promise.race([reader.poll(POLL_MS), over]);
        for (const batch of batches === false ? [] : batches) {
          for (const record of this.#sifted(batch, sieve)) found.push(...(await this.#decode(batch, record)));
          if (isOver(signal) || found.length > MOST_FOUND) return answer(false);
        }
      }
      return answer(isStarted && reader.caughtUp);
    } catch (error) {
      // what was seen is told, and that it isn't all
      if (isAway(error)) return answer(false);
      throw error;
    } finally {
      await reader.close();
    }
  }

  #sifted(batch: FetchedBatch, sieve: Sieve): RawRecord[] {
    const contract = this.#contracts.get(batch.topic);
    const records: RawRecord[] = [];
    if (contract === undefined) return records;
    batch.forEach((view) => {
      if (view.valueStart < 0 || !sieve(view, contract)) return;
      records.push({ offset: view.offset, timestamp: view.timestamp, key: view.key(), value: view.value() });
    });
    return records;
  }

  async #decode({ topic, partition }: FetchedBatch, record: RawRecord): Promise<readonly T[]> {
    const item = await this.#decoder.decodeRecord(topic, partition, record);
    return isUndecodable(item) ? [] : [this.options.read({ place: item.position, value: item.value })];
  }
}

const isOver = (signal: AbortSignal): boolean => signal.aborted;

async function untilAborted(signal: AbortSignal): Promise<false> {
  if (!signal.aborted) await once(signal, 'abort');
  return false;
}

/** Nobody answers, what was to be read is gone by retention, or the topic is another one now. */
const isAway = (error: unknown): boolean =>
  error instanceof KafkaError ||
  error instanceof RegistryUnreachableError ||
  error instanceof PositionLostError ||
  error instanceof TopicRecreatedError;

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
import { type Found, allOf, isNothing } from '../../domain/where/found.js';
import { foundFrom, searchedTopics } from './found.from-wire.js';

/** What was found behind the warehouse, and whether all of that could be looked at in the time. */
export interface TailFound {
  readonly found: Found;
  readonly isComplete: boolean;
}

/** Whether a record may be one of those looked for, from its bytes. */
export type Sieve = (view: RecordView, contract: TopicContract) => boolean;

/** More than this is a search that must be narrowed. */
const MOST_FOUND = 5_000;
const POLL_MS = 100;

/**
 * Searches what stands on Kafka and not yet in the warehouse: each partition from where the warehouse is, to its end. With
 * the rows of the warehouse that is everything.
 */
export class TailSearch {
  readonly #decoder: RecordDecoder<Record<string, TopicContract>>;
  readonly #contracts: ReadonlyMap<string, TopicContract>;

  constructor(
    private readonly client: KafkaClient,
    options: DecoderOptions,
  ) {
    this.#decoder = new RecordDecoder(Object.fromEntries(searchedTopics.map((topic) => [topic.name, topic])), options);
    this.#contracts = new Map(searchedTopics.map((contract) => [this.#decoder.brokerName(contract.name), contract]));
  }

  /**
   * `positions`: where the warehouse is, by names in the catalogue. Ends with `signal`, with what was found until then.
   * Where nothing is, the transactions that are open now are waited for: one of them may be committed already, and its
   * end on the way to the partition.
   */
  async search(positions: readonly Position[], sieve: Sieve, signal: AbortSignal): Promise<TailFound> {
    const first = await this.#read(positions, { sieve, signal, until: 'last-stable' });
    if (!first.isComplete || !isNothing(first.found)) return first;
    return await this.#read(positions, { sieve, signal, until: 'high-watermark' });
  }

  async #read(
    positions: readonly Position[],
    {
      sieve,
      signal,
      until,
    }: { readonly sieve: Sieve; readonly signal: AbortSignal; readonly until: 'last-stable' | 'high-watermark' },
  ): Promise<TailFound> {
    const reader = new Reader(this.client, {
      topics: [...this.#contracts.keys()],
      from: 'earliest',
      until,
      positions: positions
        .map((position) => ({ ...position, topic: this.#decoder.brokerName(position.topic) }))
        .filter(({ topic }) => this.#contracts.has(topic)),
    });
    const found: Found[] = [];
    const over = untilAborted(signal);
    const answer = (isComplete: boolean): TailFound => ({ found: allOf(found), isComplete });
    try {
      // a reader waits for brokers that are away, and nobody waits for it here
      const isStarted = await Promise.race([reader.start().then(() => true), over]);
      while (isStarted && !reader.caughtUp && !isOver(signal)) {
        const batches = await Promise.race([reader.poll(POLL_MS), over]);
        for (const batch of batches === false ? [] : batches) {
          for (const record of this.#sifted(batch, sieve)) found.push(await this.#decode(batch, record));
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

  async #decode({ topic, partition }: FetchedBatch, record: RawRecord): Promise<Found> {
    const item = await this.#decoder.decodeRecord(topic, partition, record);
    return isUndecodable(item) ? allOf([]) : foundFrom({ place: item.position, value: item.value });
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

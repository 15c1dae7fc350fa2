import { listOffsets, type Isolation, type PointInLog } from '../admin.js';
import type { Cluster } from '../cluster/cluster.js';
import { withRetries } from '../cluster/retries.js';
import type { KafkaClient } from '../kafka-client.js';
import { partitionKey, type Position } from '../position.js';
import type { FetchedBatch } from '../records/fetched-batch.js';
import { BUFFERED_BYTES, Fetcher } from './fetcher.js';

export interface ReaderOptions {
  readonly topics: readonly string[];
  /** Partitions to read of every topic; all where it isn't given. */
  readonly partitions?: readonly number[];
  /** Where to begin in partitions that `positions` doesn't name: an end, or the first record at or after a time in ms. */
  readonly from: PointInLog;
  readonly positions?: readonly Position[];
  /** read_committed by default. */
  readonly isolation?: Isolation;
  /**
   * What `caughtUp` is held against, asked once at start: the last stable offset (default), or the high watermark, which
   * waits for the transactions that are open now: what a restore needs.
   */
  readonly until?: 'last-stable' | 'high-watermark';
  /** 2 MiB by default, of compressed bytes. */
  readonly maxBufferedBytes?: number;
}

/** Follows whole topics, or chosen partitions, without a group: views, globals, restores. */
export class Reader {
  readonly #cluster: Cluster;
  readonly #options: ReaderOptions;
  readonly #fetcher: Fetcher;
  readonly #closing = new AbortController();
  #ends: ReadonlyMap<string, Position> = new Map();

  constructor(client: KafkaClient, options: ReaderOptions) {
    this.#cluster = client.cluster;
    this.#options = options;
    this.#fetcher = new Fetcher(client.cluster, {
      isolation: options.isolation ?? 'read_committed',
      maxBufferedBytes: options.maxBufferedBytes ?? BUFFERED_BYTES,
      held: client.held,
    });
  }

  /** Looks up where to begin and where the topics end now, and begins to fetch. Waits for brokers that are away. */
  async start(): Promise<void> {
    const { from, isolation = 'read_committed', until = 'last-stable', positions = [] } = this.#options;
    const { signal } = this.#closing;
    const patiently = { what: 'Metadata', cluster: this.#cluster, isPatient: true, signal };
    const partitions = await withRetries(patiently, () => this.#chosenPartitions());
    const ends = await listOffsets(
      this.#cluster,
      partitions,
      'latest',
      until === 'high-watermark' ? 'read_uncommitted' : isolation,
      signal,
    );
    const given = new Map(positions.map((position) => [partitionKey(position.topic, position.partition), position]));
    const others = partitions.filter(({ topic, partition }) => !given.has(partitionKey(topic, partition)));
    const found = others.length === 0 ? [] : await listOffsets(this.#cluster, others, from, isolation, signal);
    this.#ends = new Map(ends.map((end) => [partitionKey(end.topic, end.partition), end]));
    this.#fetcher.assign([...given.values(), ...found]);
  }

  /**
   * Batches as they come, in order within a partition; waits at most `maxWaitMs`, [] where nothing came.
   * PositionLostError where a position lies outside of the log, TopicRecreatedError where the topic is another one now.
   */
  async poll(maxWaitMs: number): Promise<FetchedBatch[]> {
    return await this.#fetcher.take(maxWaitMs);
  }

  /** True once everything that stood in the topics at start has been handed out by `poll`. */
  get caughtUp(): boolean {
    return this.#fetcher.positions.every(
      ({ topic, partition, offset }) => offset >= (this.#ends.get(partitionKey(topic, partition))?.offset ?? 0),
    );
  }

  /** Where the topics ended at start: what `caughtUp` is held against. */
  get ends(): Position[] {
    return [...this.#ends.values()];
  }

  /** Next offset that `poll` hands out, a partition. */
  get positions(): Position[] {
    return this.#fetcher.positions;
  }

  /**
   * Whatever was committed before this instant has been handed out by `poll` (ms since 1970); undefined where that can't
   * be said now. Stands still while a leader doesn't answer: how old an answer made of these records is.
   */
  get completeAt(): number | undefined {
    return this.#fetcher.completeAt;
  }

  /** How far behind the end each partition is, in offsets, as of the last fetch. */
  lag(): { topic: string; partition: number; lag: number }[] {
    return this.#fetcher.lag();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#fetcher.close();
  }

  async #chosenPartitions(): Promise<{ topic: string; partition: number }[]> {
    const chosen: { topic: string; partition: number }[] = [];
    for (const topic of this.#options.topics)
      for (const { partition } of await this.#cluster.partitionsOf(topic))
        if (this.#options.partitions?.includes(partition) ?? true) chosen.push({ topic, partition });
    return chosen;
  }
}

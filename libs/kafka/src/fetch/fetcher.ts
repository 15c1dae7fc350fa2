import { setTimeout as delay } from 'node:timers/promises';
import type { Isolation } from '../admin.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { codes, errorOf, OffsetOutOfRangeError, TransientError } from '../errors.js';
import { byTopic, partitionKey, type Position } from '../position.js';
import { fetch, type FetchedPartition } from '../protocol/fetch.js';
import { committedBatches } from '../records/committed-batches.js';
import type { FetchedBatch } from '../records/fetched-batch.js';

export interface FetcherOptions {
  readonly isolation: Isolation;
  /** Compressed bytes held for whoever takes them; no partition is asked while more are waiting. */
  readonly maxBufferedBytes: number;
}

interface Followed {
  readonly topic: string;
  readonly partition: number;
  /** Next offset to ask the leader for, and to hand out. */
  fetchFrom: number;
  handOutFrom: number;
  /** Where readable records ended at the last fetch. */
  end: number;
  /** Whatever was committed before this instant (ms since 1970) has been fetched; undefined before the end was reached once. */
  completeAt: number | undefined;
  /** In a request under way, perhaps to a former leader: never in two, which would hand records out twice. */
  asked: boolean;
}

/** The partitions followed since the last `assign`. Answers to requests of an earlier one are thrown away by identity. */
interface Assignment {
  readonly partitions: Map<string, Followed>;
  /** Leaders with a request under way: one each. */
  readonly asked: Set<number>;
}

interface Chunk {
  readonly of: Followed;
  readonly batches: readonly FetchedBatch[];
  readonly bytes: number;
}

const MAX_WAIT_MS = 250;
const PARTITION_MAX_BYTES = 1_048_576;
const FETCH_MAX_BYTES = 8 * 1_048_576;
const PAUSE_AFTER_FAILURE_MS = 100;

/** Follows partitions: one request under way a leader, answers queued up to a bound, in order within each partition. */
export class Fetcher {
  readonly #cluster: Cluster;
  readonly #lane: Lane;
  readonly #options: FetcherOptions;
  #assignment: Assignment = { partitions: new Map(), asked: new Set() };
  #chunks: Chunk[] = [];
  #bufferedBytes = 0;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;
  #closed = false;
  /** When a leader last answered, in `performance.now()`. */
  answeredAt = performance.now();

  constructor(cluster: Cluster, options: FetcherOptions) {
    this.#cluster = cluster;
    this.#lane = cluster.lane(MAX_WAIT_MS);
    this.#options = options;
  }

  /** Follows these positions and nothing else; what was fetched before is thrown away. */
  assign(positions: readonly Position[]): void {
    const partitions = positions.map(({ topic, partition, offset }) => {
      const followed: Followed = {
        topic,
        partition,
        fetchFrom: offset,
        handOutFrom: offset,
        end: offset,
        completeAt: undefined,
        asked: false,
      };
      return [partitionKey(topic, partition), followed] as const;
    });
    this.#assignment = { partitions: new Map(partitions), asked: new Set() };
    this.#chunks = [];
    this.#bufferedBytes = 0;
    this.#failure = undefined;
    this.#askLeaders();
  }

  /** What is there, about a MiB at a time; waits at most so long for something. Throws what ended the fetching. */
  async take(maxWaitMs: number): Promise<FetchedBatch[]> {
    if (this.#chunks.length === 0 && !this.#failure && maxWaitMs > 0) await this.#arrival(maxWaitMs);
    const taken: FetchedBatch[] = [];
    for (let bytes = 0; bytes < PARTITION_MAX_BYTES;) {
      const chunk = this.#chunks.shift();
      if (!chunk) break;
      bytes += chunk.bytes;
      this.#bufferedBytes -= chunk.bytes;
      chunk.of.handOutFrom = (chunk.batches.at(-1)?.lastOffset ?? chunk.of.handOutFrom - 1) + 1;
      taken.push(...chunk.batches);
    }
    if (taken.length === 0 && this.#failure) throw this.#failure;
    this.#askLeaders();
    return taken;
  }

  /** Lets a waiting `take` return at once. */
  wake(): void {
    this.#wake?.();
  }

  get positions(): Position[] {
    return Array.from(this.#assignment.partitions.values(), ({ topic, partition, handOutFrom }) => ({
      topic,
      partition,
      offset: handOutFrom,
    }));
  }

  /** Records (and transaction ends) between the position and the end, as of the last fetch. */
  lag(): { topic: string; partition: number; lag: number }[] {
    return Array.from(this.#assignment.partitions.values(), ({ topic, partition, handOutFrom, end }) => ({
      topic,
      partition,
      lag: Math.max(0, end - handOutFrom),
    }));
  }

  /**
   * Whatever was committed before this instant has been handed out (ms since 1970); undefined while something waits to be
   * handed out, or before every end was reached once. Stands still while a leader doesn't answer.
   */
  get completeAt(): number | undefined {
    if (this.#chunks.length > 0) return undefined;
    let earliest = Infinity;
    for (const { completeAt } of this.#assignment.partitions.values())
      earliest = Math.min(earliest, completeAt ?? -Infinity);
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.assign([]);
    this.wake();
    await this.#cluster.closeLane(this.#lane);
  }

  #askLeaders(): void {
    const { partitions, asked } = this.#assignment;
    if (this.#closed || this.#failure || this.#bufferedBytes >= this.#options.maxBufferedBytes) return;
    const led = new Map<number, Followed[]>();
    for (const followed of partitions.values()) {
      if (followed.asked) continue;
      const leader = this.#leaderOf(followed);
      const others = led.get(leader);
      if (others) others.push(followed);
      else led.set(leader, [followed]);
    }
    for (const [leader, followed] of led) {
      if (asked.has(leader)) continue;
      asked.add(leader);
      for (const one of followed) one.asked = true;
      void this.#askLeader(leader, followed, this.#assignment);
    }
  }

  /** -1 where there is none: then a look-up is what is under way. */
  #leaderOf({ topic, partition }: Followed): number {
    try {
      return this.#cluster.leaderOf(topic, partition);
    } catch {
      return -1;
    }
  }

  async #askLeader(leader: number, followed: readonly Followed[], assignment: Assignment): Promise<void> {
    // the leader answers of the log as it is at some instant after this one
    const askedAt = Date.now();
    try {
      if (leader < 0) throw errorOf(codes.LEADER_NOT_AVAILABLE, 'Fetch');
      const answer = await this.#cluster.link(leader, this.#lane).call(fetch, {
        maxWaitMs: MAX_WAIT_MS,
        maxBytes: this.#room(),
        partitionMaxBytes: PARTITION_MAX_BYTES,
        committedOnly: this.#options.isolation === 'read_committed',
        topics: byTopic(followed).map(({ name, items }) => ({
          name,
          partitions: items.map(({ partition, fetchFrom }) => ({ partition, offset: fetchFrom })),
        })),
      });
      if (assignment !== this.#assignment) return;
      this.answeredAt = performance.now();
      if (answer.errorCode !== codes.NONE) throw errorOf(answer.errorCode, 'Fetch');
      this.#keepAll(answer.partitions, assignment, askedAt);
    } catch (error) {
      if (assignment !== this.#assignment) return;
      await this.#afterFailure(error);
    }
    assignment.asked.delete(leader);
    for (const one of followed) one.asked = false;
    this.#askLeaders();
  }

  /** What one answer may bring: what is missing to the bound, but always a partition's share. */
  #room(): number {
    const room = this.#options.maxBufferedBytes - this.#bufferedBytes;
    return Math.max(PARTITION_MAX_BYTES, Math.min(FETCH_MAX_BYTES, room));
  }

  /** Keeps what partitions brought before it throws what one of them answered instead. */
  #keepAll(fetched: readonly FetchedPartition[], assignment: Assignment, askedAt: number): void {
    let failure: Error | undefined;
    for (const partition of fetched) {
      const key = partitionKey(partition.topic, partition.partition);
      const followed = assignment.partitions.get(key);
      if (!followed) continue;
      if (partition.errorCode !== codes.NONE) failure = errorOfPartition(partition.errorCode, followed);
      else if (this.#keep(partition, followed)) {
        // Leaders fill an answer in the order of the request: whoever was served goes last.
        assignment.partitions.delete(key);
        assignment.partitions.set(key, followed);
      }
      if (partition.errorCode === codes.NONE && followed.fetchFrom >= followed.end) followed.completeAt = askedAt;
    }
    if (failure) throw failure;
  }

  #keep({ topic, partition, bytes, aborted, ...ends }: FetchedPartition, followed: Followed): boolean {
    followed.end = this.#options.isolation === 'read_committed' ? ends.lastStableOffset : ends.highWatermark;
    if (bytes.length === 0) return false;
    const batches = committedBatches({ topic, partition, position: followed.fetchFrom, bytes, aborted });
    const last = batches.at(-1);
    if (!last) return false;
    followed.fetchFrom = last.lastOffset + 1;
    this.#chunks.push({ of: followed, batches, bytes: bytes.length });
    this.#bufferedBytes += bytes.length;
    this.#cluster.options.metrics?.fetched?.(topic, bytes.length);
    this.wake();
    return true;
  }

  async #afterFailure(error: unknown): Promise<void> {
    if (error instanceof TransientError) {
      this.#cluster.options.metrics?.retry?.('Fetch', error.kafkaName);
      await delay(PAUSE_AFTER_FAILURE_MS);
      const topics = new Set(Array.from(this.#assignment.partitions.values(), ({ topic }) => topic));
      if (!this.#closed) await this.#cluster.refresh([...topics]).catch(() => undefined);
      return;
    }
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.wake();
  }

  async #arrival(maxWaitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, maxWaitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

function errorOfPartition(code: number, { topic, partition, fetchFrom }: Followed): Error {
  if (code === codes.OFFSET_OUT_OF_RANGE) return new OffsetOutOfRangeError({ topic, partition, offset: fetchFrom });
  return errorOf(code, `fetch of ${topic}/${partition} at ${fetchFrom}`);
}

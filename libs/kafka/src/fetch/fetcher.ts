import { setTimeout as delay } from 'node:timers/promises';
import { listOffsets, type Isolation } from '../admin.js';
import { PositionLostError, TopicRecreatedError } from '../alarms.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { jittered } from '../cluster/retries.js';
import { HELD_MS, type HeldPartitions } from '../ends/held-partitions.js';
import { check, codes, errorOf, KafkaError, TransientError } from '../errors.js';
import { partitionKey, type Position } from '../position.js';
import { fetch, type FetchedPartition } from '../protocol/fetch.js';
import type { FetchedBatch } from '../records/fetched-batch.js';
import { following, nothing, type Assignment, type Followed } from './followed.js';
import { ReadyChunks } from './ready-chunks.js';

export interface FetcherOptions {
  readonly isolation: Isolation;
  /** Compressed bytes held for whoever takes them; no partition is asked while more are waiting. */
  readonly maxBufferedBytes: number;
  /**
   * Called by `take` once everything before a lost position has been handed out: the other partitions go on. Where it
   * isn't given, `take` throws it.
   */
  readonly onLost?: (error: PositionLostError) => void;
  /** Where committed records are read: told which partitions can't be read further for an open transaction. */
  readonly held: HeldPartitions;
}

const MAX_WAIT_MS = 250;
const PARTITION_MAX_BYTES = 1_048_576;
/** What one answer may bring. */
const FETCH_MAX_BYTES = 2 * PARTITION_MAX_BYTES;
/** About what is taken in two steps: what waits longer has left the caches, and is old to the garbage collector. */
export const BUFFERED_BYTES = 2 * PARTITION_MAX_BYTES;
/** What is asked of a link so slow that larger answers don't come through in time. */
const LEAST_BYTES = 65_536;
const GROWTH = 1.1;

/** Follows partitions: one request under way a leader, answers queued up to a bound, in order within each partition. */
export class Fetcher {
  readonly #cluster: Cluster;
  readonly #lane: Lane;
  readonly #options: FetcherOptions;
  #assignment: Assignment = nothing();
  readonly #ready = new ReadyChunks();
  /** Halved when no answer comes, raised again slowly while answers come. */
  #mostBytes = FETCH_MAX_BYTES;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;
  readonly #closing = new AbortController();
  /** When a leader last answered, in `performance.now()`. */
  answeredAt = performance.now();

  constructor(cluster: Cluster, options: FetcherOptions) {
    this.#cluster = cluster;
    this.#lane = cluster.lane(cluster.requestTimeoutMs + MAX_WAIT_MS);
    this.#options = options;
  }

  /** Follows these positions and nothing else; what was fetched before is thrown away. */
  assign(positions: readonly Position[]): void {
    this.#assignment = following(positions, (topic) => this.#cluster.topicIdOf(topic));
    this.#ready.clear();
    this.#failure = undefined;
    this.#askLeaders();
  }

  /** Follows no partition of this number any more; what was fetched of them is thrown away. */
  stop(partition: number): void {
    for (const followed of this.#assignment.partitions.values())
      if (followed.partition === partition) followed.isStopped = true;
    this.#ready.drop(partition);
  }

  /**
   * These topics, and no others, are neither asked for nor handed out from now on, also after an `assign`. What was fetched
   * of them (one answer a leader at most) is kept, and takes no room from the others.
   */
  pause(topics: ReadonlySet<string>): void {
    const now = performance.now();
    for (const followed of this.#assignment.partitions.values())
      if (this.#ready.isPaused(followed)) followed.healthyAt = now; // that nothing came of it says nothing
    this.#ready.pause(topics);
    if (!this.#ready.isSilent) this.wake();
    this.#askLeaders();
  }

  /**
   * What is there, about a MiB at a time; waits at most so long for something. Throws what ended the fetching:
   * TopicRecreatedError, PositionLostError, PermanentError.
   */
  async take(maxWaitMs: number): Promise<FetchedBatch[]> {
    if (this.#ready.isSilent && !this.#failure && maxWaitMs > 0) await this.#arrival(maxWaitMs);
    const wasFull = this.#isFull;
    const taken: FetchedBatch[] = [];
    for (const { of, batches } of this.#ready.take(PARTITION_MAX_BYTES)) {
      of.handOutFrom = (batches.at(-1)?.lastOffset ?? of.handOutFrom - 1) + 1;
      taken.push(...batches);
    }
    if (wasFull)
      for (const followed of this.#assignment.partitions.values())
        if (!followed.asked) followed.healthyAt = performance.now();
    this.#tellLost();
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
    if (!this.#ready.isEmpty) return undefined;
    let earliest = Infinity;
    for (const { completeAt } of this.#assignment.partitions.values())
      earliest = Math.min(earliest, completeAt ?? -Infinity);
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  /** Where nothing came for so long although there is room for it, and no end was found either. */
  stalled(forMs: number): Position[] {
    if (this.#failure || this.#isFull) return [];
    const before = performance.now() - forMs;
    const silent = [...this.#assignment.partitions.values()].filter(
      (followed) => !followed.isStopped && !this.#ready.isPaused(followed) && followed.healthyAt < before,
    );
    return silent.map(({ topic, partition, fetchFrom }) => ({ topic, partition, offset: fetchFrom }));
  }

  /** Goes on from where it stands, on new connections to the leaders of now. What was fetched is kept. */
  restart(): void {
    const { partitions } = this.#assignment;
    for (const followed of partitions.values()) {
      followed.goOn();
      followed.healthyAt = performance.now();
    }
    this.#mostBytes = Math.max(LEAST_BYTES, Math.floor(this.#mostBytes / 2));
    this.#assignment = { ...nothing(), partitions };
    void this.#lane.reset();
    void this.#lookUp().then(() => {
      this.#askLeaders();
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.assign([]);
    this.wake();
    await this.#cluster.closeLane(this.#lane);
  }

  get #isFull(): boolean {
    return this.#ready.bytes >= this.#options.maxBufferedBytes;
  }

  #askLeaders(): void {
    const { partitions, asked } = this.#assignment;
    if (this.#closing.signal.aborted || this.#failure || this.#isFull) return;
    const led = new Map<number, Followed[]>();
    for (const followed of partitions.values()) {
      if (followed.asked || followed.isStopped || this.#ready.isPaused(followed)) continue;
      if (!this.#isSameTopic(followed)) return;
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

  #isSameTopic(followed: Followed): boolean {
    const id = this.#cluster.topicIdOf(followed.topic);
    followed.topicId ??= id;
    if (id === undefined || followed.topicId === undefined || id === followed.topicId) return true;
    this.#fail(new TopicRecreatedError(followed.topic, followed.topicId, id));
    return false;
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
    let failures: ReadonlyMap<Followed, unknown>;
    try {
      if (leader < 0) throw errorOf(codes.LEADER_NOT_AVAILABLE, 'Fetch');
      const answer = await this.#cluster.link(leader, this.#lane).call(fetch, this.#requestOf(followed));
      if (assignment !== this.#assignment) return;
      this.answeredAt = performance.now();
      this.#mostBytes = Math.min(FETCH_MAX_BYTES, Math.ceil(this.#mostBytes * GROWTH));
      check(answer.errorCode, 'Fetch');
      failures = this.#keepAll(answer.partitions, { assignment, followed, askedAt });
      if (answer.throttledMs > 0) await this.#waitOut(answer.throttledMs, 'THROTTLED');
    } catch (error) {
      if (error instanceof TransientError && error.code < 0)
        this.#mostBytes = Math.max(LEAST_BYTES, Math.floor(this.#mostBytes / 2));
      failures = new Map(followed.map((one) => [one, error]));
    }
    if (assignment !== this.#assignment) return;
    assignment.asked.delete(leader);
    for (const one of followed) if (!failures.has(one)) one.goOn();
    if (failures.size > 0)
      this.#askAgainLater(failures, assignment).catch((error: unknown) => {
        this.#fail(error);
      });
    this.#askLeaders();
  }

  #requestOf(followed: readonly Followed[]) {
    return {
      maxWaitMs: MAX_WAIT_MS,
      maxBytes: this.#room(),
      partitionMaxBytes: Math.min(PARTITION_MAX_BYTES, this.#mostBytes),
      committedOnly: this.#options.isolation === 'read_committed',
      topics: inOrder(followed).map((of) => ({
        id: of[0]?.topicId ?? '',
        partitions: of.map(({ topic, partition, fetchFrom }) => ({
          partition,
          offset: fetchFrom,
          leaderEpoch: this.#cluster.leaderEpochOf(topic, partition),
        })),
      })),
    };
  }

  /** What one answer may bring: what is missing to the bound, but always a partition's share. */
  #room(): number {
    const room = this.#options.maxBufferedBytes - this.#ready.bytes;
    return Math.min(this.#mostBytes, Math.max(PARTITION_MAX_BYTES, room));
  }

  /** Keeps what partitions brought; answers what others answered instead. */
  #keepAll(
    fetched: readonly FetchedPartition[],
    asked: { assignment: Assignment; followed: readonly Followed[]; askedAt: number },
  ): ReadonlyMap<Followed, Error> {
    const { assignment, askedAt } = asked;
    const failures = new Map<Followed, Error>();
    for (const answer of fetched) {
      const { topicId, partition, errorCode } = answer;
      const followed = asked.followed.find((one) => one.topicId === topicId && one.partition === partition);
      if (!followed || followed.isStopped) continue;
      if (errorCode !== codes.NONE)
        failures.set(followed, errorOf(errorCode, `fetch of ${followed.topic}/${partition} at ${followed.fetchFrom}`));
      else if (this.#keep(answer, followed, askedAt)) {
        // Leaders fill an answer in the order of the request: whoever was served goes last.
        const key = partitionKey(followed.topic, partition);
        assignment.partitions.delete(key);
        assignment.partitions.set(key, followed);
      }
    }
    return failures;
  }

  #keep(answer: FetchedPartition, followed: Followed, askedAt: number): boolean {
    const { held, isolation } = this.#options;
    const batches = followed.take(answer, isolation, askedAt);
    if (followed.heldForMs > HELD_MS) held.note(followed);
    if (batches.length === 0) return false;
    this.#ready.push({ of: followed, batches, bytes: answer.bytes.length });
    this.#cluster.options.metrics?.fetched?.(followed.topic, answer.bytes.length);
    this.wake();
    return true;
  }

  /** Holds the broker's word that a position lies outside of the log against the log's ends. */
  async #lose(followed: Followed): Promise<void> {
    const { topic, partition, fetchFrom } = followed;
    const ends = (at: 'earliest' | 'latest') =>
      listOffsets(this.#cluster, [{ topic, partition }], at, 'read_uncommitted', this.#closing.signal);
    const [[start], [end]] = await Promise.all([ends('earliest'), ends('latest')]);
    if (!start || !end || (start.offset <= fetchFrom && fetchFrom <= end.offset)) return;
    followed.isStopped = true;
    followed.lost = new PositionLostError(topic, partition, fetchFrom, start.offset);
    this.wake();
  }

  #tellLost(): void {
    for (const followed of this.#assignment.partitions.values()) {
      const { lost, handOutFrom, fetchFrom } = followed;
      if (!lost || handOutFrom < fetchFrom) continue;
      followed.lost = undefined;
      if (this.#options.onLost) this.#options.onLost(lost);
      else this.#fail(lost);
    }
  }

  /** Partitions that failed for now wait a growing while, and are asked of whoever leads them then; others go on. */
  async #askAgainLater(failures: ReadonlyMap<Followed, unknown>, assignment: Assignment): Promise<void> {
    let why = 'OFFSET_OUT_OF_RANGE';
    let pauseMs = 0;
    for (const [followed, error] of failures) {
      if (error instanceof KafkaError && error.code === codes.OFFSET_OUT_OF_RANGE) await this.#lose(followed);
      else if (!(error instanceof TransientError)) {
        this.#fail(error);
        return;
      } else why = error.kafkaName;
      pauseMs = Math.max(pauseMs, followed.nextPauseMs());
    }
    await this.#waitOut(jittered(pauseMs), why);
    await this.#lookUp();
    if (assignment !== this.#assignment) return;
    for (const followed of failures.keys()) followed.asked = false;
    this.#askLeaders();
  }

  async #waitOut(milliseconds: number, why: string): Promise<void> {
    this.#cluster.options.metrics?.retry?.('Fetch', why);
    await delay(milliseconds, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  async #lookUp(): Promise<void> {
    const topics = new Set(Array.from(this.#assignment.partitions.values(), ({ topic }) => topic));
    if (!this.#closing.signal.aborted) await this.#cluster.refresh([...topics]).catch(() => undefined);
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
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

/**
 * Neighbours of one topic together, as Java's client asks: a topic may stand several times. Who was served goes last, which
 * means nothing where a topic's partitions are drawn together: one that is silent would hold its sisters in front for ever.
 */
function inOrder(followed: readonly Followed[]): Followed[][] {
  const groups: Followed[][] = [];
  for (const one of followed) {
    const group = groups.at(-1);
    if (group === undefined || group[0]?.topicId !== one.topicId) groups.push([one]);
    else group.push(one);
  }
  return groups;
}

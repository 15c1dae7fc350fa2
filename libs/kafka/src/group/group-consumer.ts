import { listOffsets, type Isolation } from '../admin.js';
import { PositionMissingError, type PositionLostError } from '../alarms.js';
import type { Cluster } from '../cluster/cluster.js';
import { withRetries } from '../cluster/retries.js';
import { HELD_MS, type HeldPartitions } from '../ends/held-partitions.js';
import { offsetsPartitionOf } from '../ends/offsets-partition.js';
import { KafkaError, PermanentError, StaleGenerationError } from '../errors.js';
import { BUFFERED_BYTES, Fetcher } from '../fetch/fetcher.js';
import type { KafkaClient } from '../kafka-client.js';
import { partitionKey, type Position } from '../position.js';
import type { FetchedBatch } from '../records/fetched-batch.js';
import { assignTasks } from './assign-tasks.js';
import { commitOffsets, fetchCommitted, type Membership } from './committed-offsets.js';
import { GroupMember, type MemberSubscription } from './group-member.js';

/** What the owner of a consumer does when tasks come and go. All of it is awaited, inside of `start` and `poll`. */
export interface AssignmentListener {
  /** Before rejoining, still under the old generation: commit what is open, or abort it. */
  beforeRebalance?(): Promise<void> | void;
  /** Tasks that went. `lost`: others may have worked on them already, so that nothing of them can be committed any more. */
  onRevoked?(tasks: readonly number[], lost: boolean): Promise<void> | void;
  /** New tasks, before their first batch. `signal` is aborted when the next rebalance begins and waits for this one. */
  onAssigned?(tasks: readonly number[], signal: AbortSignal): Promise<void> | void;
  /**
   * What was to be read next of a partition is gone. No more comes from it until `rewind`, while others go on (`stop` those
   * of the same task where it can't go on without); where this isn't given, `poll` throws the error.
   */
  onPositionLost?(error: PositionLostError): void;
  /** Fetching brought nothing of these although there is more, and was begun anew, so many times without a record since. */
  onStandstill?(silent: readonly Position[], times: number): void;
  /** At every heartbeat: how long nobody has polled; 0 while a poll is under way. */
  onHeartbeat?(idleMs: number): void;
}

export interface GroupConsumerOptions {
  readonly group: string;
  /** Topics with equally many partitions: a task is one partition number over all of them. */
  readonly topics: readonly string[];
  readonly listener?: AssignmentListener;
  /** read_committed by default. */
  readonly isolation?: Isolation;
  /** After so long without a heartbeat the group gives the tasks away; 6 s by default. */
  readonly sessionTimeoutMs?: number;
  /** How long the group waits for a member to rejoin; 10 s by default. */
  readonly rebalanceTimeoutMs?: number;
  /** A member hears of a rebalance by its next heartbeat: so much longer whoever takes over may wait; half a second by default. */
  readonly heartbeatMs?: number;
  /** Fetching that has brought nothing for so long, while there is more, is begun anew; 5 s by default. */
  readonly stalledAfterMs?: number;
  /** 2 MiB by default, of compressed bytes; no more is fetched while so much waits. */
  readonly maxBufferedBytes?: number;
}

/** A member of a group that takes whole tasks, and reads them from where the group has committed. */
export class GroupConsumer {
  readonly #cluster: Cluster;
  readonly #held: HeldPartitions;
  readonly #options: GroupConsumerOptions;
  readonly #member: GroupMember;
  readonly #fetcher: Fetcher;
  #tasks: readonly number[] = [];
  #committed: readonly Position[] = [];
  #generation = new AbortController();
  readonly #closing = new AbortController();
  #polledAt = performance.now();
  #isPolling = false;
  /** Without a record since. */
  #begunAnew = 0;
  #heardAt = -Infinity;
  #looksAfter = false;
  /** Since when a transaction holds committed positions. */
  #unstableSince: number | undefined;

  constructor(client: KafkaClient, options: GroupConsumerOptions) {
    this.#cluster = client.cluster;
    this.#held = client.held;
    this.#options = options;
    const { listener } = options;
    this.#fetcher = new Fetcher(client.cluster, {
      isolation: options.isolation ?? 'read_committed',
      maxBufferedBytes: options.maxBufferedBytes ?? BUFFERED_BYTES,
      held: client.held,
      ...(listener?.onPositionLost && {
        onLost: (error: PositionLostError) => {
          listener.onPositionLost?.(error);
        },
      }),
    });
    this.#member = new GroupMember(
      client.cluster,
      {
        group: options.group,
        topics: options.topics,
        sessionTimeoutMs: options.sessionTimeoutMs ?? 6_000,
        rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? 10_000,
        heartbeatMs: options.heartbeatMs ?? 500,
      },
      {
        disturbed: () => {
          this.#generation.abort();
          this.#fetcher.wake();
        },
        heartbeat: () => {
          this.#watch();
        },
      },
    );
  }

  /**
   * Joins the group and takes the first tasks; waits for brokers that are away. PermanentError NOT_COPARTITIONED where
   * topics differ in partitions, PositionMissingError where the group has none.
   */
  async start(): Promise<void> {
    const { signal } = this.#closing;
    const patiently = { what: 'Metadata', cluster: this.#cluster, isPatient: true, signal };
    await withRetries(patiently, () => this.#countTasks(this.#options.topics));
    await this.#rejoin();
  }

  /**
   * Batches of the present generation, in order within a partition; waits at most `maxWaitMs`, [] where nothing came.
   * Rejoins first where the group asks for it, which calls the listener. One call at a time.
   * Throws PositionMissingError (also of `start`; polling again asks again), PositionLostError, TopicRecreatedError.
   */
  async poll(maxWaitMs: number): Promise<FetchedBatch[]> {
    this.#polledAt = performance.now();
    this.#isPolling = true;
    try {
      return await this.#poll(maxWaitMs);
    } finally {
      this.#isPolling = false;
      this.#polledAt = performance.now();
    }
  }

  async #poll(maxWaitMs: number): Promise<FetchedBatch[]> {
    if (this.#member.state !== 'stable') await this.#rejoin();
    const batches = await this.#fetcher.take(maxWaitMs);
    if (batches.length > 0) this.#begunAnew = 0;
    return this.rebalancing ? [] : batches; // they are fetched again by whoever has the task then
  }

  /** Under which generation the present batches were fetched. */
  get membership(): Membership {
    return { group: this.#options.group, memberId: this.#member.memberId, generation: this.#member.generation };
  }

  get tasks(): readonly number[] {
    return this.#tasks;
  }

  /** True from the moment a rebalance (or the loss of the membership) is known: commit soon, and poll. */
  get rebalancing(): boolean {
    return this.#member.state !== 'stable';
  }

  /**
   * When the group last said that the tasks are this member's (`performance.now()`): for a session timeout from then on
   * nobody else has them. Tells a member that was paused from one that works.
   */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** What stood committed when the present positions were taken, with its metadata. */
  get committed(): readonly Position[] {
    return this.#committed;
  }

  /** Next offset that `poll` hands out, a partition. */
  get positions(): Position[] {
    return this.#fetcher.positions;
  }

  /** How far behind the end each partition is, in offsets, as of the last fetch. */
  lag(): { topic: string; partition: number; lag: number }[] {
    return this.#fetcher.lag();
  }

  /**
   * Back to the committed positions, after an aborted transaction: fetched batches are thrown away. Waits for
   * transactions that are open, so abort yours first.
   */
  async rewind(): Promise<void> {
    this.#fetcher.assign([]);
    try {
      this.#fetcher.assign(await this.#positionsOf(this.#tasks, this.#generation.signal));
    } catch (error) {
      this.#member.disown(); // else nothing would be fetched any more
      throw error;
    }
  }

  /**
   * These topics, and no others, bring nothing until this is called again: for an input that has to wait while others go
   * on. Rebalances change nothing of it.
   */
  pause(topics: ReadonlySet<string>): void {
    this.#fetcher.pause(topics);
  }

  /** A task gets no more batches until `rewind`; what was fetched for it is thrown away. */
  stop(task: number): void {
    this.#fetcher.stop(task);
  }

  /** Commits positions without a transaction. StaleGenerationError where the group has moved on: poll, which rejoins. */
  async commit(positions: readonly Position[]): Promise<void> {
    try {
      await commitOffsets(this.#cluster, this.membership, positions);
    } catch (error) {
      if (error instanceof StaleGenerationError) this.disown();
      throw error;
    }
  }

  /** Call it when a transaction's offsets were refused (StaleGenerationError): the next poll gives the tasks up and rejoins. */
  disown(): void {
    this.#member.disown();
  }

  /** Leaves the group, so that others take over at once. Commit before. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#generation.abort();
    await this.#fetcher.close();
    await this.#member.close();
    this.#tasks = [];
  }

  async #rejoin(): Promise<void> {
    const { listener } = this.#options;
    do {
      if (this.#closing.signal.aborted)
        throw new PermanentError(`the consumer of ${this.#options.group} is closed`, -1, 'CLOSED');
      this.#fetcher.assign([]);
      if (this.#member.state === 'rebalancing' && this.#tasks.length > 0) await listener?.beforeRebalance?.();
      if (this.#member.state === 'lost') await this.#giveUp(this.#tasks, true);
      // a group with members takes first positions from nobody by the usual request
      if (this.#member.memberId === '') await this.#positionsOf(await this.#allTasks(), this.#closing.signal);

      this.#generation = new AbortController();
      const seenAll = await this.#member.join((members) => this.#shareOut(members), this.#tasks);
      if (!seenAll) await this.#giveUp(this.#tasks, true);
      const { tasks } = this.#member;
      await this.#giveUp(
        this.#tasks.filter((task) => !tasks.includes(task)),
        false,
      );
      const added = tasks.filter((task) => !this.#tasks.includes(task));
      this.#tasks = tasks;
      this.#heardAt = performance.now();
      this.#cluster.options.metrics?.rebalance?.(this.#options.group, this.#member.generation, tasks.length);
      await this.#begin(added);
    } while (this.rebalancing);
  }

  /** Positions first: they wait for what former owners left open, which a restore must not miss. */
  async #begin(added: readonly number[]): Promise<void> {
    const { signal } = this.#generation;
    try {
      const positions = await this.#positionsOf(this.#tasks, signal);
      if (added.length > 0) await this.#options.listener?.onAssigned?.(added, signal);
      if (!signal.aborted) {
        this.#fetcher.assign(positions);
        return;
      }
    } catch (error) {
      if (!signal.aborted) {
        if (error instanceof PositionMissingError) await this.#member.leave();
        else this.#member.disown();
        throw error;
      }
    }
    await this.#giveUp(added, true); // perhaps restored in part only
  }

  async #giveUp(tasks: readonly number[], lost: boolean): Promise<void> {
    if (tasks.length === 0) return;
    this.#tasks = this.#tasks.filter((task) => !tasks.includes(task));
    await this.#options.listener?.onRevoked?.(tasks, lost);
  }

  async #positionsOf(tasks: readonly number[], signal: AbortSignal): Promise<readonly Position[]> {
    const { group, topics } = this.#options;
    const partitions = topics.flatMap((topic) => tasks.map((partition) => ({ topic, partition })));
    if (partitions.length === 0) return [];
    const onUnstable = (): void => {
      this.#unstableSince ??= performance.now();
      if (performance.now() - this.#unstableSince > HELD_MS) void this.#notePositionsHeld();
    };
    const committed = await fetchCommitted(this.#cluster, group, partitions, { signal, onUnstable });
    this.#unstableSince = undefined;
    const known = new Set(committed.map(({ topic, partition }) => partitionKey(topic, partition)));
    const missing = partitions.filter(({ topic, partition }) => !known.has(partitionKey(topic, partition)));
    if (missing.length > 0) throw new PositionMissingError(group, missing);
    this.#committed = committed;
    return committed;
  }

  async #notePositionsHeld(): Promise<void> {
    const partition = await offsetsPartitionOf(this.#cluster, this.#options.group).catch(() => undefined);
    if (partition) this.#held.note(partition);
  }

  async #allTasks(): Promise<number[]> {
    return Array.from({ length: await this.#countTasks(this.#options.topics) }, (_, task) => task);
  }

  async #shareOut(members: readonly MemberSubscription[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const topics = new Set(members.flatMap((member) => member.topics));
    return assignTasks(await this.#countTasks([...topics]), members);
  }

  async #countTasks(topics: readonly string[]): Promise<number> {
    const counts = await Promise.all(
      topics.map(async (topic) => ({ topic, partitions: (await this.#cluster.partitionsOf(topic)).length })),
    );
    const count = counts[0]?.partitions ?? 0;
    if (counts.every(({ partitions }) => partitions === count)) return count;
    const told = counts.map(({ topic, partitions }) => `${topic} has ${partitions}`).join(', ');
    throw new PermanentError(`topics of one task need equally many partitions: ${told}`, -1, 'NOT_COPARTITIONED');
  }

  #watch(): void {
    const now = performance.now();
    this.#heardAt = now;
    const { group } = this.#options;
    this.#cluster.options.metrics?.heartbeat?.(group, now - this.#fetcher.answeredAt, now - this.#polledAt);
    this.#options.listener?.onHeartbeat?.(this.#isPolling ? 0 : now - this.#polledAt);
    if (!this.#looksAfter) void this.#lookAfter();
  }

  // A member that beats its heart keeps its tasks from everybody, so it must not sit on them: where the broker has more
  // than it brings, whatever it is that hangs is torn down.
  async #lookAfter(): Promise<void> {
    const silent = this.#fetcher.stalled(this.#options.stalledAfterMs ?? 5_000);
    if (silent.length === 0) return;
    this.#looksAfter = true;
    try {
      const ends = await listOffsets(this.#cluster, silent, 'latest', this.#options.isolation ?? 'read_committed');
      const endOf = new Map(ends.map(({ topic, partition, offset }) => [partitionKey(topic, partition), offset]));
      const isBehind = silent.some((at) => at.offset < (endOf.get(partitionKey(at.topic, at.partition)) ?? 0));
      if (!isBehind || this.#closing.signal.aborted) return;
      this.#fetcher.restart();
      this.#cluster.options.metrics?.restarted?.(this.#options.group);
      this.#options.listener?.onStandstill?.(silent, ++this.#begunAnew);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error; // else the brokers are away: nothing to begin anew
    } finally {
      this.#looksAfter = false;
    }
  }
}

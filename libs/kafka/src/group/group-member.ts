import { heartbeatV4, joinGroupV9, leaveGroupV5, syncGroupV5, type API } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { withRetries } from '../cluster/retries.js';
import { check, codes, KafkaError, StaleGenerationError } from '../errors.js';
import {
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
  type Subscription,
} from './wire.js';

export interface MemberOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatMs: number;
}

/** What the leader of a generation hears of a member. */
export interface MemberSubscription extends Subscription {
  readonly memberId: string;
}

/** Decides who gets which tasks; called at the member that leads the generation. */
export type ShareOut = (members: readonly MemberSubscription[]) => Promise<ReadonlyMap<string, readonly number[]>>;

/**
 * stable: a member, nothing to do. rebalancing: the group waits for this member to rejoin. lost: the group has given its
 * tasks to others, or was never joined.
 */
export type MemberState = 'stable' | 'rebalancing' | 'lost';

interface Held {
  readonly memberId: string;
  readonly generation: number;
  readonly tasks: readonly number[];
}

const nothingHeld: Held = { memberId: '', generation: -1, tasks: [] };
const LEAST_BEAT_TIMEOUT_MS = 1_000;
const PROTOCOL_TYPE = 'consumer';
const PROTOCOL = 'naru-tasks';

/** One membership in a group by the classic protocol: joins, beats its heart by a timer of its own, leaves. */
export class GroupMember {
  memberId = '';
  generation = -1;
  /** The last assignment that came whole; what is claimed at the next rebalance. */
  #held: Held = nothingHeld;
  #state: MemberState = 'lost';
  readonly #cluster: Cluster;
  readonly #options: MemberOptions;
  readonly #lane: Lane;
  /** Heartbeats wait for nothing: not behind a join that is held back, and not long for a coordinator that hangs. */
  readonly #beats: Lane;
  readonly #leaving = new AbortController();
  readonly #onDisturbed: () => void;
  readonly #onHeartbeat: () => void;
  #timer: NodeJS.Timeout | undefined;
  #beating = false;

  constructor(cluster: Cluster, options: MemberOptions, on: { disturbed: () => void; heartbeat: () => void }) {
    this.#cluster = cluster;
    this.#options = options;
    // The broker holds a JoinGroup back until all members have come.
    this.#lane = cluster.lane(cluster.requestTimeoutMs + options.rebalanceTimeoutMs);
    this.#beats = cluster.lane(Math.max(LEAST_BEAT_TIMEOUT_MS, options.sessionTimeoutMs / 2));
    this.#onDisturbed = on.disturbed;
    this.#onHeartbeat = on.heartbeat;
  }

  get state(): MemberState {
    return this.#state;
  }

  get tasks(): readonly number[] {
    return this.#held.tasks;
  }

  /**
   * Claims the tasks that are worked on; one that was assigned and never begun is as good as free.
   * Joins, or joins again, until there is an assignment; waits for brokers that are away. Answers whether nobody else can have had this member's former
   * tasks in between: it was a member all the time and had an assignment in every generation.
   */
  async join(shareOut: ShareOut, worked: readonly number[]): Promise<boolean> {
    for (;;)
      try {
        const tasks = await withRetries(this.#retrying, () => this.#joinOnce(shareOut, worked));
        const former = this.#state === 'lost' ? nothingHeld : this.#held;
        this.#held = { memberId: this.memberId, generation: this.generation, tasks };
        this.#state = 'stable';
        this.#startHeartbeat();
        return former.memberId === this.memberId && former.generation + 1 === this.generation;
      } catch (error) {
        if (!(error instanceof StaleGenerationError)) throw error;
        if (error.code === codes.UNKNOWN_MEMBER_ID) this.#forget();
      }
  }

  /** The tasks count as lost, by another's word (a refused commit); if the broker knows the member still, it stays the same. */
  disown(): void {
    this.#disturb('lost');
  }

  /** Gives the membership back; `join` makes a new one. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    const { memberId } = this;
    this.#forget();
    this.#state = 'lost';
    if (memberId === '') return;
    const members = [{ memberId, groupInstanceId: null, reason: 'closed' }];
    const { group } = this.#options;
    await this.#ask(this.#beats, leaveGroupV5.api, group, members).catch(ignoreKafka); // else the session runs out
  }

  async close(): Promise<void> {
    this.#leaving.abort();
    await this.leave();
    await Promise.all([this.#lane, this.#beats].map((lane) => this.#cluster.closeLane(lane)));
  }

  async #joinOnce(shareOut: ShareOut, worked: readonly number[]): Promise<number[]> {
    const { group, topics, sessionTimeoutMs, rebalanceTimeoutMs } = this.#options;
    const metadata = encodeSubscription({ topics, tasks: worked, generation: this.#held.generation });
    const protocols = [{ name: PROTOCOL, metadata }];
    const join = (memberId: string) =>
      this.#ask(
        this.#lane,
        joinGroupV9.api,
        group,
        sessionTimeoutMs,
        rebalanceTimeoutMs,
        memberId,
        null,
        PROTOCOL_TYPE,
        protocols,
        null,
      );
    let joined = await join(this.memberId);
    if (joined.errorCode === codes.MEMBER_ID_REQUIRED) joined = await join(joined.memberId);
    check(joined.errorCode, `join group ${group}`);
    this.memberId = joined.memberId;
    this.generation = joined.generationId;

    const shares =
      joined.leader === joined.memberId
        ? await shareOut(
            joined.members.map(({ memberId, metadata: sent }) => ({ memberId, ...decodeSubscription(sent) })),
          )
        : new Map<string, readonly number[]>();
    const assignments = joined.members.map(({ memberId, metadata: sent }) => ({
      memberId,
      assignment: encodeAssignment(decodeSubscription(sent).topics, shares.get(memberId) ?? []),
    }));
    const synced = await this.#ask(
      this.#lane,
      syncGroupV5.api,
      group,
      this.generation,
      this.memberId,
      null,
      PROTOCOL_TYPE,
      PROTOCOL,
      assignments,
    );
    check(synced.errorCode, `sync group ${group}`);
    return decodeAssignment(synced.assignment);
  }

  #startHeartbeat(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (!this.#beating) void this.#beat();
    }, this.#options.heartbeatMs);
  }

  async #beat(): Promise<void> {
    this.#beating = true;
    const { generation } = this;
    try {
      const answer = await this.#ask(
        this.#beats,
        heartbeatV4.api,
        this.#options.group,
        generation,
        this.memberId,
        null,
      );
      if (generation !== this.generation || this.#state === 'lost') return;
      check(answer.errorCode, `heartbeat of ${this.#options.group}`);
      this.#onHeartbeat();
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      // No answer is no news: the next beat asks again, and a commit shows the generation anyway.
      if (error.code === codes.REBALANCE_IN_PROGRESS) this.#disturb('rebalancing');
      else if (error instanceof StaleGenerationError) this.#disturb('lost');
      else this.#cluster.forgetCoordinator('group', this.#options.group);
    } finally {
      this.#beating = false;
    }
  }

  #disturb(state: MemberState): void {
    if (this.#state === 'lost' || this.#state === state) return;
    this.#state = state;
    if (state === 'lost') clearInterval(this.#timer);
    this.#onDisturbed();
  }

  #forget(): void {
    this.memberId = '';
    this.generation = -1;
    this.#held = nothingHeld;
  }

  async #ask<A extends unknown[], R>(lane: Lane, api: API<A, R>, ...args: A): Promise<R> {
    const node = await this.#cluster.coordinatorOf('group', this.#options.group);
    return await this.#cluster.link(node, lane).call(api, ...args);
  }

  get #retrying() {
    const coordinator = { kind: 'group', key: this.#options.group } as const;
    return { what: 'JoinGroup', cluster: this.#cluster, coordinator, isPatient: true, signal: this.#leaving.signal };
  }
}

function ignoreKafka(error: unknown): void {
  if (!(error instanceof KafkaError)) throw error;
}

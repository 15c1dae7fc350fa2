import { findCoordinatorV6, metadataV12 } from '@platformatic/kafka';
import { check, codes, errorOf, TransientError } from '../errors.js';
import type { Address, BrokerLink } from './broker-link.js';
import { Lane } from './lane.js';
import type { KafkaClientOptions } from './options.js';
import { withRetries } from './retries.js';

export interface PartitionMetadata {
  readonly partition: number;
  /** Node id of the leader; -1 while there is none. */
  readonly leader: number;
  /** Raised with every change of the leader. */
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

interface TopicMetadata {
  readonly id: string;
  readonly partitions: readonly PartitionMetadata[];
}

/** A cluster of which no broker answers. */
export interface Away {
  /** ms since 1970. */
  readonly since: number;
  readonly why: TransientError;
}

export type CoordinatorKind = 'group' | 'transaction';

const REQUEST_TIMEOUT_MS = 15_000;
const RETRY_FOR_MS = 30_000;
/** Look-ups go to any broker, so one that hangs is passed over soon. */
const LOOK_UP_TIMEOUT_MS = 3_000;
const keyTypes = { group: 0, transaction: 1 } as const;

/** What is known of the brokers: who they are, who leads what, who coordinates whom; looked up anew when it proves stale. */
export class Cluster {
  readonly retryForMs: number;
  readonly requestTimeoutMs: number;
  readonly #lanes = new Set<Lane>();
  readonly #shared: Lane;
  readonly #lookUps: Lane;
  readonly #nodes = new Map<number, Address>();
  readonly #topics = new Map<string, TopicMetadata>();
  readonly #coordinators = new Map<string, number>();
  #refreshing: Promise<void> | undefined;
  /** Who answered last is asked first. */
  #answeredLast = '';
  #away: Away | undefined;

  constructor(readonly options: KafkaClientOptions) {
    this.requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.retryForMs = options.retryForMs ?? RETRY_FOR_MS;
    this.#shared = this.lane();
    this.#lookUps = this.lane(Math.min(this.requestTimeoutMs, LOOK_UP_TIMEOUT_MS));
  }

  /** A set of own connections, with a request timeout of their own. */
  lane(requestTimeoutMs = this.requestTimeoutMs): Lane {
    const heard = (failure: TransientError | undefined): void => {
      this.#away = failure && { since: this.#away?.since ?? Date.now(), why: failure };
    };
    const lane = new Lane({ ...this.options, requestTimeoutMs, heard });
    this.#lanes.add(lane);
    return lane;
  }

  /** Since when no broker has answered anything, and why; undefined where the last request had its answer. */
  get away(): Away | undefined {
    return this.#away;
  }

  async closeLane(lane: Lane): Promise<void> {
    this.#lanes.delete(lane);
    await lane.close();
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#lanes, (lane) => lane.close()));
  }

  /** The brokers that metadata told of. */
  get nodes(): number[] {
    return [...this.#nodes.keys()];
  }

  /** The link to a node that metadata told of. */
  link(node: number, lane: Lane = this.#shared): BrokerLink {
    const address = this.#nodes.get(node);
    if (!address)
      throw new TransientError(`broker ${node} is not known (yet)`, codes.LEADER_NOT_AVAILABLE, 'LEADER_NOT_AVAILABLE');
    return lane.link(node, address);
  }

  /** Asks any broker: who answered last first, then those known, then the given ones, until one answers. */
  async askAny<T>(ask: (link: BrokerLink) => Promise<T>, lane: Lane = this.#shared): Promise<T> {
    let failure: unknown;
    const known = Array.from(this.#nodes, ([node, address]) => lane.link(node, address));
    const given = this.options.brokers.map((broker, index) => lane.link(-1 - index, addressOf(broker)));
    const all = [...known, ...given].sort((a, b) => this.#rank(a) - this.#rank(b));
    for (const link of all)
      try {
        const answer = await ask(link);
        this.#answeredLast = link.name;
        return answer;
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        failure = error;
      }
    throw failure;
  }

  /** Partitions of a topic in order of number; tried for a while where the topic isn't there. */
  async partitionsOf(topic: string): Promise<readonly PartitionMetadata[]> {
    return await withRetries({ what: `metadata of ${topic}`, cluster: this, forMs: 5_000 }, async () => {
      const known = this.#topics.get(topic);
      if (known) return known.partitions;
      await this.refresh([topic]);
      const found = this.#topics.get(topic);
      if (!found) throw errorOf(codes.UNKNOWN_TOPIC_OR_PARTITION, `metadata of ${topic}`);
      return found.partitions;
    });
  }

  /** What tells a topic from another one of its name, before and after; undefined where the topic isn't known. */
  topicIdOf(topic: string): string | undefined {
    return this.#topics.get(topic)?.id;
  }

  /** -1 where the leader isn't known. */
  leaderEpochOf(topic: string, partition: number): number {
    return this.#topics.get(topic)?.partitions[partition]?.leaderEpoch ?? -1;
  }

  /** The leader's node id as last heard; TransientError where there is none. */
  leaderOf(topic: string, partition: number): number {
    const leader = this.#topics.get(topic)?.partitions[partition]?.leader ?? -1;
    if (leader < 0) throw errorOf(codes.LEADER_NOT_AVAILABLE, `leader of ${topic}/${partition}`);
    return leader;
  }

  /** Looks up brokers and topics (those known so far, and the named ones) anew. One look-up at a time. */
  async refresh(topics: readonly string[] = []): Promise<void> {
    const missing = topics.filter((topic) => !this.#topics.has(topic));
    while (this.#refreshing && missing.length > 0) await this.#refreshing;
    this.#refreshing ??= this.#lookUp([...this.#topics.keys(), ...missing]).finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  forget(topic: string): void {
    this.#topics.delete(topic);
  }

  async #lookUp(topics: string[]): Promise<void> {
    const answer = await this.askAny((link) => link.call(metadataV12.api, topics, false, false), this.#lookUps);
    this.#nodes.clear();
    for (const { nodeId, host, port } of answer.brokers) this.#nodes.set(nodeId, { host, port });
    for (const topic of answer.topics) {
      if (!topic.name) continue;
      if (topic.errorCode === codes.NONE || topic.errorCode === codes.LEADER_NOT_AVAILABLE)
        this.#topics.set(topic.name, this.#newerOf(topic.name, topic));
      else if (topic.errorCode === codes.UNKNOWN_TOPIC_OR_PARTITION) this.#topics.delete(topic.name);
      else check(topic.errorCode, `metadata of ${topic.name}`);
    }
  }

  /** A broker that lags behind tells of leaders that were replaced: those with the higher epoch are kept. */
  #newerOf(name: string, { topicId, partitions }: metadataV12.MetadataResponseTopic): TopicMetadata {
    const known = this.#topics.get(name);
    const told = partitions.map((p) => ({
      partition: p.partitionIndex,
      leader: p.leaderId,
      leaderEpoch: p.leaderEpoch,
      replicas: p.replicaNodes,
      inSync: p.isrNodes,
    }));
    const newer = told.map((one) => {
      const before = known?.id === topicId ? known.partitions[one.partition] : undefined;
      return before && before.leaderEpoch > one.leaderEpoch ? before : one;
    });
    return { id: topicId, partitions: newer.sort((one, other) => one.partition - other.partition) };
  }

  #rank(link: BrokerLink): number {
    return link.name === this.#answeredLast ? 0 : 1;
  }

  /** The node that coordinates a group or a transactional id. */
  async coordinatorOf(kind: CoordinatorKind, key: string): Promise<number> {
    const known = this.#coordinators.get(`${kind} ${key}`);
    if (known !== undefined) return known;
    const what = `coordinator of ${kind} ${key}`;
    const answer = await this.askAny((link) => link.call(findCoordinatorV6.api, keyTypes[kind], [key]), this.#lookUps);
    const found = answer.coordinators[0];
    if (!found) throw errorOf(codes.COORDINATOR_NOT_AVAILABLE, what);
    check(found.errorCode, what);
    this.#nodes.set(found.nodeId, { host: found.host, port: found.port });
    this.#coordinators.set(`${kind} ${key}`, found.nodeId);
    return found.nodeId;
  }

  forgetCoordinator(kind: CoordinatorKind, key: string): void {
    this.#coordinators.delete(`${kind} ${key}`);
  }
}

function addressOf(broker: string): Address {
  const colon = broker.lastIndexOf(':');
  const port = Number(broker.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port)) throw new RangeError(`a broker is host:port, not ${broker}`);
  return { host: broker.slice(0, colon), port };
}

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
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
}

export type CoordinatorKind = 'group' | 'transaction';

const REQUEST_TIMEOUT_MS = 15_000;
const RETRY_FOR_MS = 30_000;
const keyTypes = { group: 0, transaction: 1 } as const;

/** What is known of the brokers: who they are, who leads what, who coordinates whom; looked up anew when it proves stale. */
export class Cluster {
  readonly retryForMs: number;
  readonly requestTimeoutMs: number;
  readonly #shared: Lane;
  readonly #nodes = new Map<number, Address>();
  readonly #topics = new Map<string, PartitionMetadata[]>();
  readonly #coordinators = new Map<string, number>();
  readonly #lanes = new Set<Lane>();
  #refreshing: Promise<void> | undefined;

  constructor(readonly options: KafkaClientOptions) {
    this.requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.retryForMs = options.retryForMs ?? RETRY_FOR_MS;
    this.#shared = this.lane();
  }

  /** A set of own connections, with a request timeout of `extraMs` beyond the usual for requests that the broker holds back. */
  lane(extraMs = 0): Lane {
    const lane = new Lane(this.options, this.requestTimeoutMs + extraMs);
    this.#lanes.add(lane);
    return lane;
  }

  async closeLane(lane: Lane): Promise<void> {
    this.#lanes.delete(lane);
    await lane.close();
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#lanes, (lane) => lane.close()));
  }

  /** The link to a node that metadata told of. */
  link(node: number, lane: Lane = this.#shared): BrokerLink {
    const address = this.#nodes.get(node);
    if (!address)
      throw new TransientError(`broker ${node} is not known (yet)`, codes.LEADER_NOT_AVAILABLE, 'LEADER_NOT_AVAILABLE');
    return lane.link(node, address);
  }

  /** Asks any broker: those known first, then the given ones, until one answers. */
  async askAny<T>(ask: (link: BrokerLink) => Promise<T>): Promise<T> {
    let failure: unknown;
    const known = Array.from(this.#nodes.keys(), (node) => this.link(node));
    const given = this.options.brokers.map((broker, index) => this.#shared.link(-1 - index, addressOf(broker)));
    for (const link of [...known, ...given])
      try {
        return await ask(link);
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
      if (known) return known;
      await this.refresh([topic]);
      const found = this.#topics.get(topic);
      if (!found) throw errorOf(codes.UNKNOWN_TOPIC_OR_PARTITION, `metadata of ${topic}`);
      return found;
    });
  }

  /** The leader's node id as last heard; TransientError where there is none. */
  leaderOf(topic: string, partition: number): number {
    const leader = this.#topics.get(topic)?.[partition]?.leader ?? -1;
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
    const answer = await this.askAny((link) => link.call(metadataV12.api, topics, false, false));
    this.#nodes.clear();
    for (const { nodeId, host, port } of answer.brokers) this.#nodes.set(nodeId, { host, port });
    for (const topic of answer.topics) {
      if (!topic.name) continue;
      if (topic.errorCode === codes.NONE || topic.errorCode === codes.LEADER_NOT_AVAILABLE)
        this.#topics.set(
          topic.name,
          topic.partitions
            .map((p) => ({
              partition: p.partitionIndex,
              leader: p.leaderId,
              replicas: p.replicaNodes,
              inSync: p.isrNodes,
            }))
            .sort((one, other) => one.partition - other.partition),
        );
      else if (topic.errorCode === codes.UNKNOWN_TOPIC_OR_PARTITION) this.#topics.delete(topic.name);
      else check(topic.errorCode, `metadata of ${topic.name}`);
    }
  }

  /** The node that coordinates a group or a transactional id. */
  async coordinatorOf(kind: CoordinatorKind, key: string): Promise<number> {
    const known = this.#coordinators.get(`${kind} ${key}`);
    if (known !== undefined) return known;
    const what = `coordinator of ${kind} ${key}`;
    const answer = await this.askAny((link) => link.call(findCoordinatorV6.api, keyTypes[kind], [key]));
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

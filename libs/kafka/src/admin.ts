import {
  createTopicsV7,
  deleteTopicsV6,
  describeConfigsV4,
  listOffsetsV9,
  metadataV12,
  offsetFetchV9,
} from '@platformatic/kafka';
import type { Cluster, PartitionMetadata } from './cluster/cluster.js';
import { withRetries } from './cluster/retries.js';
import { check, codes } from './errors.js';
import { beginGroup } from './group/begin-group.js';
import { byTopic, type Partition, type Position } from './position.js';

export type Isolation = 'read_committed' | 'read_uncommitted';

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** As the broker's default says where it isn't given. */
  readonly replication?: number;
  readonly configs?: Readonly<Record<string, string>>;
}

export interface TopicDescription {
  readonly name: string;
  readonly partitions: readonly PartitionMetadata[];
  readonly configs: Readonly<Record<string, string | null>>;
}

/** Where to look in a partition: its beginning, its end, or the first record at or after a time in ms since the epoch. */
export type PointInLog = 'earliest' | 'latest' | number;

const TOPIC_RESOURCE = 2;
const isolationLevels = { read_uncommitted: 0, read_committed: 1 } as const;

export class Admin {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Creates topics and waits until their leaders are known; those that exist are left as they are. Answers what it created. */
  async createTopics(topics: readonly TopicSpec[]): Promise<string[]> {
    if (topics.length === 0) return [];
    const specs = topics.map(({ name, partitions, replication, configs }) => ({
      name,
      numPartitions: partitions,
      replicationFactor: replication ?? -1,
      assignments: [],
      configs: Object.entries(configs ?? {}).map(([key, value]) => ({ name: key, value })),
    }));
    const created = await withRetries({ what: 'CreateTopics', cluster: this.#cluster }, async () => {
      const answer = await this.#cluster.askAny((link) =>
        link.call(createTopicsV7.api, specs, this.#cluster.requestTimeoutMs, false),
      );
      for (const topic of answer.topics)
        if (topic.errorCode !== codes.TOPIC_ALREADY_EXISTS)
          check(topic.errorCode, `create topic ${topic.name} (${topic.errorMessage ?? 'no reason given'})`);
      return answer.topics.filter((topic) => topic.errorCode === codes.NONE).map((topic) => topic.name);
    });
    for (const { name } of topics) await this.#untilLed(name);
    return created;
  }

  /** Deletes topics; those that don't exist are fine. */
  async deleteTopics(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await withRetries({ what: 'DeleteTopics', cluster: this.#cluster }, async () => {
      const answer = await this.#cluster.askAny((link) =>
        link.call(
          deleteTopicsV6.api,
          names.map((name) => ({ name })),
          this.#cluster.requestTimeoutMs,
        ),
      );
      for (const topic of answer.responses)
        if (topic.errorCode !== codes.UNKNOWN_TOPIC_OR_PARTITION)
          check(topic.errorCode, `delete topic ${topic.name ?? ''}`);
    });
    for (const name of names) this.#cluster.forget(name);
  }

  /** Names of all topics; Kafka's own only where they are asked for. */
  async listTopics({ internal = false } = {}): Promise<string[]> {
    const answer = await this.#cluster.askAny((link) => link.call(metadataV12.api, null, false, false));
    return answer.topics
      .flatMap((topic) => ((topic.isInternal && !internal) || !topic.name ? [] : [topic.name]))
      .sort();
  }

  /** Leaders, replicas and all effective configs. */
  async describe(names: readonly string[]): Promise<TopicDescription[]> {
    if (names.length === 0) return [];
    await this.#cluster.refresh(names);
    const resources = names.map((resourceName) => ({ resourceType: TOPIC_RESOURCE, resourceName }) as const);
    const answer = await this.#cluster.askAny((link) => link.call(describeConfigsV4.api, resources, false, false));
    return await Promise.all(
      answer.results.map(async ({ errorCode, resourceName, configs }) => {
        check(errorCode, `describe ${resourceName}`);
        return {
          name: resourceName,
          partitions: await this.#cluster.partitionsOf(resourceName),
          configs: Object.fromEntries(configs.map(({ name, value }) => [name, value ?? null])),
        };
      }),
    );
  }

  /**
   * Offsets of every partition of the topics. `latest` is the last stable offset under read_committed (the default), else the
   * high watermark; a time after everything answers the latest. The end of
   * a transaction has an offset and a time too, that of its commit.
   */
  async listOffsets(
    topics: readonly string[],
    at: PointInLog,
    isolation: Isolation = 'read_committed',
  ): Promise<Position[]> {
    const partitions: Partition[] = [];
    for (const topic of topics)
      for (const { partition } of await this.#cluster.partitionsOf(topic)) partitions.push({ topic, partition });
    return await listOffsets(this.#cluster, partitions, at, isolation);
  }

  /** What a group has committed of the topics; partitions without a commit are left out. Doesn't wait for open transactions. */
  async committed(group: string, topics: readonly string[]): Promise<Position[]> {
    if (topics.length === 0) return []; // Kafka takes none for all
    const coordinator = { kind: 'group', key: group } as const;
    return await withRetries({ what: 'OffsetFetch', cluster: this.#cluster, coordinator }, async () => {
      const wanted = await Promise.all(
        topics.map(async (name) => ({
          name,
          partitionIndexes: (await this.#cluster.partitionsOf(name)).map(({ partition }) => partition),
        })),
      );
      const link = this.#cluster.link(await this.#cluster.coordinatorOf('group', group));
      const request = { groupId: group, memberId: null, memberEpoch: -1, topics: wanted };
      const found = (await link.call(offsetFetchV9.api, [request], false)).groups[0];
      check(found?.errorCode ?? codes.NONE, `committed offsets of ${group}`);
      return (found?.topics ?? []).flatMap(({ name, partitions }) =>
        partitions
          .filter(({ committedOffset }) => committedOffset >= 0n)
          .map((p) => ({
            topic: name,
            partition: p.partitionIndex,
            offset: Number(p.committedOffset),
            metadata: p.metadata ?? '',
          })),
      );
    });
  }

  /** Commits first positions of a group, only where it has none yet; answers those it committed. */
  async begin(group: string, positions: readonly Position[]): Promise<Position[]> {
    return await beginGroup(this.#cluster, group, positions);
  }

  async #untilLed(topic: string): Promise<void> {
    await withRetries({ what: 'Metadata', cluster: this.#cluster }, async () => {
      await this.#cluster.refresh([topic]);
      for (const { partition } of await this.#cluster.partitionsOf(topic)) this.#cluster.leaderOf(topic, partition);
    });
  }
}

/** Asks each partition's leader where a point in its log is. With a signal it waits for leaders until that. */
export async function listOffsets(
  cluster: Cluster,
  partitions: readonly Partition[],
  at: PointInLog,
  isolation: Isolation,
  signal?: AbortSignal,
): Promise<Position[]> {
  const timestamp = at === 'earliest' ? -2n : at === 'latest' ? -1n : BigInt(at);
  return await withRetries({ what: 'ListOffsets', cluster, ...(signal && { signal, isPatient: true }) }, async () => {
    const byLeader = Map.groupBy(partitions, ({ topic, partition }) => cluster.leaderOf(topic, partition));
    const answers = await Promise.all(
      Array.from(byLeader, async ([leader, led]) => {
        const topics = byTopic(led).map(({ name, items }) => ({
          name,
          partitions: items.map(({ partition }) => ({ partitionIndex: partition, currentLeaderEpoch: -1, timestamp })),
        }));
        return await cluster.link(leader).call(listOffsetsV9.api, -1, isolationLevels[isolation], topics);
      }),
    );
    const found = answers.flatMap(({ topics }) =>
      topics.flatMap(({ name, partitions: of }) =>
        of.map(({ partitionIndex, errorCode, offset }) => {
          check(errorCode, `offsets of ${name}/${partitionIndex}`);
          return { topic: name, partition: partitionIndex, offset: Number(offset) };
        }),
      ),
    );
    const missing = found.filter(({ offset }) => offset < 0); // no record at or after that time
    if (missing.length === 0) return found;
    return [
      ...found.filter(({ offset }) => offset >= 0),
      ...(await listOffsets(cluster, missing, 'latest', isolation, signal)),
    ];
  });
}

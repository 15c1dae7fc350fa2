import { describeProducersV0 } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import { check, codes } from '../errors.js';
import { byTopic } from '../position.js';
import { writeTransactionMarkers } from '../protocol/transaction-markers.js';

/** The last transaction of a transactional id, as its coordinator holds it for ended. */
export interface EndedTransaction {
  readonly producerId: bigint;
  readonly epoch: number;
  readonly committed: boolean;
}

interface OpenPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly coordinatorEpoch: number;
}

const GROUP_OFFSETS = '__consumer_offsets';
/** Rights that this producer may lack: then somebody who has them does it (docs/runbooks/transaction-hangs.md). */
const notAllowed: ReadonlySet<number> = new Set([codes.TOPIC_AUTHORIZATION_FAILED, codes.CLUSTER_AUTHORIZATION_FAILED]);

/**
 * Ends a transaction, the way its coordinator ended it, in those partitions of the topics (and of the groups' offsets)
 * that never heard of the end: else nobody reads them further, and the producer's next transaction would decide about the
 * records of this one. Kafka 4.4's coordinator leaves out partitions that have no leader at that moment, as it does with
 * deleted ones (KRaftMetadataCache.getPartitionLeaderEndpoint tells it the same of both). To be called before the
 * producer sends anything more. TransientError where a leader is away.
 */
export async function endEverywhere(
  cluster: Cluster,
  topics: readonly string[],
  ended: EndedTransaction,
): Promise<void> {
  const byLeader = Map.groupBy(await openIn(cluster, topics, ended), ({ leader }) => leader);
  await Promise.all(Array.from(byLeader, ([leader, open]) => markAt(leader, open)));

  async function markAt(leader: number, open: readonly OpenPartition[]): Promise<void> {
    const markers = open.map(({ topic, partition, coordinatorEpoch }) => ({
      producerId: ended.producerId,
      epoch: epochIn(ended),
      commit: ended.committed,
      coordinatorEpoch: Math.max(coordinatorEpoch, 0), // -1 where the partition has never heard of any end
      topics: [{ name: topic, partitions: [partition] }],
    }));
    for (const { topic, partition, errorCode } of await cluster.link(leader).call(writeTransactionMarkers, markers)) {
      if (!notAllowed.has(errorCode)) check(errorCode, `end of a transaction in ${topic}/${partition}`);
      cluster.options.metrics?.endedLate?.(topic, errorCode === codes.NONE);
    }
  }
}

/** The end raised the epoch (KIP-890). */
const epochIn = ({ epoch }: EndedTransaction): number => epoch - 1;

async function openIn(
  cluster: Cluster,
  topics: readonly string[],
  ended: EndedTransaction,
): Promise<readonly OpenPartition[]> {
  const named = [...topics, GROUP_OFFSETS];
  await cluster.refresh(named);
  const there = named.filter((topic) => cluster.topicIdOf(topic) !== undefined);
  const partitions = await Promise.all(
    there.map(async (topic) =>
      (await cluster.partitionsOf(topic)).map(({ partition }) => ({
        topic,
        partition,
        leader: cluster.leaderOf(topic, partition),
      })),
    ),
  );
  const byLeader = Map.groupBy(partitions.flat(), ({ leader }) => leader);
  const open = await Promise.all(Array.from(byLeader, ([leader, led]) => openAt(leader, led)));
  return open.flat();

  async function openAt(
    leader: number,
    led: readonly { readonly topic: string; readonly partition: number }[],
  ): Promise<OpenPartition[]> {
    const asked = byTopic(led).map(({ name, items }) => ({
      name,
      partitionIndexes: items.map(({ partition }) => partition),
    }));
    const answer = await cluster.link(leader).call(describeProducersV0.api, asked);
    return answer.topics.flatMap(({ name: topic, partitions: answered }) =>
      answered.flatMap(({ partitionIndex: partition, errorCode, activeProducers }) => {
        if (notAllowed.has(errorCode)) return [];
        check(errorCode, `producers of ${topic}/${partition}`);
        const open = activeProducers.find(
          ({ producerId, producerEpoch, currentTxnStartOffset }) =>
            producerId === ended.producerId && producerEpoch === epochIn(ended) && currentTxnStartOffset >= 0n,
        );
        return open ? [{ topic, partition, leader, coordinatorEpoch: open.coordinatorEpoch }] : [];
      }),
    );
  }
}

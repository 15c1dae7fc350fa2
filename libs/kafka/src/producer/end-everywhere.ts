import { describeProducersV0, listTransactionsV1 } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import { withRetries } from '../cluster/retries.js';
import { check, codes } from '../errors.js';
import { byTopic } from '../position.js';
import { writeTransactionMarkers } from '../protocol/transaction-markers.js';
import { type EndedTransaction, lastTransactionOf } from './last-transaction.js';

/** A partition in which a transaction is open, as its leader sees it. */
interface Open {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly producerId: bigint;
  readonly epoch: number;
  readonly coordinatorEpoch: number;
}

const GROUP_OFFSETS = '__consumer_offsets';
const ANY_STATE: [] = [];
const ANY_AGE = -1n;
/** Rights that this client may lack: then somebody who has them does it (docs/runbooks/transaction-hangs.md). */
const notAllowed: ReadonlySet<number> = new Set([codes.TOPIC_AUTHORIZATION_FAILED, codes.CLUSTER_AUTHORIZATION_FAILED]);

/**
 * Ends a transaction, the way its coordinator ended it, in those partitions of the topics (and of the groups' offsets)
 * that never heard of the end: else nobody reads them further, and the producer's next transaction would decide about the
 * records of this one. Kafka 4.4's coordinator leaves out partitions that have no leader at that moment, as it does with
 * deleted ones (KRaftMetadataCache.getPartitionLeaderEndpoint tells it the same of both). TransientError where a leader is
 * away.
 */
export async function endEverywhere(
  cluster: Cluster,
  topics: readonly string[],
  ended: EndedTransaction,
): Promise<void> {
  const open = await openIn(cluster, [...topics, GROUP_OFFSETS]);
  const missed = open.filter((one) => isOf(ended, one));
  const byLeader = Map.groupBy(missed, ({ leader }) => leader);
  await Promise.all(Array.from(byLeader, ([leader, partitions]) => markAt(leader, partitions)));

  async function markAt(leader: number, partitions: readonly Open[]): Promise<void> {
    const markers = partitions.map(({ topic, partition, producerId, epoch, coordinatorEpoch }) => ({
      producerId,
      epoch,
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

/**
 * The same for whatever transaction, of whatever producer, is open in a topic although its coordinator holds it for ended:
 * of a process, say, that is gone for good. TransientError where a broker is away.
 */
export async function endMissedIn(cluster: Cluster, topic: string, topics: readonly string[]): Promise<void> {
  const open = await openIn(cluster, [topic]);
  for (const producerId of new Set(open.map((one) => one.producerId)))
    for (const id of await transactionalIdsOf(cluster, producerId)) {
      const coordinator = { kind: 'transaction', key: id } as const;
      const ended = await withRetries({ what: 'DescribeTransactions', cluster, coordinator }, () =>
        lastTransactionOf(cluster, id),
      );
      if (ended && open.some((one) => isOf(ended, one))) await endEverywhere(cluster, topics, ended);
    }
}

/** The end raised the epoch (KIP-890). */
const isOf = (ended: EndedTransaction, open: Open): boolean =>
  open.producerId === ended.producerId && open.epoch === ended.epoch - 1;

async function openIn(cluster: Cluster, topics: readonly string[]): Promise<readonly Open[]> {
  await cluster.refresh(topics);
  const there = topics.filter((topic) => cluster.topicIdOf(topic) !== undefined);
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
  return (await Promise.all(Array.from(byLeader, ([leader, led]) => openAt(cluster, leader, led)))).flat();
}

async function openAt(
  cluster: Cluster,
  leader: number,
  led: readonly { readonly topic: string; readonly partition: number }[],
): Promise<Open[]> {
  const asked = byTopic(led).map(({ name, items }) => ({
    name,
    partitionIndexes: items.map(({ partition }) => partition),
  }));
  const answer = await cluster.link(leader).call(describeProducersV0.api, asked);
  return answer.topics.flatMap(({ name: topic, partitions }) =>
    partitions.flatMap(({ partitionIndex: partition, errorCode, activeProducers }) => {
      if (notAllowed.has(errorCode)) return [];
      check(errorCode, `producers of ${topic}/${partition}`);
      return activeProducers
        .filter(({ currentTxnStartOffset }) => currentTxnStartOffset >= 0n)
        .map(({ producerId, producerEpoch: epoch, coordinatorEpoch }) => ({
          ...{ topic, partition, leader },
          ...{ producerId, epoch, coordinatorEpoch },
        }));
    }),
  );
}

async function transactionalIdsOf(cluster: Cluster, producerId: bigint): Promise<string[]> {
  const answers = await Promise.all(
    cluster.nodes.map((node) =>
      cluster.link(node).call(listTransactionsV1.api, ANY_STATE, [producerId], ANY_AGE, null),
    ),
  );
  return answers.flatMap(({ errorCode, transactionStates }) => {
    check(errorCode, `transactions of producer ${producerId}`);
    return transactionStates.map(({ transactionalId }) => transactionalId);
  });
}

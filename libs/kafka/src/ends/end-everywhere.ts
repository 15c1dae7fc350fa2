import { describeProducersV0, listTransactionsV1 } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { withRetries } from '../cluster/retries.js';
import { check, codes, TransientError } from '../errors.js';
import { indexesByTopic, type Partition } from '../position.js';
import { writeTransactionMarkers } from '../protocol/transaction-markers.js';
import { type EndedTransaction, lastTransactionOf } from './last-transaction.js';
import { offsetsPartitionOf } from './offsets-partition.js';

/** What a producer writes. */
export interface Written {
  readonly partitions: readonly Partition[];
  /** The group whose positions it commits. */
  readonly group: string | undefined;
}

/** The same by topic. */
export interface WrittenTopics {
  readonly topics: readonly string[];
  readonly group?: string | undefined;
}

/** A partition in which a transaction is open, as its leader sees it. */
export interface OpenPartition extends Partition {
  readonly leader: number;
  readonly producerId: bigint;
  readonly epoch: number;
  readonly coordinatorEpoch: number;
}

const ANY_STATE: [] = [];
const ANY_AGE = -1n;

/**
 * Ends a transaction, the way its coordinator ended it, in those partitions that never heard of the end: else nobody reads
 * them further, and the producer's next transaction would decide about the records of this one. Kafka 4.4's coordinator
 * leaves out partitions that have no leader at that moment, as it does with deleted ones
 * (KRaftMetadataCache.getPartitionLeaderEndpoint tells it the same of both). TransientError where a leader is away, and
 * where this client may not tell it: nothing must be written there before somebody has.
 */
export async function endEverywhere(
  cluster: Cluster,
  written: Written,
  ended: EndedTransaction,
  lane?: Lane,
): Promise<void> {
  const missed = (await openIn(cluster, written, lane)).filter((one) => isOf(ended, one));
  const byLeader = Map.groupBy(missed, ({ leader }) => leader);
  await Promise.all(Array.from(byLeader, ([leader, open]) => markAt(leader, open)));

  async function markAt(leader: number, open: readonly OpenPartition[]): Promise<void> {
    const marker = {
      producerId: ended.producerId,
      // not the raised one: should the records be ended meanwhile, and the producer go on, the leader refuses it
      epoch: ended.epoch,
      commit: ended.committed,
      // -1 where a partition has never heard of any end
      coordinatorEpoch: Math.max(0, ...open.map(({ coordinatorEpoch }) => coordinatorEpoch)),
      topics: indexesByTopic(open),
    };
    for (const { topic, partition, errorCode } of await cluster
      .link(leader, lane)
      .call(writeTransactionMarkers, [marker])) {
      if (errorCode === codes.INVALID_PRODUCER_EPOCH) continue; // somebody else told it
      if (errorCode === codes.CLUSTER_AUTHORIZATION_FAILED) throw noEnd(cluster, { topic, partition, ...marker });
      check(errorCode, `end of a transaction in ${topic}/${partition}`);
      cluster.options.metrics?.endedLate?.(topic, true);
    }
  }
}

/** Which transactions are open in partitions, as far as this client may see it (READ on the topics). */
export async function openIn(
  cluster: Cluster,
  { partitions: ofTopics, group }: Written,
  lane?: Lane,
): Promise<readonly OpenPartition[]> {
  const ofGroup = group === undefined ? undefined : await offsetsPartitionOf(cluster, group);
  const partitions = ofGroup ? [...ofTopics, ofGroup] : ofTopics;
  const byLeader = Map.groupBy(partitions, ({ topic, partition }) => cluster.leaderOf(topic, partition));
  const open = await Promise.all(
    Array.from(byLeader, async ([leader, led]) => {
      const answer = await cluster.link(leader, lane).call(describeProducersV0.api, indexesByTopic(led));
      return answer.topics.flatMap(({ name: topic, partitions: answered }) =>
        answered.flatMap(({ partitionIndex: partition, errorCode, activeProducers }) => {
          if (errorCode === codes.TOPIC_AUTHORIZATION_FAILED) return [];
          check(errorCode, `producers of ${topic}/${partition}`);
          return activeProducers
            .filter(({ currentTxnStartOffset }) => currentTxnStartOffset >= 0n)
            .map(({ producerId, producerEpoch: epoch, coordinatorEpoch }) => ({
              topic,
              partition,
              leader,
              producerId,
              epoch,
              coordinatorEpoch,
            }));
        }),
      );
    }),
  );
  return open.flat();
}

/** Every partition of those topics that exist. */
export async function partitionsOf(cluster: Cluster, topics: readonly string[]): Promise<readonly Partition[]> {
  await cluster.refresh(topics);
  const there = topics.filter((topic) => cluster.topicIdOf(topic) !== undefined);
  const found = await Promise.all(
    there.map(async (topic) => (await cluster.partitionsOf(topic)).map(({ partition }) => ({ topic, partition }))),
  );
  return found.flat();
}

/**
 * Tells their end to transactions that are open in a partition although their coordinators hold them for ended, whoever they
 * are of (one that is gone for good, say). Does nothing to what is open in truth. TransientError where brokers are away, or
 * the right is missing (Alter on the cluster).
 */
export async function endMissedIn(cluster: Cluster, partition: Partition): Promise<void> {
  await cluster.refresh([partition.topic]);
  const here = { partitions: [partition], group: undefined };
  const open = await openIn(cluster, here);
  const producers = [...new Set(open.map((one) => one.producerId))];
  const ids = (await Promise.all(producers.map((producerId) => transactionalIdsOf(cluster, producerId)))).flat();
  const looks = await Promise.allSettled(ids.map(endLastOf)); // one whose end is still being written keeps no other
  for (const look of looks) if (look.status === 'rejected') throw look.reason;

  async function endLastOf(id: string): Promise<void> {
    const coordinator = { kind: 'transaction', key: id } as const;
    const ended = await withRetries({ what: 'DescribeTransactions', cluster, coordinator }, () =>
      lastTransactionOf(cluster, id),
    );
    if (ended && open.some((one) => isOf(ended, one))) await endEverywhere(cluster, here, ended);
  }
}

async function transactionalIdsOf(cluster: Cluster, producerId: bigint): Promise<string[]> {
  const answers = await Promise.allSettled(
    cluster.nodes.map((node) =>
      cluster.link(node).call(listTransactionsV1.api, ANY_STATE, [producerId], ANY_AGE, null),
    ),
  );
  // a broker that is away knows nothing that can be asked for now
  return answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? answer.value.transactionStates.map(({ transactionalId }) => transactionalId) : [],
  );
}

const isOf = (ended: EndedTransaction, open: OpenPartition): boolean =>
  open.producerId === ended.producerId && open.epoch === ended.epoch;

/** What this client can't tell: waited out, until somebody has. */
export function noEnd(
  cluster: Cluster,
  { topic, partition, producerId, epoch }: Partition & { readonly producerId: bigint; readonly epoch: number },
): TransientError {
  cluster.options.metrics?.endedLate?.(topic, false);
  const what = `the transaction of producer ${producerId}, epoch ${epoch}, has no end in ${topic}/${partition}`;
  return new TransientError(
    `${what}: docs/runbooks/transaction-hangs.md`,
    codes.INVALID_TXN_STATE,
    'INVALID_TXN_STATE',
  );
}

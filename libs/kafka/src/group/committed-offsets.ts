import { offsetCommitV9, offsetFetchV9 } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import { withRetries } from '../cluster/retries.js';
import { check, codes, errorOf } from '../errors.js';
import { byTopic, indexesByTopic, type Partition, type Position } from '../position.js';

/** Under which membership batches were fetched: what a commit of their offsets must show. */
export interface Membership {
  readonly group: string;
  readonly memberId: string;
  readonly generation: number;
}

/** Kafka takes offsets without a member from anybody, so they are refused here. */
export function checkMembership({ group, memberId }: Membership): void {
  if (memberId === '') throw errorOf(codes.UNKNOWN_MEMBER_ID, `commit of ${group} by no member`);
}

/**
 * What the group has committed; partitions without a commit are left out. Waits for transactions that hold offsets of
 * these partitions (`require_stable`), a paused member's too: without that its work would be done twice; `onUnstable` is
 * called each time that they are still open. With a signal it waits for brokers that are away, until that.
 */
export async function fetchCommitted(
  cluster: Cluster,
  group: string,
  partitions: readonly Partition[],
  { signal, onUnstable }: { readonly signal?: AbortSignal; readonly onUnstable?: () => void } = {},
): Promise<Position[]> {
  const coordinator = { kind: 'group', key: group } as const;
  const topics = indexesByTopic(partitions);
  return await withRetries(
    { what: 'OffsetFetch', cluster, coordinator, ...(signal && { signal, isPatient: true }) },
    async () => {
      const link = cluster.link(await cluster.coordinatorOf('group', group));
      const request = { groupId: group, memberId: null, memberEpoch: -1, topics };
      const answer = (await link.call(offsetFetchV9.api, [request], true)).groups[0];
      check(answer?.errorCode ?? codes.COORDINATOR_NOT_AVAILABLE, `committed offsets of ${group}`);
      const found = answer?.topics ?? [];
      checkComplete(found, partitions.length, `committed offsets of ${group}`);
      return found.flatMap(({ name, partitions: ofTopic }) =>
        ofTopic.flatMap(({ partitionIndex, committedOffset, metadata, errorCode }) => {
          if (errorCode === codes.UNSTABLE_OFFSET_COMMIT) onUnstable?.();
          check(errorCode, `committed offset of ${group} in ${name}/${partitionIndex}`);
          if (committedOffset < 0n) return [];
          return { topic: name, partition: partitionIndex, offset: Number(committedOffset), metadata: metadata ?? '' };
        }),
      );
    },
  );
}

/** Commits outside of a transaction; StaleGenerationError where the group has moved on. */
export async function commitOffsets(
  cluster: Cluster,
  membership: Membership,
  positions: readonly Position[],
): Promise<void> {
  checkMembership(membership);
  const { group, memberId, generation } = membership;
  const coordinator = { kind: 'group', key: group } as const;
  await withRetries({ what: 'OffsetCommit', cluster, coordinator }, async () => {
    const link = cluster.link(await cluster.coordinatorOf('group', group));
    const answer = await link.call(offsetCommitV9.api, group, generation, memberId, null, offsetsToCommit(positions));
    for (const { name, partitions } of answer.topics)
      for (const { partitionIndex, errorCode } of partitions)
        check(errorCode, `commit of ${group} in ${name}/${partitionIndex}`);
    checkComplete(answer.topics, positions.length, `commit of ${group}`);
  });
}

/** Throws a TransientError where an answer leaves a partition out: silence is no consent. */
export function checkComplete(
  topics: readonly { readonly partitions: readonly unknown[] }[],
  asked: number,
  what: string,
): void {
  const answered = topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
  if (answered < asked) check(codes.COORDINATOR_NOT_AVAILABLE, what);
}

/** Positions as OffsetCommit and TxnOffsetCommit want them. */
export function offsetsToCommit(positions: readonly Position[]) {
  return byTopic(positions).map(({ name, items }) => ({
    name,
    partitions: items.map(({ partition, offset, metadata }) => ({
      partitionIndex: partition,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: -1,
      committedMetadata: metadata ?? '',
    })),
  }));
}

import type { Cluster } from '../cluster/cluster.js';
import { partitionKey, type Position } from '../position.js';
import { TransactionCoordinator } from '../producer/coordinator.js';
import { fetchCommitted } from './committed-offsets.js';

const TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * Commits first positions of a group, only where it has none; answers those it committed. Nobody works on a partition
 * without a position, so that nobody's work is touched. By a transaction, since Kafka takes offsets of a group that has
 * members (an older version of the service, that doesn't read these topics yet) from a stranger by that request only.
 */
export async function beginGroup(cluster: Cluster, group: string, positions: readonly Position[]): Promise<Position[]> {
  if (positions.length === 0) return [];
  const committed = await fetchCommitted(cluster, group, positions);
  const known = new Set(committed.map(({ topic, partition }) => partitionKey(topic, partition)));
  const missing = positions.filter(({ topic, partition }) => !known.has(partitionKey(topic, partition)));
  if (missing.length === 0) return [];
  const lane = cluster.lane(TRANSACTION_TIMEOUT_MS);
  try {
    const coordinator = new TransactionCoordinator({ cluster, lane }, `${group}-begin`);
    const identity = await coordinator.initialize(TRANSACTION_TIMEOUT_MS, { topics: [], group });
    await coordinator.commitOffsets(identity, { group, memberId: '', generation: -1 }, missing);
    await coordinator.end(identity, true);
  } finally {
    await cluster.closeLane(lane);
  }
  await fetchCommitted(cluster, group, missing); // shows what the transaction has written, once that is there
  return missing;
}

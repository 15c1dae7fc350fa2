import type { Cluster } from '../cluster/cluster.js';
import { codes, KafkaError } from '../errors.js';
import type { Partition } from '../position.js';

const OFFSETS = '__consumer_offsets';

/** Where a group's positions are kept; undefined where Kafka has none yet, or this client may not see it. */
export async function offsetsPartitionOf(cluster: Cluster, group: string): Promise<Partition | undefined> {
  try {
    if (cluster.topicIdOf(OFFSETS) === undefined) await cluster.refresh([OFFSETS]);
  } catch (error) {
    if (error instanceof KafkaError && error.code === codes.TOPIC_AUTHORIZATION_FAILED) return undefined;
    throw error;
  }
  if (cluster.topicIdOf(OFFSETS) === undefined) return undefined;
  const { length } = await cluster.partitionsOf(OFFSETS);
  return { topic: OFFSETS, partition: Math.abs(javaHashOf(group)) % length };
}

/** java.lang.String.hashCode; where its sign can't be taken away, Kafka takes 0 (Utils.abs). */
function javaHashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash === -(2 ** 31) ? 0 : hash;
}

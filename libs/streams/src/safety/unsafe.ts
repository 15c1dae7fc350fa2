import type { TopicContract } from '@naru/contracts';
import type { TopicDescription } from '@naru/kafka';

// What the promises stand on: a record that was acknowledged stands on three brokers and was taken by two, so that any
// one may go with its disk, and no broker that missed something is ever made leader of it.
const leastReplicas = 3;
const leastInSync = 2;

/** Kafka's own topics, in which positions and the outcomes of transactions are kept. */
export const internalTopics = ['__consumer_offsets', '__transaction_state'];

/** What of a topic as it stands on the brokers a promise can't stand on; nothing where all is well. */
export function unsafeOf({ name, partitions, configs }: TopicDescription): string[] {
  const complaints: string[] = [];
  const replicas = Math.min(...partitions.map((partition) => partition.replicas.length));
  if (replicas < leastReplicas) complaints.push(`${name} has ${replicas} replicas, not ${leastReplicas}`);
  const inSync = Number(configs['min.insync.replicas'] ?? 1);
  if (inSync < leastInSync) complaints.push(`${name}: min.insync.replicas is ${inSync}, not ${leastInSync}`);
  if (configs['unclean.leader.election.enable'] === 'true')
    complaints.push(`${name}: unclean.leader.election.enable is true`);
  return complaints;
}

/** Whether a topic keeps its records as long as its readers may be away. */
export function forgetfulOf({ name, configs }: TopicDescription, contract: TopicContract): string[] {
  const policy = configs['cleanup.policy'] ?? '';
  if (policy !== contract.cleanup) return [`${name}: cleanup.policy is ${policy}, not ${contract.cleanup}`];
  if (policy !== 'delete') return [];
  const complaints: string[] = [];
  if (isLess(configs['retention.ms'], contract.retentionMs))
    complaints.push(`${name}: retention.ms is ${configs['retention.ms'] ?? 'not set'}, not ${contract.retentionMs}`);
  if (isLess(configs['retention.bytes'], -1))
    complaints.push(
      `${name}: retention.bytes is ${configs['retention.bytes'] ?? 'not set'}, so that a flood shortens it`,
    );
  return complaints;
}

/** -1 is without end. */
const isLess = (set: string | null | undefined, wanted: number): boolean => {
  const value = Number(set ?? -1);
  return value !== -1 && (wanted === -1 || value < wanted);
};

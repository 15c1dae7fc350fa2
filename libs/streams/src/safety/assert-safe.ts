import { type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import type { Admin } from '@naru/kafka';
import { UnsafeClusterError } from '../errors.js';
import { forgetfulOf, internalTopics, unsafeOf } from './unsafe.js';

const catalogue: readonly TopicContract[] = Object.values(topics);

/**
 * Holds the topics that a service writes and reads, and Kafka's own, against what the promises stand on. Topics that are
 * missing are somebody else's complaint. Throws UnsafeClusterError, TransientError where no broker answers.
 */
export async function assertSafe(
  admin: Pick<Admin, 'describe' | 'listTopics'>,
  names: PhysicalNames,
  service: string,
): Promise<void> {
  const ours = catalogue.filter(
    ({ owner, readers, shared }) => shared || owner === service || readers.includes(service),
  );
  const contracts = new Map(ours.map((topic) => [names.topic(topic), topic]));
  const there = new Set(await admin.listTopics({ internal: true }));
  const found = await admin.describe([...contracts.keys(), ...internalTopics].filter((name) => there.has(name)));
  const complaints = found.flatMap((topic) => {
    const contract = contracts.get(topic.name);
    return [...unsafeOf(topic), ...(contract === undefined ? [] : forgetfulOf(topic, contract))];
  });
  if (complaints.length > 0) throw new UnsafeClusterError(complaints);
}

import type { TopicContract } from './topic-contract.js';

const dayMs = 86_400_000;

/** No request of ingest is larger than 16 MiB, no record than 1 MiB; a batch holds several of them (bytes). */
const largestBatch = 4 * 1_048_576;

/** The last segment of a log is never compacted: so much is read again at a restore at most (bytes; as Kafka Streams has it). */
const compactedSegment = 50 * 1_048_576;

/** What a topic has to be set to on the broker, by Kafka's own names. */
export function topicSettings(topic: TopicContract): Readonly<Record<string, string>> {
  const settings = {
    'cleanup.policy': topic.cleanup,
    'max.message.bytes': String(largestBatch),
    // the brokers keep what was sent: views and proofs rest on the producer's own bytes and time
    'compression.type': 'producer',
    'message.timestamp.type': 'CreateTime',
  };
  if (topic.cleanup === 'delete') return { ...settings, 'retention.ms': String(topic.retentionMs) };
  // a view that was away for less than a week still learns what was deleted
  return { ...settings, 'delete.retention.ms': String(7 * dayMs), 'segment.bytes': String(compactedSegment) };
}

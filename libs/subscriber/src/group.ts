import { FencedError, GroupConsumer, type KafkaClient, TransientError } from '@naru/kafka';
import type { GroupOptions, Retry } from './options.js';
import { patiently } from './patience.js';
import type { Intake } from './running.js';

const REBALANCE_TIMEOUT_MS = 30_000;
const MAX_BUFFERED_BYTES = 4 * 1_048_576;

export interface Membership extends GroupOptions {
  /** Names on the broker. */
  readonly topics: readonly string[];
  readonly maxBufferedBytes: number | undefined;
  readonly onRetry: (retry: Retry) => void;
}

/** Joins a group: begins it first where it has no positions and a beginning was chosen. */
export async function joinGroup(client: KafkaClient, member: Membership): Promise<GroupConsumer> {
  const { group, topics, startAt, rebalanceTimeoutMs = REBALANCE_TIMEOUT_MS, maxBufferedBytes } = member;
  if (startAt !== undefined) await beginGroup(client, { ...member, startAt });
  const consumer = new GroupConsumer(client, {
    group,
    topics,
    rebalanceTimeoutMs,
    maxBufferedBytes: maxBufferedBytes ?? MAX_BUFFERED_BYTES,
  });
  await consumer.start();
  return consumer;
}

/** Members that start at the same moment may disturb each other here; whoever comes second finds it done. */
async function beginGroup(
  client: KafkaClient,
  { group, topics, startAt, onRetry }: Membership & { readonly startAt: 'earliest' | 'latest' },
): Promise<void> {
  const giveUp = AbortSignal.timeout(30_000);
  await patiently(async () => client.admin.begin(group, await client.admin.listOffsets(topics, startAt)), {
    signal: giveUp,
    isWorthAnother: (error) => error instanceof TransientError || error instanceof FencedError,
    told: (failure) => {
      onRetry({ ...failure, records: 0, first: undefined });
    },
  });
}

export const intakeOf = (consumer: GroupConsumer, topics: readonly string[]): Intake => ({
  get generation() {
    return consumer.membership.generation;
  },
  get isOurs() {
    return !consumer.rebalancing;
  },
  get partitions() {
    return topics.flatMap((topic) => consumer.tasks.map((partition) => ({ topic, partition })));
  },
  poll: (maxWaitMs) => consumer.poll(maxWaitMs),
  close: () => consumer.close(),
});

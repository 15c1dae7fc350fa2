import { setTimeout as delay } from 'node:timers/promises';
import type { PhysicalNames, TopicContract } from '@naru/contracts';
import { type KafkaClient, type Position, Reader } from '@naru/kafka';

interface Hub {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
}

const [LOOK_AGAIN_MS, POLL_MS] = [200, 100];

/**
 * Resolves when a stage has taken every record that stands in the topics now, those of transactions that are still open
 * included. Throws the signal's reason.
 */
export async function untilTaken(
  { client, names }: Hub,
  stage: string,
  contracts: readonly TopicContract[],
  signal: AbortSignal,
): Promise<void> {
  const topics = contracts.map((contract) => names.topic(contract));
  const ends = await client.admin.listOffsets(topics, 'latest', 'read_uncommitted');
  for (;;) {
    const positions = await client.admin.committed(names.group(stage), topics);
    const waiting = ends.filter((end) => end.offset > (offsetIn(positions, end) ?? 0));
    if (waiting.length === 0 || !(await hasRecords(client, waiting, positions, signal))) return;
    await delay(LOOK_AGAIN_MS, undefined, { signal });
  }
}

const offsetIn = (positions: readonly Position[], { topic, partition }: Position): number | undefined =>
  positions.find((each) => each.topic === topic && each.partition === partition)?.offset;

/** Whether a record stands between the positions and the ends: the ends of transactions take offsets too, and nobody takes them. */
async function hasRecords(
  client: KafkaClient,
  ends: readonly Position[],
  positions: readonly Position[],
  signal: AbortSignal,
): Promise<boolean> {
  const topics = [...new Set(ends.map(({ topic }) => topic))];
  const reader = new Reader(client, { topics, from: 'earliest', positions, until: 'high-watermark' });
  let found = false;
  try {
    await reader.start();
    while (!found && !isPast(reader.positions, ends)) {
      signal.throwIfAborted();
      for (const batch of await reader.poll(POLL_MS)) {
        const end = offsetIn(ends, { topic: batch.topic, partition: batch.partition, offset: 0 }) ?? 0;
        batch.forEach(({ offset, valueStart }) => {
          // a mark has no value
          if (valueStart >= 0 && offset < end) found = true;
        });
      }
    }
  } finally {
    await reader.close();
  }
  return found;
}

const isPast = (positions: readonly Position[], ends: readonly Position[]): boolean =>
  ends.every((end) => (offsetIn(positions, end) ?? 0) >= end.offset);

import { setTimeout as delay } from 'node:timers/promises';
import type { PhysicalNames, TopicContract } from '@naru/contracts';
import { type FetchedBatch, type KafkaClient, type Position, Reader } from '@naru/kafka';

interface Hub {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
}

const [LOOK_AGAIN_MS, POLL_MS] = [200, 100];

/**
 * Resolves when a stage has taken every record that stands in the topics now, those of transactions that are still open
 * included. Throws an error that names the stage where it takes longer than `withinMs`.
 */
export async function untilTaken(
  { client, names }: Hub,
  stage: string,
  contracts: readonly TopicContract[],
  withinMs: number,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  const topics = contracts.map((contract) => names.topic(contract));
  const ends = await client.admin.listOffsets(topics, 'latest', 'read_uncommitted');
  for (;;) {
    const positions = await client.admin.committed(names.group(stage), topics);
    const waiting = ends.filter((end) => end.offset > (offsetIn(positions, end) ?? 0));
    if (waiting.length === 0 || !(await hasRecords(client, waiting, positions, deadline))) return;
    if (performance.now() > deadline) throw new Error(`${stage} is more than ${withinMs / 1_000} s behind`);
    await delay(LOOK_AGAIN_MS);
  }
}

const offsetIn = (positions: readonly Position[], { topic, partition }: Omit<Position, 'offset'>): number | undefined =>
  positions.find((each) => each.topic === topic && each.partition === partition)?.offset;

/** Whether a record stands between the positions and the ends: the ends of transactions take offsets too, and nobody takes them. */
async function hasRecords(
  client: KafkaClient,
  ends: readonly Position[],
  positions: readonly Position[],
  deadline: number,
): Promise<boolean> {
  const topics = [...new Set(ends.map(({ topic }) => topic))];
  const reader = new Reader(client, { topics, from: 'earliest', positions, until: 'high-watermark' });
  try {
    await reader.start();
    // what can't be read in time may be records
    while (!isPast(reader.positions, ends)) {
      if (performance.now() > deadline) return true;
      const batches = await reader.poll(POLL_MS);
      if (batches.some((batch) => recordsBefore(offsetIn(ends, batch) ?? 0, batch) > 0)) return true;
    }
    return false;
  } finally {
    await reader.close();
  }
}

function recordsBefore(end: number, batch: FetchedBatch): number {
  let records = 0;
  batch.forEach(({ offset, valueStart }) => {
    // a mark has no value
    if (valueStart >= 0 && offset < end) records++;
  });
  return records;
}

const isPast = (positions: readonly Position[], ends: readonly Position[]): boolean =>
  ends.every((end) => (offsetIn(positions, end) ?? 0) >= end.offset);

import { type KafkaClient, type Position, PositionLostError, Reader } from '@naru/kafka';

const POLL_MS = 250;

export interface NextRecordOptions {
  readonly client: KafkaClient;
  readonly task: number;
  /** Throws where there is no use in going on. */
  readonly assertOurs: () => void;
}

/**
 * When the oldest of the records was written that a task takes next (ms since 1970): now, where nothing waits, and 0 where
 * a position is lost. A horizon counts back from it: after a day's outage its records are old, too.
 */
export async function oldestNextRecord(positions: readonly Position[], options: NextRecordOptions): Promise<number> {
  const { client, task, assertOurs } = options;
  let oldest = Date.now();
  if (positions.length === 0) return oldest;
  const topics = positions.map(({ topic }) => topic);
  const reader = new Reader(client, { topics, partitions: [task], from: 'earliest', positions });
  const met = new Set<string>();
  try {
    await reader.start();
    while (!reader.caughtUp && met.size < positions.length) {
      assertOurs();
      for (const batch of await reader.poll(POLL_MS))
        batch.forEach(({ timestamp }) => {
          if (met.has(batch.topic)) return;
          met.add(batch.topic);
          oldest = Math.min(oldest, timestamp);
        });
    }
  } catch (error) {
    if (!(error instanceof PositionLostError)) throw error;
    return 0; // whoever reads next says so
  } finally {
    await reader.close();
  }
  return oldest;
}

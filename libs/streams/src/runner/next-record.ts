import { type KafkaClient, type Position, PositionLostError, Reader } from '@naru/kafka';

const POLL_MS = 250;

export interface NextRecordOptions {
  readonly client: KafkaClient;
  /** Throws where there is no use in going on. */
  readonly assertOurs: () => void;
}

/**
 * When the oldest of the records was written that come next at these positions (ms since 1970): now, where nothing waits, and
 * 0 where a position is lost. A horizon counts back from it: after a day's outage its records are old, too.
 */
export async function oldestNextRecord(positions: readonly Position[], options: NextRecordOptions): Promise<number> {
  const next = await Promise.all(positions.map((position) => nextRecord(position, options)));
  return Math.min(Date.now(), ...next);
}

async function nextRecord(position: Position, { client, assertOurs }: NextRecordOptions): Promise<number> {
  const { topic, partition } = position;
  const at = { topics: [topic], partitions: [partition], from: 'earliest', positions: [position] } as const;
  const reader = new Reader(client, at);
  let next = Infinity;
  try {
    await reader.start();
    while (!reader.caughtUp && next === Infinity) {
      assertOurs();
      for (const batch of await reader.poll(POLL_MS))
        batch.forEach(({ timestamp }) => {
          next = Math.min(next, timestamp);
        });
    }
  } catch (error) {
    if (!(error instanceof PositionLostError)) throw error;
    return 0; // whoever reads next says so
  } finally {
    await reader.close();
  }
  return next;
}

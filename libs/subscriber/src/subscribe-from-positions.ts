import { type Position, Reader } from '@naru/kafka';
import type { RecordDecoder } from './decoder.js';
import { openSubscription } from './open.js';
import type { Handler, HandlingContext, StoredPosition, Subscription, SubscriptionOptions } from './options.js';
import type { Topics } from './received.js';
import type { Intake } from './running.js';

const MAX_BUFFERED_BYTES = 4 * 1_048_576;

export interface PositionsContext extends HandlingContext {
  /** To be stored with what these records change, in one transaction of your database. */
  readonly positions: readonly StoredPosition[];
}

export interface PositionsOptions<T extends Topics> extends SubscriptionOptions<T> {
  /** What you have stored; [] at the first start. Read it in the same place that you write it to. */
  readonly positions: readonly StoredPosition[];
  /** Where to begin in partitions of which nothing is stored. */
  readonly startAt: 'earliest' | 'latest';
  /** Partition numbers to read, where several of you share them out; all by default. */
  readonly partitions?: readonly number[];
  /** Called without records, too, where only positions moved: store them all the same. */
  readonly handle: Handler<T, PositionsContext>;
}

/**
 * Subscribes without a group, exactly once: positions are yours, stored with your data in one transaction, so that both
 * are there or neither. Nothing is committed on Kafka, and nobody shares the partitions out: one reader a partition.
 * Ends with a PositionLostError where retention has deleted what comes next.
 */
export function subscribeFromPositions<T extends Topics>(options: PositionsOptions<T>): Promise<Subscription> {
  const { handle, partitions, startAt, maxBufferedBytes = MAX_BUFFERED_BYTES } = options;
  return openSubscription(options, 'naru-subscriber', async (client, decoder) => {
    const reader = new Reader(client, {
      topics: decoder.topics,
      from: startAt,
      positions: options.positions.map((stored) => ({ ...stored, topic: decoder.brokerName(stored.topic) })),
      maxBufferedBytes,
      ...(partitions !== undefined && { partitions }),
    });
    await reader.start();
    return {
      intake: intakeOf(reader),
      deliver: async (portion, signal, patiently) => {
        const positions = portion.positions.map((position) => storedForm(position, decoder));
        await patiently(
          async () => handle(portion.records, { signal, positions }),
          () => true,
        );
      },
    };
  });
}

const storedForm = <T extends Topics>(
  { topic, partition, offset }: Position,
  decoder: RecordDecoder<T>,
): StoredPosition => ({ topic: decoder.catalogueName(topic), partition, offset });

/** Nobody takes partitions away from a reader without a group. */
const intakeOf = (reader: Reader): Intake => ({
  generation: 0,
  isOurs: true,
  get partitions() {
    return reader.positions;
  },
  poll: (maxWaitMs) => reader.poll(maxWaitMs),
  close: () => reader.close(),
});

import type { TopicContract } from '@naru/contracts';
import type { StreamsContext } from '../context.js';

/** Where a change stands. */
export interface RecordAt {
  readonly partition: number;
  readonly offset: number;
  /** Kafka's timestamp, ms. */
  readonly timestamp: number;
}

export interface ViewOptions<W> extends StreamsContext {
  readonly topic: TopicContract<W>;
  /** Takes each record in the order of its partition; null is a deleted key. Synchronous. */
  apply(key: string, value: W | null, at: RecordAt): void;
  /** Changes kept for readers that come back with a cursor. 10,000 by default. */
  readonly keepChanges?: number;
}

import type { TopicContract } from '@naru/contracts';

/** A record on its way to Kafka. */
export interface Outgoing {
  readonly topic: TopicContract;
  readonly key: string;
  /** Confluent wire format; null deletes the key of a compacted topic. */
  readonly value: Buffer | null;
  /** ms since 1970. */
  readonly timestamp: number;
  readonly headers?: Readonly<Record<string, string>>;
}

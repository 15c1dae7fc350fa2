import type { TopicContract, WireOf } from '@naru/contracts';

/** What is subscribed to, each topic under a name of your own. */
export type Topics = Readonly<Record<string, TopicContract>>;

/** Where a record stands: `topic` is its name in the catalogue, `offset` its own. */
export interface RecordPosition {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** One record of one topic, in its wire shape: times are ms since 1970, ids 16-byte Buffers. */
export interface ReceivedFrom<Name extends string, Value> {
  /** Which of the topics, by the name that you gave it. */
  readonly input: Name;
  readonly key: string;
  /** null only in compacted topics: the key was deleted. */
  readonly value: Value | null;
  /** The record's id, or that of the fact that it states, as text; of a deletion, its key. */
  readonly id: string;
  /** Higher replaces lower; 0 where the topic knows no revisions. */
  readonly revision: number;
  readonly position: RecordPosition;
  /** Kafka's timestamp, ms since 1970. */
  readonly timestamp: number;
}

/** A record of any of the topics; `input` tells which, and with it the type of its value. */
export type Received<T extends Topics> = {
  [Name in keyof T & string]: ReceivedFrom<Name, WireOf<T[Name]>>;
}[keyof T & string];

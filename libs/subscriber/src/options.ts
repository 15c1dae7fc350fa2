import type { KafkaClientOptions, Position } from '@naru/kafka';
import type { Undecodable } from './decoder.js';
import type { Received, RecordPosition, Topics } from './received.js';

/** What happens to a record that can't be read: passed over, or the subscription ends before it. */
export type UndecodableDecision = 'skip' | 'stop';

/** Something failed and is tried again; nothing is skipped. */
export interface Retry {
  readonly error: unknown;
  /** How often it has failed by now. */
  readonly attempt: number;
  /** How long until it is tried again (ms). */
  readonly pauseMs: number;
  /** The records that wait; the first of them. 0 where it was no handler that failed. */
  readonly records: number;
  readonly first: RecordPosition | undefined;
}

export interface SubscriptionOptions<T extends Topics> extends Pick<KafkaClientOptions, 'brokers' | 'tls' | 'sasl'> {
  /** Address of the schema registry's Confluent API, e.g. `http://registry:8080/apis/ccompat/v7`. */
  readonly registry: string;
  /** Of a hub with several tenants. */
  readonly tenant?: string;
  readonly topics: T;
  /** Shown in the brokers' logs and quotas; the group, or `naru-subscriber`. */
  readonly clientId?: string;
  /** Most records that a handler gets at once; 1,000 by default. */
  readonly maxRecords?: number;
  /** Compressed bytes that wait for the handler; no more is fetched meanwhile. 4 MiB by default. */
  readonly maxBufferedBytes?: number;
  /** Asked of each record that can't be read; without it the subscription ends with an UndecodableRecordError. */
  readonly onUndecodable?: (record: Undecodable) => UndecodableDecision | Promise<UndecodableDecision>;
  /** Everything that the hub took before this time (ms since 1970) has been handled. Needs no records to go on. */
  readonly onProgress?: (clock: number) => void;
  /** Told of what failed and is tried again; a warning of the process by default. */
  readonly onRetry?: (retry: Retry) => void;
}

export interface GroupOptions {
  readonly group: string;
  /**
   * Where a group without positions begins; the choice of its first start. Kafka forgets the positions of a group that
   * nobody was in for a week (the brokers' `offsets.retention.minutes`): leave this out once the group has begun, and a
   * PositionMissingError tells, rather than a gap or everything again.
   */
  readonly startAt?: 'earliest' | 'latest';
  /** How long others wait for a handler that is at work when the group changes; 30 s by default. */
  readonly rebalanceTimeoutMs?: number;
}

/** What a handler is told beside the records. */
export interface HandlingContext {
  /** Aborted when the subscription closes, or the group has moved on: what you do now may be done by another too. */
  readonly signal: AbortSignal;
}

/** Handles records in the order of each partition. Resolve when they are safe; throw to get the same ones again. */
export type Handler<T extends Topics, C = HandlingContext> = (
  records: readonly Received<T>[],
  context: C,
) => Promise<void> | void;

/** The next record of each partition; `topic` as in the catalogue. */
export type StoredPosition = Pick<Position, 'topic' | 'partition' | 'offset'>;

export interface Subscription {
  /** Resolves when it was closed; rejects with what ended it. Unheeded, such an end ends the process. */
  readonly done: Promise<void>;
  /** Everything that the hub took before this time (ms since 1970) has been handled; undefined before it is known. */
  readonly clock: number | undefined;
  /** Reads no more, waits for the handler at work, keeps what it did, and leaves. Not to be awaited in a handler. */
  close(): Promise<void>;
}

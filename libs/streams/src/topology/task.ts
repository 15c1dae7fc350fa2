import type { WireOf } from '@naru/contracts';
import type { Headers, RecordView } from '@naru/kafka';
import type { GlobalTable } from './global-table.js';
import type { Fate, Outcome } from './outcome.js';
import type { StoreOf } from './store.js';
import type { Topology } from './topology.js';

type NameIn<T> = keyof T & string;

/** What became of a record that came back. */
export interface ReturnedFate {
  readonly fate: Fate;
  /** Empty where the fate has none. */
  readonly reason: string;
}

/** Records set aside whose time is over. */
export interface Expired {
  readonly reason: string;
  readonly source: string;
  readonly records: number;
  /** When they were set aside, ms since 1970. */
  readonly at: number;
}

export interface EmitOptions {
  /** Kafka's timestamp of the record, ms; that of the input record by default, so that a replay writes the same. */
  readonly timestamp?: number;
}

/**
 * One partition number over all inputs of a topology: its stores, and the way out. Everything that a handler does
 * with it becomes visible with the offset of the record, in one transaction, or not at all.
 */
export interface Task<T extends Topology = Topology> {
  readonly number: number;
  /**
   * Event time, ms since 1970: every input has come so far, less a slack. From the log alone; 0 while an input has told
   * nothing yet. Whether something is over is the timers' business: a rule of the world goes by the record's own times.
   */
  readonly clock: number;
  store<N extends NameIn<T['stores']>>(name: N): StoreOf<T['stores'][N]>;
  /** A topic of master data as this instance knows it now. */
  global<N extends NameIn<T['globals']>>(name: N): GlobalTable<WireOf<T['globals'][N]>>;
  /** Writes a record; `null` deletes the key of a compacted topic. The partition is the key's (murmur2, as Java's). */
  emit<N extends NameIn<T['writes']>>(
    output: N,
    key: string,
    value: WireOf<T['writes'][N]> | null,
    options?: EmitOptions,
  ): void;
  /** Writes a record of ready bytes (Confluent header included) to a chosen partition; `parts` are copied one behind the other. */
  emitBytes(
    output: NameIn<T['writes']>,
    partition: number,
    key: string | Uint8Array | null,
    parts: readonly Uint8Array[],
    timestamp: number,
    headers?: Headers,
  ): void;
  /**
   * Books the fate of a record that a BatchHandler has met (a Handler returns it instead). Sets it aside where the fate
   * says so. The ledger has it under its source and the minute in which the hub took it (`receivedAt`, ms): give them
   * where the record tells them. Of one that is set aside they are read as far as that goes; else it stands under no
   * source and the minute of its Kafka timestamp.
   */
  book(record: RecordView, outcome: Outcome, source?: string, receivedAt?: number): void;
  /**
   * Books that a record that was set aside came back to the topic it was taken from (or meant for), and what became of
   * it. The record in hand that brought it has a fate of its own: delivered.
   */
  bookReturned(topic: string, fate: ReturnedFate, source: string, receivedAt: number): void;
  /** Books records of a topic of what was set aside that retention has deleted while they waited. */
  bookExpired(topic: string, expired: Expired): void;
}

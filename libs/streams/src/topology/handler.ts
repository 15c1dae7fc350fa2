import type { HubReturnedRecord, Reason, WireOf } from '@naru/contracts';
import type { FetchedBatch } from '@naru/kafka';
import type { Outcome } from './outcome.js';
import type { Task } from './task.js';
import type { Topology } from './topology.js';

/** A record of a topic, decoded. */
export interface Input<R> {
  readonly value: R;
  /** Empty where the record has none. */
  readonly key: string;
  /** Name in the catalogue, without the tenant. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Kafka's timestamp, ms. */
  readonly timestamp: number;
}

/**
 * Takes one record: reads and changes stores, emits, and says what became of it. Synchronous, no clock, no I/O.
 * A throw of PermanentError sets the record aside; any other throw ends the process, with topic, partition and offset logged.
 */
export type Handler<T extends Topology, R> = (input: Input<R>, task: Task<T>) => Outcome;

/**
 * Takes a batch as bytes, walks it once, and books each record's fate with `task.book`. It meets only records whose
 * schema is at hand; others were set aside, or come with a later call. Views and their bytes are valid during the call.
 */
export type BatchHandler<T extends Topology> = (batch: FetchedBatch, task: Task<T>) => void;

/** Schemas that records are written with, fetched before a handler meets them. WireCodec and PlacedSchemas are such. */
export interface WriterSchemas {
  isPrepared(schemaId: number): boolean;
  /**
   * Throws UnknownSchemaIdError where there is no such schema: its records are dead letters. Where nobody can say now
   * (RegistryUnreachableError, SchemaNotRegisteredError, SchemaRefusedError, TransientError) the task waits and says so.
   */
  prepare(schemaId: number): Promise<void>;
}

/** An input taken as bytes. */
export interface BatchInput<T extends Topology> {
  readonly visit: BatchHandler<T>;
  /** What must be known of a writer's schema before `visit`; by default that the registry has it. */
  readonly schemas?: WriterSchemas;
}

/** A state that is due. */
export interface Due<S> {
  readonly key: string;
  readonly state: S;
  /** The moment that it is due at (ms): the handler's now, however late it is met. */
  readonly at: number;
}

/**
 * Timers of a keyed store. A timer is nothing beside the state: it is set with it, dropped with it and restored with it,
 * so that a restart and a replay meet the same ones.
 */
export interface Timers<T extends Topology, S> {
  /** When a state is due, by the task's clock (event time, ms since 1970); undefined for never. */
  dueAt(state: S): number | undefined;
  /**
   * Meets a state that is due: in order of time, then key, and before any record that is read after the clock has passed
   * `at`. It has to change the state so that it is due later, or no more. What it emits has `at` as its timestamp.
   */
  handle(due: Due<S>, task: Task<T>): void;
}

/** An input over which records come back that the stage had set aside: they are taken by the inputs they came from. */
export interface Returns {
  /** The bytes that come back; undefined where they can't be opened any more. */
  readonly open: (returned: HubReturnedRecord) => Buffer | undefined;
}

type StateOf<D> = D extends { fromWire(wire: never): infer S } ? S : never;

/** A handler for each topic that the topology reads, and timers of the stores that have some. */
export type Pipeline<T extends Topology> = {
  readonly [N in keyof T['reads']]: Handler<T, WireOf<T['reads'][N]>> | BatchInput<T> | Returns;
} & { readonly timers?: { readonly [N in keyof T['stores']]?: Timers<T, StateOf<T['stores'][N]>> } };

/** A record that a stage can't or won't pass on, with its original bytes. `value` is valid during the call only. */
export interface SetAsideRecord {
  readonly fate: 'dead-lettered' | 'quarantined';
  readonly reason: Reason;
  /** What was expected, in words; holds no value of the record. */
  readonly detail: string;
  /** Name in the catalogue, without the tenant. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  /** The whole value as it was read, Confluent header included; null for a tombstone. */
  readonly value: Buffer | null;
  /** Writer's schema where the bytes name one. */
  readonly schemaId: number | null;
  /** 0 at first; one more with each return. */
  readonly attempt: number;
}

/** The service's way to seal a record and emit it to hub.dead-letters or hub.quarantine. Synchronous, in the record's transaction. */
export type SetAside<T extends Topology> = (record: SetAsideRecord, task: Task<T>) => void;

import { DecodeError, type SchemaRegistry, type WireCodec } from '@naru/avro';
import type { DeadLetterReason, TopicContract } from '@naru/contracts';
import type { FetchedBatch, RecordView } from '@naru/kafka';
import { PermanentError } from '../errors.js';
import { isAway } from '../patience.js';
import type { BatchInput, Handler, WriterSchemas } from '../topology/handler.js';
import { type Outcome, deadLettered } from '../topology/outcome.js';
import type { Topology } from '../topology/topology.js';
import { InnerSchemaMissing, type MissingSchema, walk } from '../walk.js';
import { type Origin, tellsOrigin } from './origin.js';
import type { TaskRuntime } from './task-runtime.js';

/** A topic that the service reads, and what is done with its batches. */
export interface InputPort {
  readonly topic: TopicContract;
  /** Name on the broker. */
  readonly name: string;
  readonly schemas: WriterSchemas;
  /** Whether its records begin with the common fields. */
  readonly tellsOrigin: boolean;
  /** Whether records without a value mean something here (deleted keys) and are the handler's. */
  readonly takesTombstones: boolean;
  visit(batch: FetchedBatch, task: TaskRuntime): void;
}

/** A topic, and its name on the broker. */
export interface InputTopic {
  readonly topic: TopicContract;
  readonly name: string;
}

/**
 * An input whose records are decoded one by one. What a handler has done for a record that is set aside, or that has to
 * be tried again, is undone.
 */
export function typedPort(
  { topic, name }: InputTopic,
  codec: WireCodec<unknown>,
  handle: Handler<Topology, unknown>,
): InputPort {
  const hasOrigin = tellsOrigin(topic);
  let origin: Origin | undefined;
  const outcomeOf = (view: RecordView, partition: number, task: TaskRuntime): Outcome => {
    const { buffer, valueStart, valueEnd, offset, timestamp } = view;
    origin = undefined;
    try {
      const value = codec.decode(buffer, valueStart, valueEnd);
      if (hasOrigin) origin = value as Origin; // which the schema says
      return handle({ value, key: view.key() ?? '', topic: topic.name, partition, offset, timestamp }, task);
    } catch (error) {
      if (error instanceof DecodeError) return deadLettered(error.reason, error.message);
      if (error instanceof PermanentError) return deadLettered(error.reason, error.message);
      throw error;
    }
  };
  const take = (view: RecordView, partition: number, task: TaskRuntime): void => {
    const outcome = outcomeOf(view, partition, task);
    if (isSetAside(outcome)) task.undoRecord();
    task.book(view, outcome, origin?.source, origin?.receivedAt);
  };
  const visit = (batch: FetchedBatch, task: TaskRuntime): void => {
    batch.forEach((view) => {
      task.stage();
      try {
        take(view, batch.partition, task);
      } catch (error) {
        task.undoRecord();
        throw error;
      } finally {
        task.keepRecord();
      }
    });
  };
  return { topic, name, schemas: codec, tellsOrigin: hasOrigin, takesTombstones: false, visit };
}

/** An input taken as bytes; its handler books every record itself. */
export function bytesPort(
  { topic, name }: InputTopic,
  registry: SchemaRegistry,
  input: BatchInput<Topology>,
): InputPort {
  const visit = (batch: FetchedBatch, task: TaskRuntime): void => {
    try {
      input.visit(batch, task);
    } finally {
      task.keepRecord();
    }
  };
  const schemas = input.schemas ?? new ReleasedSchemas(registry);
  return {
    topic,
    name,
    schemas,
    tellsOrigin: tellsOrigin(topic),
    takesTombstones: topic.cleanup === 'compact',
    visit,
  };
}

/** A record for which something isn't there now: its handler took it as not met. */
export interface Unmet {
  readonly offset: number;
  readonly awaits: Error;
}

/** A record before which timers are due. */
export interface TimersDue {
  readonly offset: number;
  readonly timers: true;
}

/** A record that is left for another time, as enough were taken. */
export interface Enough {
  readonly offset: number;
  readonly enough: true;
}

/** Where taking stopped, and what has to be had before it goes on from there. */
export type Stop = MissingSchema | Unmet | TimersDue | Enough;

export interface TakeOptions {
  readonly port: InputPort;
  readonly task: TaskRuntime;
  /** Ids of which the registry said that there is no such schema. */
  readonly unknown: ReadonlySet<number>;
  /** Records to take at most; all of them where this isn't given. */
  readonly most?: number;
}

/**
 * Takes a batch from an offset on, and books what it took. Records that name no schema or an unknown one are set aside
 * before the handler meets them; where a schema has to be fetched first, the handler says that something is away, timers
 * are due, or enough were taken, it stops before that record and says so.
 */
export function takeBatch(
  batch: FetchedBatch,
  from: number,
  { port, task, unknown, most = Infinity }: TakeOptions,
): Stop | undefined {
  const { partition, lastOffset, records } = batch;
  const topic = port.topic.name;
  const bookedBefore = task.booked;
  let met = 0;
  let stop: Stop | undefined;
  const takeInHand = (view: RecordView) => {
    task.takeInHand(port, partition, view);
    met++;
  };
  const refuse = (view: RecordView, reason: DeadLetterReason) => {
    takeInHand(view);
    task.book(view, deadLettered(reason), '', view.timestamp); // nobody knows how to read it
  };
  let cut: TimersDue | Enough | undefined;
  const untilCut = (visit: (view: RecordView) => void) => {
    batch.forEach((view) => {
      const { offset } = view;
      if (cut !== undefined || offset < from) return;
      if (task.timersAreDue) cut = { offset, timers: true };
      else if (met >= most) cut = { offset, enough: true };
      else visit(view);
    });
  };
  const readable = task.hasTimers || most < records ? { forEach: untilCut } : batch;
  const forEach = (visit: (view: RecordView) => void) => {
    const meet = (view: RecordView) => {
      takeInHand(view);
      visit(view);
    };
    stop = walk(readable, from, {
      schemas: port.schemas,
      unknown,
      mark: (mark) => {
        task.time.hear(port, mark);
      },
      record: meet,
      tombstone: (view) => {
        if (port.takesTombstones) meet(view);
        else refuse(view, 'not-confluent');
      },
      unreadable: refuse,
    });
  };
  try {
    port.visit({ topic, partition, baseOffset: from, lastOffset, records, forEach }, task);
  } catch (error) {
    const { offsetInHand: offset } = task;
    if (offset === undefined) throw error;
    if (error instanceof InnerSchemaMissing) stop = { offset, ...error.missing };
    else if (isAway(error)) stop = { offset, awaits: error };
    else throw error;
    met--;
  }
  stop ??= cut;
  const booked = task.booked - bookedBefore;
  if (booked !== met) throw new Error(`The handler booked ${booked} fates of ${met} records`);
  task.books.took(port, partition, from, stop?.offset ?? lastOffset + 1, met);
  return stop;
}

const isSetAside = ({ fate }: Outcome): boolean => fate === 'dead-lettered' || fate === 'quarantined';

/** Schemas of which nothing is asked but that the registry has them. */
class ReleasedSchemas implements WriterSchemas {
  readonly #released = new Set<number>();

  constructor(private readonly registry: SchemaRegistry) {}

  isPrepared(schemaId: number): boolean {
    return this.#released.has(schemaId);
  }

  async prepare(schemaId: number): Promise<void> {
    await this.registry.schemaById(schemaId);
    this.#released.add(schemaId);
  }
}

import { DecodeError, type SchemaRegistry, type WireCodec } from '@naru/avro';
import type { DeadLetterReason, TopicContract } from '@naru/contracts';
import type { FetchedBatch, RecordView } from '@naru/kafka';
import { PermanentError } from '../errors.js';
import type { BatchInput, Handler, Rebuild, WriterSchemas } from '../topology/handler.js';
import { type Outcome, deadLettered } from '../topology/outcome.js';
import type { Topology } from '../topology/topology.js';
import { type Stop, walk } from '../walk.js';
import type { TaskRuntime } from './task-runtime.js';

/** A topic that the service reads, and what is done with its batches. */
export interface InputPort {
  readonly topic: TopicContract;
  readonly schemas: WriterSchemas;
  /** Whether records without a value mean something here (deleted keys) and are the handler's. */
  readonly takesTombstones: boolean;
  readonly rebuild?: Rebuild<Topology>;
  visit(batch: FetchedBatch, task: TaskRuntime): void;
}

/** An input whose records are decoded one by one. What a handler has done for a record that is set aside is undone. */
export function typedPort(
  topic: TopicContract,
  codec: WireCodec<unknown>,
  handle: Handler<Topology, unknown>,
): InputPort {
  const outcomeOf = (view: RecordView, partition: number, task: TaskRuntime): Outcome => {
    const { buffer, valueStart, valueEnd, offset, timestamp } = view;
    try {
      const value = codec.decode(buffer, valueStart, valueEnd);
      return handle({ value, key: view.key() ?? '', topic: topic.name, partition, offset, timestamp }, task);
    } catch (error) {
      if (error instanceof DecodeError) return deadLettered(error.reason, error.message);
      if (error instanceof PermanentError) return deadLettered(error.reason, error.message);
      throw error;
    }
  };
  const visit = (batch: FetchedBatch, task: TaskRuntime): void => {
    batch.forEach((view) => {
      task.stage();
      const outcome = outcomeOf(view, batch.partition, task);
      if (isSetAside(outcome)) task.undoRecord();
      task.book(view, outcome);
      task.keepRecord();
    });
  };
  return { topic, schemas: codec, takesTombstones: false, visit };
}

/** An input taken as bytes; its handler books every record itself. */
export function bytesPort(topic: TopicContract, registry: SchemaRegistry, input: BatchInput<Topology>): InputPort {
  const visit = (batch: FetchedBatch, task: TaskRuntime): void => {
    input.visit(batch, task);
    task.keepRecord();
  };
  const schemas = input.schemas ?? new ReleasedSchemas(registry);
  const port = { topic, schemas, takesTombstones: topic.cleanup === 'compact', visit };
  return input.rebuild === undefined ? port : { ...port, rebuild: input.rebuild };
}

/**
 * Takes a batch from an offset on. Records that name no schema or an unknown one are set aside before the handler
 * meets them; where a schema has to be fetched first, it stops and says so.
 */
export function takeBatch(
  batch: FetchedBatch,
  from: number,
  { port, task, unknown }: { port: InputPort; task: TaskRuntime; unknown: ReadonlySet<number> },
): Stop | undefined {
  const { partition, lastOffset, records } = batch;
  const topic = port.topic.name;
  const bookedBefore = task.booked;
  let met = 0;
  let stop: Stop | undefined;
  const takeInHand = (view: RecordView) => {
    task.takeInHand(topic, partition, view);
    met++;
  };
  const refuse = (view: RecordView, reason: DeadLetterReason) => {
    takeInHand(view);
    task.book(view, deadLettered(reason));
  };
  const forEach = (visit: (view: RecordView) => void) => {
    const meet = (view: RecordView) => {
      takeInHand(view);
      visit(view);
    };
    stop = walk(batch, from, {
      schemas: port.schemas,
      unknown,
      record: meet,
      tombstone: (view) => {
        if (port.takesTombstones) meet(view);
        else refuse(view, 'not-confluent');
      },
      unreadable: refuse,
    });
  };
  port.visit({ topic, partition, baseOffset: from, lastOffset, records, forEach }, task);
  const booked = task.booked - bookedBefore;
  if (booked !== met) throw new Error(`The handler booked ${booked} fates of ${met} records`);
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

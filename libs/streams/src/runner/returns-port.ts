import { DecodeError, type WireCodec } from '@naru/avro';
import type { HubReturnedRecord } from '@naru/contracts';
import { type FetchedBatch, type RecordView, batchOfOne } from '@naru/kafka';
import type { Returns, WriterSchemas } from '../topology/handler.js';
import { type Outcome, deadLettered, delivered } from '../topology/outcome.js';
import { InnerSchemaMissing, prepareSchema, schemaIdIn } from '../walk.js';
import type { InputPort, InputTopic } from './input-port.js';
import type { TaskRuntime } from './task-runtime.js';

/** What comes back, and the input that it was once read from. */
interface Unpacked {
  readonly origin: InputPort;
  readonly returned: HubReturnedRecord;
  /** The record, as if it lay there again. */
  readonly batch: FetchedBatch;
  /** Why its handler can't meet it. */
  readonly refusal: Outcome | undefined;
}

export interface ReturnsParts {
  readonly codec: WireCodec<HubReturnedRecord>;
  readonly returns: Returns;
  /** The stage's other inputs, by their names in the catalogue. */
  readonly origins: ReadonlyMap<string, InputPort>;
}

/**
 * The input over which records come back that the stage had set aside, fixed or as they were: each is taken by the input
 * it was once read from, and what becomes of it is booked there. Its Kafka timestamp is the command's: what is stamped
 * long ago, retention would delete at once.
 */
export function returnsPort({ topic, name }: InputTopic, { codec, returns, origins }: ReturnsParts): InputPort {
  const schemasOf = new Map([...origins.values()].map((origin) => [origin, new KnownSchemas(origin.schemas)]));

  function unpack({ buffer, valueStart, valueEnd, timestamp }: RecordView): Unpacked | Outcome {
    const returned = codec.decode(buffer, valueStart, valueEnd);
    const { originTopic, originPartition, originOffset, originKey: key } = returned;
    const origin = originTopic === null ? undefined : origins.get(originTopic);
    if (origin === undefined || originPartition === null || originOffset === null)
      return deadLettered('wrong-type', 'a record of a topic that this stage reads');
    const value = returns.open(returned);
    if (value === undefined) return deadLettered('truncated-body', 'a key of its source that is still there');
    const at = { topic: origin.topic.name, partition: originPartition, offset: originOffset };
    const refusal = key === null ? deadLettered('missing-key') : refusalOf(origin, value);
    return { origin, returned, batch: batchOfOne(at, { timestamp, key, value }), refusal };
  }

  function refusalOf(origin: InputPort, value: Buffer): Outcome | undefined {
    const schemaId = schemaIdIn({ buffer: value, valueStart: 0, valueEnd: value.length });
    if (schemaId === null) return deadLettered('not-confluent');
    const schemas = schemasOf.get(origin);
    if (schemas?.isPrepared(schemaId) === false) throw new InnerSchemaMissing({ schemaId, schemas });
    // asked anew for the next one: until then it may have been registered
    return schemas?.unknown.delete(schemaId) === true ? deadLettered('unknown-schema-id') : undefined;
  }

  function takeBack({ origin, returned, batch, refusal }: Unpacked, task: TaskRuntime): void {
    const forEach: FetchedBatch['forEach'] = (visit) => {
      batch.forEach((view) => {
        task.takeBackInHand({ port: origin, partition: batch.partition, view, returned });
        if (refusal === undefined) visit(view);
        else task.book(view, refusal);
      });
    };
    const { partition, baseOffset, lastOffset, records } = batch;
    origin.visit({ topic: batch.topic, partition, baseOffset, lastOffset, records, forEach }, task);
  }

  function outcomeOf(view: RecordView, partition: number, task: TaskRuntime): Outcome {
    try {
      const found = unpack(view);
      if ('fate' in found) return found;
      takeBack(found, task);
      return delivered;
    } catch (error) {
      if (error instanceof DecodeError) return deadLettered(error.reason, error.message);
      throw error;
    } finally {
      task.takeInHand(port, partition, view);
    }
  }

  const port: InputPort = {
    topic,
    name,
    schemas: codec,
    tellsOrigin: false,
    takesTombstones: false,
    visit: (batch, task) => {
      batch.forEach((view) => {
        task.book(view, outcomeOf(view, batch.partition, task));
      });
    },
  };
  return port;
}

/** An input's schemas, and of which there are none. */
class KnownSchemas implements WriterSchemas {
  readonly unknown = new Set<number>();

  constructor(private readonly schemas: WriterSchemas) {}

  isPrepared(schemaId: number): boolean {
    return this.unknown.has(schemaId) || this.schemas.isPrepared(schemaId);
  }

  prepare(schemaId: number): Promise<void> {
    return prepareSchema(this.schemas, schemaId, this.unknown);
  }
}

import { UnknownSchemaIdError, headerLength } from '@naru/avro';
import type { FetchedBatch, RecordView } from '@naru/kafka';
import { type ProgressMark, readMark } from './time/progress-mark.js';
import type { WriterSchemas } from './topology/handler.js';

export type UnreadableReason = 'missing-key' | 'not-confluent' | 'unknown-schema-id';

export interface Walk {
  readonly schemas: WriterSchemas;
  /** Ids of which the registry said that there is no such schema. */
  readonly unknown: ReadonlySet<number>;
  /** A record whose writer's schema is at hand. */
  record(view: RecordView): void;
  /** A record without a value. */
  tombstone(view: RecordView): void;
  /** A record without a key, or that names no schema, or one that isn't. */
  unreadable(view: RecordView, reason: UnreadableReason, schemaId: number | null): void;
  /** A progress mark, which is no record. */
  mark?(mark: ProgressMark): void;
}

/** The record where a walk stopped, since its writer's schema has to be fetched first. */
export interface MissingSchema {
  readonly offset: number;
  readonly schemaId: number;
  /** Where it is fetched to. */
  readonly schemas: WriterSchemas;
}

/** Thrown where what comes back was written with a schema that has to be fetched first. */
export class InnerSchemaMissing extends Error {
  constructor(readonly missing: Omit<MissingSchema, 'offset'>) {
    super(`The schema ${missing.schemaId} of a record that comes back has to be fetched first`);
    this.name = 'InnerSchemaMissing';
  }
}

/** Visits the records of a batch from an offset on, up to the end or the first one whose schema isn't at hand. */
export function walk(batch: Pick<FetchedBatch, 'forEach'>, from: number, visitor: Walk): MissingSchema | undefined {
  let stop: MissingSchema | undefined;
  batch.forEach((view) => {
    if (stop !== undefined || view.offset < from) return;
    if (view.keyStart < 0) {
      const mark = readMark(view);
      if (mark === undefined) visitor.unreadable(view, 'missing-key', schemaIdIn(view));
      else visitor.mark?.(mark);
    } else if (view.valueStart < 0) visitor.tombstone(view);
    else {
      const schemaId = schemaIdIn(view);
      if (schemaId === null) visitor.unreadable(view, 'not-confluent', null);
      else if (visitor.schemas.isPrepared(schemaId)) visitor.record(view);
      else if (visitor.unknown.has(schemaId)) visitor.unreadable(view, 'unknown-schema-id', schemaId);
      else stop = { offset: view.offset, schemaId, schemas: visitor.schemas };
    }
  });
  return stop;
}

/** Whether there is such a schema; afterwards the walk goes on. Throws where nobody can say now. */
export async function prepareSchema(schemas: WriterSchemas, schemaId: number, unknown: Set<number>): Promise<void> {
  try {
    await schemas.prepare(schemaId);
  } catch (error) {
    if (!(error instanceof UnknownSchemaIdError)) throw error;
    unknown.add(schemaId);
  }
}

/** Writer's schema of a record by its Confluent header; null where it has none. */
export function schemaIdIn({
  buffer,
  valueStart,
  valueEnd,
}: Pick<RecordView, 'buffer' | 'valueStart' | 'valueEnd'>): number | null {
  return valueStart >= 0 && valueEnd - valueStart >= headerLength && buffer[valueStart] === 0
    ? buffer.readUInt32BE(valueStart + 1)
    : null;
}

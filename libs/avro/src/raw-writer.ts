import type { AvroField, AvroRecord, AvroSchema, TopicContract } from '@naru/contracts';
import { ByteCursor } from './byte-cursor.js';
import { DecodeError } from './errors.js';
import { beginsWith } from './front.js';
import { compileSkip } from './skip.js';

/** A writer's schema of raw records, whose bytes are read from the front and never decoded. */
export class RawWriter {
  private readonly skipRest: (cursor: ByteCursor) => void;
  private readonly cursor = new ByteCursor();

  constructor(
    readonly rawSchemaId: number,
    raw: AvroRecord,
    frontLength: number,
  ) {
    this.skipRest = compileSkip(raw, frontLength);
  }

  /**
   * Throws a DecodeError (truncated-body) unless the fields after the front fill `bytes` from `restStart` (the end of
   * the front) to `end`, exactly: appending to anything else would make a record that nobody can read.
   */
  checkRest(bytes: Buffer, restStart: number, end: number): void {
    const { cursor } = this;
    this.skipRest(cursor.over(bytes, restStart, end));
    if (cursor.broken || cursor.position !== end)
      throw new DecodeError('truncated-body', `The body is no record of schema ${this.rawSchemaId}`, this.rawSchemaId);
  }
}

/**
 * The schema with this id, as one of a raw topic's records: of its name, and beginning with the common first fields, as
 * the contract has them (`front`). A DecodeError (wrong-type) where it is the schema of something else.
 */
export function asRawSchema(
  schema: AvroSchema,
  schemaId: number,
  { raw, front }: { readonly raw: TopicContract; readonly front: readonly AvroField[] },
): AvroRecord | DecodeError {
  const writer = schema as AvroRecord;
  if (`${writer.namespace ?? ''}.${writer.name}` === raw.schema && beginsWith(writer, front)) return writer;
  return new DecodeError('wrong-type', `Schema ${schemaId} is no ${raw.schema}`, schemaId);
}

import type { AvroRecord, AvroSchema } from '@naru/contracts';
import { avroType } from '../avro-type.js';
import { ByteCursor } from '../byte-cursor.js';
import { DecodeError } from '../errors.js';
import type { SchemaRegistry } from '../registry.js';
import { compileSkip } from '../skip.js';
import { headerLength, schemaIdOf } from '../wire-format.js';
import { jsonOf } from './to-json.js';

/** A value as JSON, by the schema that it was written with. */
export interface AsWritten {
  readonly schemaId: number;
  /** Full name of the record. */
  readonly schema: string;
  /** Whether the bytes hold this record and nothing else; if not, `value` has its first fields, as far as they are whole. */
  readonly isWhole: boolean;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Reads a value (Confluent header included) as nothing but its writer's schema says, for people and for fixes: also of
 * one that is cut, or another record than belongs there. Throws a DecodeError where no schema can be had or its record
 * can't be read, RegistryUnreachableError where nobody can say.
 */
export async function readAsWritten(bytes: Buffer, registry: Pick<SchemaRegistry, 'schemaById'>): Promise<AsWritten> {
  const schemaId = schemaIdOf(bytes);
  const writer = await registry.schemaById(schemaId);
  if (!isRecord(writer)) throw new DecodeError('wrong-type', `Schema ${schemaId} is no record`, schemaId);
  try {
    const { readable, end } = readableOf(writer, bytes);
    const isWhole = readable.fields.length === writer.fields.length && end === bytes.length;
    const value = avroType(readable).fromBuffer(bytes.subarray(headerLength, end)) as unknown;
    const schema = writer.namespace === undefined ? writer.name : `${writer.namespace}.${writer.name}`;
    return { schemaId, schema, isWhole, value: jsonOf(readable)(value) as AsWritten['value'] };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DecodeError('wrong-type', `A value of schema ${schemaId} can't be read: ${detail}`, schemaId);
  }
}

/** The record with only those of its first fields that are whole, and where they end. */
function readableOf(writer: AvroRecord, bytes: Buffer): { readonly readable: AvroRecord; readonly end: number } {
  const cursor = new ByteCursor();
  for (let count = writer.fields.length; ; count--) {
    const readable = { ...writer, fields: writer.fields.slice(0, count) };
    compileSkip(readable)(cursor.over(bytes, headerLength, bytes.length));
    if (!cursor.broken) return { readable, end: cursor.position };
  }
}

const isRecord = (schema: AvroSchema): schema is AvroRecord =>
  typeof schema === 'object' && 'type' in schema && schema.type === 'record';

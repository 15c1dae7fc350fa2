import type { ColumnContract } from '../table-contract.js';
import { AvroCursor, MalformedRecordError } from './avro-cursor.js';
import { recordShape } from './avro-shape.js';
import { type ColumnType, parseColumnType } from './column-type.js';
import { columnsOf, compileRecord } from './record.js';
import { RowWriter } from './row-writer.js';
import type { Transcode } from './value.js';

/** Columns that every table has beside the record's own: where on Kafka the row came from. */
export const lineageColumns = ['topic', 'partition', 'offset'] as const;

export interface RowSchema {
  /** The schema of the contract: its defaults stand where a writer lacks a field. */
  readonly reader: object;
  /** The table's columns, lineage included. */
  readonly columns: readonly Pick<ColumnContract, 'name' | 'type'>[];
}

export interface RowEncoderOptions extends RowSchema {
  /** The schema that the record's writer had. */
  readonly writer: unknown;
  /** Physical topic, as the lineage names it. */
  readonly topic: string;
  /** Column whose value's place in a row is kept in `RowWriter.marked`. */
  readonly marked?: string;
}

const typesOf = (schema: RowSchema): ReadonlyMap<string, ColumnType> =>
  new Map(schema.columns.map(({ name, type }) => [name, parseColumnType(type)]));

/** The columns of a row in the order in which RowEncoder writes them, the same for every writer's schema. */
export function rowColumns(schema: RowSchema): readonly string[] {
  return [...columnsOf(recordShape(schema.reader), { types: typesOf(schema) }), ...lineageColumns];
}

/**
 * What RowBinaryWithNamesAndTypes has before its rows: number of columns, their names, their types. The engine holds
 * the types against its own, so that a table that differs refuses instead of taking garbage.
 */
export function rowHeader(schema: RowSchema): Buffer {
  const names = rowColumns(schema);
  const typeOf = new Map(schema.columns.map(({ name, type }) => [name, type]));
  const header = new RowWriter(1024);
  header.lengthPrefix(names.length);
  for (const text of [...names, ...names.map((name) => typeOf.get(name) ?? '')]) {
    const bytes = Buffer.from(text, 'utf8');
    header.lengthPrefix(bytes.length);
    header.all(bytes);
  }
  return Buffer.from(header.bytes());
}

/**
 * Writes Avro records as rows of RowBinary, bytes to bytes: no object a record. One encoder serves one writer's schema
 * in one topic. Compiling throws UnsupportedColumnError where that schema can't be read with the contract's.
 */
export class RowEncoder {
  readonly #transcode: Transcode;
  readonly #topic: Buffer;
  readonly #cursor = new AvroCursor();

  constructor({ writer, reader, topic: name, marked, ...schema }: RowEncoderOptions) {
    const columns = { types: typesOf({ reader, ...schema }), ...(marked !== undefined && { marked }) };
    this.#transcode = compileRecord(recordShape(writer), recordShape(reader), columns);
    const topic = Buffer.from(name, 'utf8');
    const encoded = new RowWriter(topic.length + 5);
    encoded.lengthPrefix(topic.length);
    encoded.all(topic);
    this.#topic = Buffer.from(encoded.bytes());
  }

  /**
   * Appends the row of the record that stands in `buffer` from `start` to `end` (Avro alone, without Confluent's five
   * bytes). Throws MalformedRecordError and leaves `rows` as they were where the bytes aren't such a record.
   */
  append(rows: RowWriter, buffer: Uint8Array, start: number, end: number, partition: number, offset: number): void {
    const before = rows.length;
    rows.marked = -1;
    this.#cursor.reset(buffer, start, end);
    try {
      this.#transcode(this.#cursor, rows);
      if (this.#cursor.at !== end)
        throw new MalformedRecordError(`${end - this.#cursor.at} bytes follow the last field`);
    } catch (error) {
      rows.truncate(before);
      throw error;
    }
    rows.all(this.#topic);
    rows.int32(partition);
    rows.int64Of(offset);
  }
}

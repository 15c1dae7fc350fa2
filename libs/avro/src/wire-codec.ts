import type avsc from 'avsc';
import type { AvroRecord, TopicContract } from '@naru/contracts';
import { avroType } from './avro-type.js';
import { ByteCursor } from './byte-cursor.js';
import { canonicalForm } from './canonical.js';
import { DecodeError, SchemaNotPreparedError } from './errors.js';
import type { SchemaRegistry } from './registry.js';
import { compileSkip } from './skip.js';
import { headerLength, headerOf, schemaIdOf } from './wire-format.js';

interface Reader<T> {
  /** Moves over a whole body, so that decoding never meets bytes that aren't there. */
  readonly skip: (cursor: ByteCursor) => void;
  readonly read: (body: Buffer) => T;
}

/** Bytes to write into before their length is known; grows to the largest value seen. */
let scratch = Buffer.allocUnsafe(65_536);

/** A value as magic byte, schema id and Avro body, in one buffer. Throws where the value doesn't fit the schema. */
export function encodeConfluent(schemaId: number, type: avsc.Type, value: unknown): Buffer {
  let end = type.encode(value, scratch, headerLength);
  if (end < 0) {
    scratch = Buffer.allocUnsafe(2 * (scratch.length - end));
    end = type.encode(value, scratch, headerLength);
  }
  scratch[0] = 0;
  scratch.writeUInt32BE(schemaId, 1);
  return Buffer.from(scratch.subarray(0, end));
}

/**
 * Writes and reads the values of one topic. Reading takes whatever version a value was written with and gives this
 * contract's: fields that it lacks get their defaults, fields that the contract lacks are left out.
 */
export class WireCodec<T> {
  private readonly type: avsc.Type;
  private readonly cursor = new ByteCursor();
  private readonly readers = new Map<number, Reader<T> | DecodeError>();

  constructor(
    private readonly schema: AvroRecord,
    /** Id that values are written under. */
    readonly schemaId: number,
    private readonly registry: Pick<SchemaRegistry, 'schemaById'>,
  ) {
    this.type = avroType(schema);
    this.readers.set(schemaId, this.readerOf(schema));
  }

  /** What stands before every body: magic byte and schema id. */
  get header(): Buffer {
    return headerOf(this.schemaId);
  }

  encode(value: T): Buffer {
    return encodeConfluent(this.schemaId, this.type, value);
  }

  /** Whether values of this writer can be decoded, or refused, without asking the registry. */
  isPrepared(schemaId: number): boolean {
    return this.readers.has(schemaId);
  }

  /**
   * Fetches a writer's schema. What the registry doesn't know throws UnknownSchemaIdError, each time anew since it may
   * come to know it; RegistryUnreachableError says nothing of the value: wait. Afterwards `decode` knows this writer.
   */
  async prepare(schemaId: number): Promise<void> {
    if (this.readers.has(schemaId)) return;
    const writer = await this.registry.schemaById(schemaId);
    this.readers.set(schemaId, this.readerFor(writer as AvroRecord, schemaId));
  }

  /**
   * The value that stands in `bytes` from `start` to `end`. Throws a DecodeError with its reason, or
   * SchemaNotPreparedError where the writer has to be prepared first.
   */
  decode(bytes: Buffer, start = 0, end = bytes.length): T {
    const schemaId = schemaIdOf(bytes, start, end);
    const reader = this.readers.get(schemaId);
    if (reader === undefined) throw new SchemaNotPreparedError(schemaId);
    if (reader instanceof DecodeError) throw reader;
    const { cursor } = this;
    reader.skip(cursor.over(bytes, start + headerLength, end));
    if (cursor.broken || cursor.position !== end)
      throw new DecodeError(
        'truncated-body',
        `The body is not one ${this.schema.name} of schema ${schemaId}`,
        schemaId,
      );
    try {
      return reader.read(bytes.subarray(start + headerLength, end));
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new DecodeError('wrong-type', `A value of schema ${schemaId} can't be read: ${detail}`, schemaId);
    }
  }

  /** `prepare` and `decode` in one, for readers of few records. */
  async decodeAny(bytes: Buffer): Promise<T> {
    await this.prepare(schemaIdOf(bytes));
    return this.decode(bytes);
  }

  private readerFor(writer: AvroRecord, schemaId: number): Reader<T> | DecodeError {
    try {
      return this.readerOf(writer);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      return new DecodeError(
        'wrong-type',
        `Schema ${schemaId} can't be read as ${this.schema.name}: ${detail}`,
        schemaId,
      );
    }
  }

  private readerOf(writer: AvroRecord): Reader<T> {
    const skip = compileSkip(writer);
    const { type } = this;
    if (canonicalForm(writer) === canonicalForm(this.schema))
      return { skip, read: (body) => type.fromBuffer(body) as T };
    const resolver = type.createResolver(avroType(writer));
    return { skip, read: (body) => type.fromBuffer(body, resolver) as T };
  }
}

/** The codec of a topic, writing under the id of the contract's own schema, which must be registered. */
export async function codecFor<T>(topic: TopicContract<T>, registry: SchemaRegistry): Promise<WireCodec<T>> {
  return new WireCodec<T>(topic.avro, await registry.idOf(topic), registry);
}

import type { AvroField, AvroRecord, TopicContract } from '@naru/contracts';
import { composePlaced } from './compose-placed.js';
import { DecodeError, SchemaNotPreparedError, SchemaNotRegisteredError } from './errors.js';
import { RawWriter, asRawSchema } from './raw-writer.js';
import type { SchemaRegistry } from './registry.js';
import { headerOf } from './wire-format.js';

/** How records of one raw writer schema become placed ones: raw body as it is, under another header, place appended. */
export class PlacedWriter extends RawWriter {
  /** Magic byte and id of the placed schema: stands before the copied raw body. */
  readonly header: Buffer;

  constructor(
    rawSchemaId: number,
    readonly placedSchemaId: number,
    raw: AvroRecord,
    frontLength: number,
  ) {
    super(rawSchemaId, raw, frontLength);
    this.header = headerOf(placedSchemaId);
  }
}

export interface PlacedSchemasOptions {
  readonly registry: SchemaRegistry;
  readonly raw: TopicContract;
  readonly placed: TopicContract;
  /** The common first fields, as the contract has them. */
  readonly front: readonly AvroField[];
  /** Registry subject of the placed topic. */
  readonly subject: string;
  /** Whether a pair that nobody released may be registered here; else `prepare` waits for its release by throwing. */
  readonly mayRegister: boolean;
}

/** The pairs of raw and placed writer schemas of one kind of record, by the id of the raw one. */
export class PlacedSchemas {
  private readonly writers = new Map<number, PlacedWriter | DecodeError>();
  private readonly preparing = new Map<number, Promise<void>>();

  constructor(private readonly options: PlacedSchemasOptions) {}

  /** Whether `writerOf` answers for this id without asking the registry. */
  isPrepared(rawSchemaId: number): boolean {
    return this.writers.has(rawSchemaId);
  }

  /** Throws SchemaNotPreparedError before `prepare`, and a DecodeError (wrong-type) for a schema of something else. */
  writerOf(rawSchemaId: number): PlacedWriter {
    const writer = this.writers.get(rawSchemaId);
    if (writer === undefined) throw new SchemaNotPreparedError(rawSchemaId);
    if (writer instanceof DecodeError) throw writer;
    return writer;
  }

  /**
   * Fetches a raw writer's schema and finds (or registers) its placed pair. UnknownSchemaIdError: no such raw schema.
   * RegistryUnreachableError, SchemaNotRegisteredError and SchemaRefusedError say nothing of the record: it waits.
   */
  prepare(rawSchemaId: number): Promise<void> {
    if (this.writers.has(rawSchemaId)) return Promise.resolve();
    const preparing =
      this.preparing.get(rawSchemaId) ?? this.pair(rawSchemaId).finally(() => this.preparing.delete(rawSchemaId));
    this.preparing.set(rawSchemaId, preparing);
    return preparing;
  }

  private async pair(rawSchemaId: number): Promise<void> {
    const { registry, raw, placed, front } = this.options;
    const writer = asRawSchema(await registry.schemaById(rawSchemaId), rawSchemaId, { raw, front });
    if (writer instanceof DecodeError) {
      this.writers.set(rawSchemaId, writer);
      return;
    }
    const placedSchemaId = await this.idOfPair(composePlaced(writer, placed.avro.fields.slice(raw.avro.fields.length)));
    this.writers.set(rawSchemaId, new PlacedWriter(rawSchemaId, placedSchemaId, writer, front.length));
  }

  private async idOfPair(pair: AvroRecord): Promise<number> {
    const { registry, subject, mayRegister } = this.options;
    try {
      return await registry.idOfSchema(subject, pair);
    } catch (error) {
      if (!mayRegister || !(error instanceof SchemaNotRegisteredError)) throw error;
      return registry.registerSchema(subject, pair);
    }
  }
}

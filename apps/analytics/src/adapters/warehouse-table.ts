import { hash } from 'node:crypto';
import { DecodeError, type SchemaRegistry, beginsWith } from '@naru/avro';
import { RowEncoder, type TableContract, UnsupportedColumnError, rowColumns, rowHeader } from '@naru/clickhouse';
import {
  type AvroRecord,
  type AvroSchema,
  type PhysicalNames,
  type TopicContract,
  frontFields,
  topics,
} from '@naru/contracts';

/** What makes rows of the records of one writer. */
export interface WriterOfRows {
  readonly encoder: RowEncoder;
  /** Whether its records begin with the common first fields, which name their source and when the hub took them. */
  readonly hasFront: boolean;
}

/** One topic and the table that its records go into. */
export class WarehouseTable {
  readonly database: string;
  readonly columns: readonly string[];
  readonly header: Buffer;
  /** Names the columns and their types, shortly. */
  readonly layout: string;
  /** Whether what becomes of its records is booked: not so of the books themselves, which would never end. */
  readonly isBooked: boolean;
  readonly #physicalTopic: string;
  /** The column by whose month the table is partitioned. */
  readonly #marked: { readonly marked?: string };
  /** By the writer's schema id; what can't be read with the contract says why. */
  readonly #writers = new Map<number, WriterOfRows | DecodeError>();

  constructor(
    readonly contract: TopicContract,
    readonly table: TableContract,
    names: PhysicalNames,
    private readonly registry: Pick<SchemaRegistry, 'schemaById'>,
  ) {
    this.database = names.database(table.context);
    this.#physicalTopic = names.topic(contract);
    const schema = { reader: contract.avro, columns: table.columns };
    this.columns = rowColumns(schema);
    this.header = rowHeader(schema);
    this.layout = hash('sha256', this.header).slice(0, 8);
    this.isBooked = contract.name !== topics.hubLedger.name;
    const [, marked] = /^toYYYYMM\((\w+)\)$/.exec(table.partitionBy ?? '') ?? [];
    this.#marked = marked === undefined ? {} : { marked };
  }

  /** What makes rows of this writer's records; a DecodeError where nothing can; undefined before `prepare`. */
  writerOf(schemaId: number): WriterOfRows | DecodeError | undefined {
    return this.#writers.get(schemaId);
  }

  /**
   * Fetches a writer's schema. Throws RegistryUnreachableError: wait. What the registry doesn't know is refused for
   * this time only, it may come to know it.
   */
  async prepare(schemaId: number): Promise<WriterOfRows | DecodeError> {
    try {
      const writer = this.#compile(await this.registry.schemaById(schemaId));
      this.#writers.set(schemaId, writer);
      return writer;
    } catch (error) {
      if (error instanceof DecodeError) return error;
      if (!(error instanceof UnsupportedColumnError)) throw error;
      const refusal = new DecodeError(
        'wrong-type',
        `Schema ${schemaId} can't be read as ${this.contract.schema}: ${error.message}`,
        schemaId,
      );
      this.#writers.set(schemaId, refusal);
      return refusal;
    }
  }

  #compile(writer: AvroSchema): WriterOfRows {
    const { contract, table } = this;
    const reader = { reader: contract.avro, columns: table.columns, ...this.#marked };
    return {
      encoder: new RowEncoder({ ...reader, writer, topic: this.#physicalTopic }),
      hasFront: isRecord(writer) && beginsWith(writer, frontFields),
    };
  }
}

const isRecord = (schema: AvroSchema): schema is AvroRecord => typeof schema === 'object' && 'fields' in schema;

import { DecodeError, type SchemaRegistry } from '@naru/avro';
import { RowEncoder, type TableContract, UnsupportedColumnError, rowColumns, rowHeader } from '@naru/clickhouse';
import type { PhysicalNames, TopicContract } from '@naru/contracts';

/** One topic and the table that its records go into. */
export class WarehouseTable {
  readonly database: string;
  readonly columns: readonly string[];
  readonly header: Buffer;
  readonly #physicalTopic: string;
  /** By the writer's schema id; what can't be read with the contract says why. */
  readonly #encoders = new Map<number, RowEncoder | DecodeError>();

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
  }

  /** The encoder of this writer; a DecodeError where its records can't be rows; undefined before `prepare`. */
  encoderOf(schemaId: number): RowEncoder | DecodeError | undefined {
    return this.#encoders.get(schemaId);
  }

  /**
   * Fetches a writer's schema. Throws RegistryUnreachableError: wait. What the registry doesn't know is refused for
   * this time only, it may come to know it.
   */
  async prepare(schemaId: number): Promise<RowEncoder | DecodeError> {
    try {
      const encoder = this.#compile(await this.registry.schemaById(schemaId));
      this.#encoders.set(schemaId, encoder);
      return encoder;
    } catch (error) {
      if (error instanceof DecodeError) return error;
      if (!(error instanceof UnsupportedColumnError)) throw error;
      const refusal = new DecodeError(
        'wrong-type',
        `Schema ${schemaId} can't be read as ${this.contract.schema}: ${error.message}`,
        schemaId,
      );
      this.#encoders.set(schemaId, refusal);
      return refusal;
    }
  }

  #compile(writer: unknown): RowEncoder {
    const { contract, table } = this;
    return new RowEncoder({ writer, reader: contract.avro, columns: table.columns, topic: this.#physicalTopic });
  }
}

/** A column of a generated table. */
export interface ColumnContract {
  /** snake_case of the Avro field; of a nested record's field, both joined: `point_longitude`. */
  readonly name: string;
  /** ClickHouse type as the engine itself spells it, e.g. `DateTime64(3, 'UTC')`, `Map(LowCardinality(String), String)`. */
  readonly type: string;
  /** What it means, with its unit: the field's doc. */
  readonly comment: string;
}

/** How `<table>_current` picks one row a fact: the greatest by `version` among the rows that agree in `fact`. */
export interface CurrentContract {
  readonly fact: readonly string[];
  readonly version: readonly string[];
}

/**
 * What the contract says of the table of one topic. The generator writes a list of these, `tables`, to
 * `generated/tables.ts`; the one template that makes DDL of it is `create-table.ts`.
 */
export interface TableContract {
  /** Topic whose records it holds, e.g. `parking.bay-states.v1`. */
  readonly topic: string;
  /** Context, e.g. `parking`; the database's physical name is `physicalNames(tenant).database(context)`. */
  readonly context: string;
  /** e.g. `bay_states`. */
  readonly table: string;
  /** Columns of the record in the order of the schema, then those of the lineage: topic, partition, offset. */
  readonly columns: readonly ColumnContract[];
  readonly orderBy: readonly string[];
  /** Expression, e.g. `toYYYYMM(observed_at)`; null for none. */
  readonly partitionBy: string | null;
  /** Columns by which single rows are looked for, though the table isn't sorted by them. */
  readonly findBy: readonly string[];
  readonly current: CurrentContract | null;
  /** The topic's meaning in one sentence. */
  readonly comment: string;
}

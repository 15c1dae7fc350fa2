import type { AvroRecord, PhysicalNames } from '@naru/contracts';
import { type Warehouse, identifier, literal } from '../client/warehouse.js';
import type { ColumnContract, TableContract } from '../table-contract.js';
import { columnDefaults } from '../tables/column-defaults.js';
import {
  type TableNames,
  type WarehouseLayout,
  addColumn,
  addSkipIndex,
  createCurrentView,
  createDatabase,
  createTable,
  skipIndexesOf,
} from '../tables/create-table.js';

/** A table of the contract, with the schema whose records it holds. */
export interface ContractTable {
  readonly table: TableContract;
  readonly avro: AvroRecord;
}

export interface AlignOptions {
  readonly warehouse: Warehouse;
  readonly names: PhysicalNames;
  readonly layout: WarehouseLayout;
  readonly tables: readonly ContractTable[];
}

interface LiveColumn {
  readonly database: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** What the warehouse has now. */
interface Live {
  readonly columns: readonly LiveColumn[];
  /** Skip indexes, as `database.table.index`. */
  readonly indexes: ReadonlySet<string>;
}

/**
 * The contract wants another type than the table has: rows can't be written, and changing it is nobody's guess.
 * @advice Rename the table that the message names: it is made anew; then move its rows over. docs/runbooks/service-
 *   restarts.md.
 */
export class TableDiffersError extends Error {
  readonly code = 'NARU_TABLE_DIFFERS';

  constructor(what: string) {
    super(what);
    this.name = 'TableDiffersError';
  }
}

/** Makes what is missing: databases, tables, columns, comments, current views. Answers the statements that it ran. */
export async function alignTables(options: AlignOptions): Promise<string[]> {
  const { warehouse, names, layout, tables } = options;
  const databases = [...new Set(tables.map(({ table }) => names.database(table.context)))];
  const live = await readLive(warehouse, databases);
  const missing = databases.filter((database) => !live.columns.some((column) => column.database === database));
  const statements = [
    ...missing.map((database) => createDatabase({ database, layout })),
    ...tables.flatMap((each) => alignTable(each, { database: names.database(each.table.context), layout }, live)),
  ];
  for (const sql of statements) await warehouse.run({ sql });
  return statements;
}

async function readLive(warehouse: Warehouse, databases: readonly string[]): Promise<Live> {
  const columns = await warehouse.rows<LiveColumn>({
    sql: `SELECT database, table, name, type, comment FROM system.columns WHERE database IN {databases:Array(String)}`,
    parameters: { databases },
  });
  const indexes = await warehouse.rows<{ database: string; table: string; name: string }>({
    sql: `SELECT database, table, name FROM system.data_skipping_indices WHERE database IN {databases:Array(String)}`,
    parameters: { databases },
  });
  return { columns, indexes: new Set(indexes.map(({ database, table, name }) => `${database}.${table}.${name}`)) };
}

function alignTable({ table, avro }: ContractTable, where: TableNames, live: Live): string[] {
  const columnsOf = (name: string) =>
    live.columns.filter((column) => column.database === where.database && column.table === name);
  const columns = columnsOf(table.table);
  const view = createCurrentView(table, where);
  if (columns.length === 0)
    return [createTable(table, where, columnDefaults(table, avro)), ...(view === undefined ? [] : [view])];
  const changes = table.columns.flatMap((column) => alignColumn(table, column, where, avro, columns));
  for (const index of skipIndexesOf(table))
    if (!live.indexes.has(`${where.database}.${table.table}.${index.name}`))
      changes.push(addSkipIndex(table, index, where));
  // a view keeps the columns that it was made with
  const isViewStale = columnsOf(`${table.table}_current`).length !== table.columns.length;
  return [...changes, ...(view === undefined || !isViewStale ? [] : [view])];
}

function alignColumn(
  table: TableContract,
  column: ColumnContract,
  where: TableNames,
  avro: AvroRecord,
  live: readonly LiveColumn[],
): string[] {
  const found = live.find(({ name }) => name === column.name);
  if (found === undefined) return [addColumn(table, column, where, columnDefaults(table, avro).get(column.name))];
  const name = `${where.database}.${table.table}`;
  if (found.type !== column.type)
    throw new TableDiffersError(`${name}: column ${column.name} is ${found.type}, the contract has ${column.type}`);
  if (found.comment === column.comment) return [];
  return [
    `ALTER TABLE ${identifier(where.database)}.${identifier(table.table)} COMMENT COLUMN ${identifier(column.name)} ${literal(column.comment)}`,
  ];
}

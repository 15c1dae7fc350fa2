import { identifier, literal } from '../client/warehouse.js';
import type { ColumnContract, TableContract } from '../table-contract.js';

/** Where tables live: one node, or a cluster of this name whose replicas share their parts. */
export interface WarehouseLayout {
  readonly cluster: string | undefined;
}

/** Blocks whose tokens a table remembers. At one block a second and partition: hours, far beyond any retry. */
const DEDUPLICATION_WINDOW = 10_000;

const onCluster = ({ cluster }: WarehouseLayout): string =>
  cluster === undefined ? '' : ` ON CLUSTER ${identifier(cluster)}`;

const engine = ({ cluster }: WarehouseLayout): string =>
  cluster === undefined
    ? 'MergeTree'
    : "ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')";

const settings = ({ cluster }: WarehouseLayout): string =>
  cluster === undefined
    ? `non_replicated_deduplication_window = ${DEDUPLICATION_WINDOW}`
    : `replicated_deduplication_window = ${DEDUPLICATION_WINDOW}, replicated_deduplication_window_seconds = 604800`;

/**
 * Whether rows are there is asked by their offsets, by which no table is sorted. Offsets grow: in the parts of old rows
 * every granule ends below those that are in question, so that they need not be read.
 */
const offsetsIndex: SkipIndex = { name: 'offsets', definition: 'offset TYPE minmax GRANULARITY 1' };

/**
 * Ids and hashes are scattered over a whole table, and somebody asks for one of them: a filter a granule tells where it
 * can't be. It costs a byte a row and 15 % of the work of inserting; a projection would answer as soon and cost half the
 * table again.
 */
const filterOf = (column: string): SkipIndex => ({
  name: `by_${column}`,
  definition: `${identifier(column)} TYPE bloom_filter(0.01) GRANULARITY 1`,
});

/** What tells of a granule, without reading it, that a row isn't there. */
export interface SkipIndex {
  readonly name: string;
  readonly definition: string;
}

/** The skip indexes of a table. */
export const skipIndexesOf = ({ findBy }: TableContract): readonly SkipIndex[] => [
  offsetsIndex,
  ...findBy.map(filterOf),
];

/** A column as DDL has it. `defaultValue` is SQL: rows from before the column get it. */
export function columnDefinition({ name, type, comment }: ColumnContract, defaultValue: string | undefined): string {
  const value = defaultValue === undefined ? '' : ` DEFAULT ${defaultValue}`;
  return `${identifier(name)} ${type}${value} COMMENT ${literal(comment)}`;
}

export interface TableNames {
  /** Physical name of the database. */
  readonly database: string;
  readonly layout: WarehouseLayout;
}

export const createDatabase = ({ database, layout }: TableNames): string =>
  `CREATE DATABASE IF NOT EXISTS ${identifier(database)}${onCluster(layout)}`;

/** The one template of every table of records, for one node and for a cluster. */
export function createTable(
  table: TableContract,
  { database, layout }: TableNames,
  defaults: ReadonlyMap<string, string>,
): string {
  const columns = table.columns.map((column) => `  ${columnDefinition(column, defaults.get(column.name))}`);
  columns.push(...skipIndexesOf(table).map(({ name, definition }) => `  INDEX ${name} ${definition}`));
  return [
    `CREATE TABLE IF NOT EXISTS ${identifier(database)}.${identifier(table.table)}${onCluster(layout)}`,
    `(\n${columns.join(',\n')}\n)`,
    `ENGINE = ${engine(layout)}`,
    ...(table.partitionBy === null ? [] : [`PARTITION BY ${table.partitionBy}`]),
    `ORDER BY (${table.orderBy.map(identifier).join(', ')})`,
    `SETTINGS ${settings(layout)}`,
    `COMMENT ${literal(table.comment)}`,
  ].join('\n');
}

/** Adds a column that the contract has got since, at its place in the contract. */
export function addColumn(
  table: TableContract,
  column: ColumnContract,
  { database, layout }: TableNames,
  defaultValue: string | undefined,
): string {
  const before = table.columns[table.columns.indexOf(column) - 1];
  const place = before === undefined ? 'FIRST' : `AFTER ${identifier(before.name)}`;
  return `ALTER TABLE ${identifier(database)}.${identifier(table.table)}${onCluster(layout)} ADD COLUMN IF NOT EXISTS ${columnDefinition(column, defaultValue)} ${place}`;
}

/** Adds an index to a table from before it: for the parts that are written from now on. */
export const addSkipIndex = (
  table: TableContract,
  { name, definition }: SkipIndex,
  { database, layout }: TableNames,
): string =>
  `ALTER TABLE ${identifier(database)}.${identifier(table.table)}${onCluster(layout)} ADD INDEX IF NOT EXISTS ${name} ${definition}`;

/** `<table>_current`: one row a fact, the latest statement of it; none where that statement withdraws the fact. */
export function createCurrentView(table: TableContract, { database, layout }: TableNames): string | undefined {
  if (table.current === null) return undefined;
  const { fact, version } = table.current;
  const name = `${table.table}_current`;
  const latest = [
    `SELECT * FROM ${identifier(database)}.${identifier(table.table)}`,
    `ORDER BY ${version.map((column) => `${identifier(column)} DESC`).join(', ')}`,
    `LIMIT 1 BY ${fact.map(identifier).join(', ')}`,
  ].join('\n');
  const isWithdrawable = table.columns.some((column) => column.name === 'withdrawn');
  const select = isWithdrawable ? `SELECT * FROM (\n${latest}\n) WHERE NOT withdrawn` : latest;
  const comment = `${table.comment} One row a fact, its latest statement.`;
  return createView({ name, select, comment }, database, layout);
}

export function createView(
  { name, select, comment }: { readonly name: string; readonly select: string; readonly comment: string },
  database: string,
  layout: WarehouseLayout,
): string {
  return `CREATE OR REPLACE VIEW ${identifier(database)}.${identifier(name)}${onCluster(layout)} AS\n${select}\nCOMMENT ${literal(comment)}`;
}

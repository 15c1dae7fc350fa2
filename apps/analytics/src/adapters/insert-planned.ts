import { DataRefusedError, type Warehouse, WarehouseError, endQuery, rowHash, rowsThere } from '@naru/clickhouse';
import { insertToken } from '../domain/insert-token.js';
import type { Plan } from '../domain/plan.js';
import type { SinkMetrics } from './metrics.js';
import type { PartitionWork } from './partition-work.js';
import type { RowBlock } from './row-block.js';
import { type Waiting, untilThere } from './until-there.js';
import type { WarehouseTable } from './warehouse-table.js';

export interface InsertOptions extends Omit<Waiting, 'condition' | 'isAway'> {
  readonly warehouse: Warehouse;
  /** Name of the cluster that the tables are on. */
  readonly cluster: string | undefined;
  /** Resolves when the tasks are certainly this instance's; rejects when they are not any more. */
  readonly assured: () => Promise<void>;
  readonly metrics: SinkMetrics;
}

/** Under so many tokens rows are tried that the warehouse says to have taken and doesn't show. */
const MOST_TOKENS = 4;

/**
 * The warehouse took rows, under one token after another, and shows none of them.
 * @advice Look at the table's parts and at `system.part_log`: something deletes rows as they come. analytics goes on
 *   where it stopped once it is started again.
 */
export class RowsVanishedError extends Error {
  override readonly name = 'RowsVanishedError';
  readonly code = 'NARU_ROWS_VANISHED';
}

/** An insert of a planned block: all that is needed to do it, to end it, and to prove it. */
interface PlannedInsert {
  readonly table: WarehouseTable;
  readonly block: RowBlock;
  readonly plan: Plan;
  /** Token and query id. */
  readonly name: string;
}

/**
 * Brings the planned block of a partition into its table, each row once, and says so to the work; or that the warehouse
 * refuses it. A clear answer is believed. Without one, and where the plan was found (so that somebody may have carried
 * it out, or be about to), the old insert is ended and the table is asked which rows are there. While the warehouse is
 * away, or somebody has to act first, this waits.
 */
export async function insertPlanned(work: PartitionWork, options: InsertOptions): Promise<void> {
  const { toInsert, table } = work;
  if (toInsert === undefined) throw new Error('Nothing is planned');
  const { block, plan } = toInsert;
  const insert = { table, block, plan, name: insertToken({ ...block.range, to: plan.to }, plan.hash) };
  const { metrics } = options;
  let mayRun = work.wasFound;
  const attempt = async (): Promise<void> => {
    const isInDoubt = mayRun || !work.isTrusted;
    if (mayRun) await endQuery(options.warehouse, insert.name, options);
    if (isInDoubt) metrics.proven(mayRun ? 'plan found or answer lost' : 'first of an assignment');
    mayRun = true;
    if (isInDoubt) work.isTrusted = await settle(insert, options);
    else await insertRows(insert, block.content, insert.name, options);
  };
  const began = performance.now();
  try {
    await untilThere(attempt, { ...options, condition: 'warehouse', isAway });
  } catch (error) {
    if (!(error instanceof DataRefusedError)) throw error;
    work.refused(partsOf(block, table, error));
    metrics.refused();
    return;
  }
  metrics.inserted(table, block.rows, (performance.now() - began) / 1_000);
  work.inserted();
}

/**
 * Inserts what is missing, until nothing is: first under the plan's token, under which whatever a late insert of the same
 * plan brings is dropped; under another one only when that was proven not to have worked, since the log of tokens knows
 * it without its rows. Answers whether nothing was there before and the first token worked.
 */
async function settle(insert: PlannedInsert, options: InsertOptions): Promise<boolean> {
  const { block, name } = insert;
  let missing = await missingRows(insert, options);
  options.metrics.found(block.rows - missing.length);
  const wasEmpty = missing.length === block.rows;
  for (let token = 0; missing.length > 0; token++) {
    if (token === MOST_TOKENS) throw new RowsVanishedError(`${missing.length} rows of ${name} do not stay`);
    const rows = Buffer.concat(missing.map((row) => block.row(row)));
    await insertRows(insert, rows, token === 0 ? name : `${name}/${token}`, options);
    missing = await missingRows(insert, options);
    if (missing.length === 0) return wasEmpty && token === 0;
  }
  return false;
}

async function insertRows(
  { table, name }: PlannedInsert,
  rows: Buffer,
  token: string,
  { warehouse, assured }: InsertOptions,
): Promise<void> {
  await assured();
  await warehouse.insert({
    database: table.database,
    table: table.table.table,
    columns: table.columns,
    parts: [table.header, rows],
    token,
    queryId: name,
  });
}

/**
 * Rows of the block, by index, that the table doesn't have. A row is there where its very bytes are: its place on Kafka
 * alone could be that of a record of a former topic of this name. Only where the table has changed since the plan was
 * made, and with it the bytes, the place has to do.
 */
async function missingRows(
  { table, block, plan }: PlannedInsert,
  { warehouse, cluster }: InsertOptions,
): Promise<number[]> {
  const question = { database: table.database, table: table.table.table, columns: table.columns, ...block.range };
  const there = await rowsThere(warehouse, question, { cluster });
  const isSameLayout = plan.layout === table.layout;
  if (there.size === 0) return Array.from({ length: block.rows }, (_, row) => row);
  const missing: number[] = [];
  for (let row = 0; row < block.rows; row++) {
    const found = there.get(block.offsetOf(row));
    if (found === undefined || (isSameLayout && !found.includes(rowHash(block.row(row))))) missing.push(row);
  }
  return missing;
}

/** Nothing about the values: it isn't there, is too busy, or somebody has to act (a table that is missing, a right). */
const isAway = (error: unknown): error is Error =>
  error instanceof WarehouseError && !(error instanceof DataRefusedError);

/** A block that is refused, in halves, each to be planned for itself; the one row that is refused alone, set aside. */
function partsOf(block: RowBlock, { contract }: WarehouseTable, refusal: DataRefusedError): readonly RowBlock[] {
  if (block.rows > 1) return block.halves();
  // ClickHouse's own words may quote values of the record
  const detail = `The warehouse refused it with its code ${refusal.exception ?? 0}`;
  return [block.withoutRow(contract.name, 'wrong-type', detail)];
}

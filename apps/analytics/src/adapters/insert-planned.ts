import {
  DataRefusedError,
  type RowsInQuestion,
  type Warehouse,
  WarehouseError,
  endQuery,
  provePartsWhole,
  rowHash,
  rowsThere,
} from '@naru/clickhouse';
import { insertToken } from '../domain/insert-token.js';
import type { Plan } from '../domain/plan.js';
import type { DiskRoom } from './disk-room.js';
import type { SinkMetrics } from './metrics.js';
import type { PartitionWork } from './partition-work.js';
import type { RowBlock } from './row-block.js';
import { type Waiting, untilThere } from './until-there.js';
import type { WarehouseTable } from './warehouse-table.js';

export interface InsertOptions extends Omit<Waiting, 'isAway'> {
  readonly warehouse: Warehouse;
  /** Name of the cluster that the tables are on. */
  readonly cluster: string | undefined;
  /** Resolves when the tasks are certainly this instance's; rejects when they are not any more. */
  readonly assured: () => Promise<void>;
  readonly metrics: SinkMetrics;
  readonly room: DiskRoom;
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

/** Why the table is asked which rows it holds; the label of a metric. */
type Doubt = 'plan found or answer lost' | 'first of an assignment' | 'little room on disk';

/** A block that is in: as was proven, or as the warehouse says. */
interface Inserted {
  readonly isProven: boolean;
  readonly seconds: number;
}

/**
 * Brings planned blocks into their tables, each row once, and says so to the works; or that the warehouse refuses one.
 * Clear answers are believed, where the disks had room all the while. Without one, and where the plan was found (so that
 * somebody may have carried it out, or be about to), the old insert is ended and the table is asked which rows are there.
 * While the warehouse is away, or somebody has to act first, this waits.
 */
export async function insertPlanned(planned: readonly PartitionWork[], options: InsertOptions): Promise<void> {
  const answered: [PartitionWork, Inserted][] = [];
  for (const work of planned) {
    const inserted = await insertBlock(work, doubtOf(work), options);
    if (inserted?.isProven === true) tell(work, inserted, options);
    else if (inserted !== undefined) answered.push([work, inserted]);
  }
  if (answered.length === 0) return;
  const isBeyondDoubt = await whileAway(() => options.room.lasts(), options);
  for (const [work, believed] of answered) {
    const inserted = isBeyondDoubt ? believed : await insertBlock(work, 'little room on disk', options);
    if (inserted !== undefined) tell(work, inserted, options);
  }
}

function doubtOf({ wasFound, isTrusted }: PartitionWork): Doubt | undefined {
  if (wasFound) return 'plan found or answer lost';
  return isTrusted ? undefined : 'first of an assignment';
}

/** Undefined where the warehouse refuses the block, which the work is told. */
async function insertBlock(
  work: PartitionWork,
  first: Doubt | undefined,
  options: InsertOptions,
): Promise<Inserted | undefined> {
  const { toInsert, table } = work;
  if (toInsert === undefined) throw new Error('Nothing is planned');
  const { block, plan } = toInsert;
  const insert = { table, block, plan, name: insertToken({ ...block.range, to: plan.to }, plan.hash) };
  const { metrics } = options;
  let next = first;
  const attempt = async (): Promise<boolean> => {
    const doubt = next;
    next = 'plan found or answer lost';
    if (doubt === undefined) {
      await insertRows(insert, block.content, insert.name, options);
      return false;
    }
    if (doubt === 'plan found or answer lost') await endQuery(options.warehouse, insert.name, options);
    metrics.proven(doubt);
    const isNew = await settle(insert, options);
    if (doubt !== 'little room on disk') work.isTrusted = isNew;
    return true;
  };
  // also what others were answered in this round: the disk may have been full, and have room again
  const doubtAll = (error: unknown): never => {
    options.room.doubt();
    throw error;
  };
  const began = performance.now();
  try {
    const isProven = await whileAway(() => attempt().catch(doubtAll), options);
    return { isProven, seconds: (performance.now() - began) / 1_000 };
  } catch (error) {
    if (!(error instanceof DataRefusedError)) throw error;
    work.refused(partsOf(block, table, error));
    metrics.refused();
    return undefined;
  }
}

function tell(work: PartitionWork, { seconds }: Inserted, { metrics }: InsertOptions): void {
  metrics.inserted(work.table, work.blocks[0]?.rows ?? 0, seconds);
  work.inserted();
}

/**
 * Inserts what is missing, until nothing is and what is there lies whole on the disk. First under the plan's token, under
 * which whatever a late insert of the same plan brings is dropped; under another one only when that was proven not to
 * have worked, since the log of tokens knows it without its rows. Answers whether nothing was there before and the first
 * token worked.
 */
async function settle(insert: PlannedInsert, options: InsertOptions): Promise<boolean> {
  const { block, name } = insert;
  const before = await missingRows(insert, options);
  options.metrics.found(block.rows - before.length);
  let missing = before;
  for (let inserts = 0; ;) {
    if (missing.length > 0) {
      if (inserts === MOST_TOKENS) throw new RowsVanishedError(`${missing.length} rows of ${name} do not stay`);
      const rows = Buffer.concat(missing.map((row) => block.row(row)));
      await insertRows(insert, rows, inserts === 0 ? name : `${name}/${inserts}`, options);
      inserts++;
    }
    // in this order: a part that was detached after its rows were seen is in no list of parts
    await provePartsWhole(options.warehouse, questionOf(insert));
    missing = await missingRows(insert, options);
    if (missing.length === 0) return before.length === block.rows && inserts === 1;
  }
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
async function missingRows(insert: PlannedInsert, { warehouse, cluster }: InsertOptions): Promise<number[]> {
  const { table, block, plan } = insert;
  const there = await rowsThere(warehouse, questionOf(insert), { cluster });
  const isSameLayout = plan.layout === table.layout;
  if (there.size === 0) return Array.from({ length: block.rows }, (_, row) => row);
  const missing: number[] = [];
  for (let row = 0; row < block.rows; row++) {
    const found = there.get(block.offsetOf(row));
    if (found === undefined || (isSameLayout && !found.includes(rowHash(block.row(row))))) missing.push(row);
  }
  return missing;
}

const questionOf = ({ table, block }: PlannedInsert): RowsInQuestion => ({
  database: table.database,
  table: table.table.table,
  columns: table.columns,
  ...block.range,
});

const whileAway = <R>(attempt: () => Promise<R>, options: InsertOptions): Promise<R> =>
  untilThere(attempt, { ...options, isAway });

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

import { hash } from 'node:crypto';
import { DataRefusedError, type Warehouse, WarehouseError } from '@naru/clickhouse';
import type { SetAsideRecord } from '@naru/streams';
import { type RowRange, insertInHalves } from '../domain/insert-in-halves.js';
import { insertToken } from '../domain/insert-token.js';
import type { RowBlock } from './row-block.js';
import { type Waiting, untilThere } from './until-there.js';
import type { WarehouseTable } from './warehouse-table.js';

export interface InsertOptions extends Omit<Waiting, 'condition' | 'isAway'> {
  readonly warehouse: Pick<Warehouse, 'insert'>;
  /** By physical topic. */
  readonly tables: ReadonlyMap<string, WarehouseTable>;
  inserted?(table: WarehouseTable, rows: number, seconds: number): void;
}

/**
 * Inserts a block whole. Rows that the warehouse won't have are found by halves and answered, to be set aside. While it
 * is away, or somebody has to act first, this waits. It may be repeated: the same range goes in under the same token.
 */
export async function insertBlock(block: RowBlock, options: InsertOptions): Promise<SetAsideRecord[]> {
  const table = options.tables.get(block.topic);
  if (table === undefined) throw new Error(`A block of ${block.topic}, which has no table`);
  const waiting: Waiting = { ...options, condition: 'warehouse', isAway };
  const insert = async (range: RowRange): Promise<DataRefusedError | undefined> => {
    const began = performance.now();
    try {
      await untilThere(() => options.warehouse.insert(insertOf(block, range, table)), waiting);
    } catch (error) {
      if (error instanceof DataRefusedError) return error;
      throw error;
    }
    options.inserted?.(table, range.end - range.first, (performance.now() - began) / 1_000);
    return undefined;
  };
  const refused = await insertInHalves({ first: 0, end: block.rows }, insert);
  return refused.map(({ row, refusal }) => setAside(block, row, table, refusal));
}

function insertOf(block: RowBlock, range: RowRange, table: WarehouseTable) {
  const rows = block.slice(range);
  return {
    database: table.database,
    table: table.table.table,
    columns: table.columns,
    parts: [table.header, rows],
    token: insertToken(block.range(range), hash('sha256', rows).slice(0, 32)),
  };
}

/** Nothing about the values: it isn't there, is too busy, or somebody has to act (a table that is missing, a right). */
const isAway = (error: unknown): error is Error =>
  error instanceof WarehouseError && !(error instanceof DataRefusedError);

function setAside(
  block: RowBlock,
  row: number,
  { contract }: WarehouseTable,
  refusal: DataRefusedError,
): SetAsideRecord {
  const original = block.original(row);
  return {
    fate: 'dead-lettered',
    reason: 'wrong-type',
    // ClickHouse's own words may quote values of the record: they go to the log, not into the dead letter
    detail: `The warehouse refused it with its code ${refusal.exception ?? 0}`,
    topic: contract.name,
    partition: block.partition,
    ...original,
    schemaId: original.value.readUInt32BE(1),
  };
}

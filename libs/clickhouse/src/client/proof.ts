import { hash } from 'node:crypto';
import type { WarehouseLayout } from '../tables/create-table.js';
import { WarehouseUnavailableError } from './errors.js';
import { type Warehouse, identifier, literal } from './warehouse.js';

// Whether rows are in a table is asked of the table: an answer that was lost, and a log of deduplication tokens, which
// ages out, can be dropped, and may hold a token without its part, don't tell.

/** Where rows came from, and where they are looked for: offsets [from, to) of one topic partition. */
export interface RowsInQuestion {
  readonly database: string;
  readonly table: string;
  /** Physical topic. */
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  /** What rows are made of, in their order: `rowColumns`. */
  readonly columns: readonly string[];
}

/** What a row is known by: a hash of its bytes as RowEncoder writes them. */
export const rowHash = (row: Uint8Array): string => hash('md5', row);

const BYTES_OF_HASH = 16;

/**
 * The rows that stand there now: by offset, the hash of each. Exact: it reads the rows themselves, as the engine would
 * write them, also what it stored before a column was added (which then has its default). On a cluster this replica
 * first fetches what others have. Throws WarehouseErrors.
 */
export async function rowsThere(
  warehouse: Warehouse,
  { database, table, topic, partition, from, to, columns }: RowsInQuestion,
  { cluster }: WarehouseLayout,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const relation = `${identifier(database)}.${identifier(table)}`;
  if (cluster !== undefined) await warehouse.run({ sql: `SYSTEM SYNC REPLICA ${relation}` });
  const answer = await warehouse.bytes(
    {
      sql: `SELECT offset AS place, MD5(formatRow('RowBinary', ${columns.map(identifier).join(', ')})) FROM ${relation} WHERE topic = {topic:String} AND partition = {partition:Int32} AND offset >= {from:Int64} AND offset < {to:Int64} ORDER BY place`,
      parameters: { topic, partition, from, to },
    },
    'RowBinary',
  );
  const found = new Map<number, string[]>();
  for (let at = 0; at < answer.length; at += 8 + BYTES_OF_HASH) {
    const offset = Number(answer.readBigInt64LE(at));
    const hashes = found.get(offset) ?? [];
    hashes.push(answer.toString('hex', at + 8, at + 8 + BYTES_OF_HASH));
    found.set(offset, hashes);
  }
  return found;
}

/**
 * Ends the query of this id wherever it runs, and comes back when it is gone: from then on it changes nothing.
 * WarehouseUnavailableError where it is still there: try again.
 */
export async function endQuery(warehouse: Warehouse, queryId: string, { cluster }: WarehouseLayout): Promise<void> {
  const everywhere = cluster === undefined ? '' : ` ON CLUSTER ${identifier(cluster)}`;
  await warehouse.run({ sql: `KILL QUERY${everywhere} WHERE query_id = ${literal(queryId)} SYNC` });
  const running =
    cluster === undefined ? 'system.processes' : `clusterAllReplicas(${literal(cluster)}, system.processes)`;
  const [left] = await warehouse.rows<{ n: number }>({
    sql: `SELECT count()::UInt32 AS n FROM ${running} WHERE query_id = {queryId:String}`,
    parameters: { queryId },
  });
  if (left?.n !== 0) throw new WarehouseUnavailableError('A query that was told to end is still running', undefined);
}

import { hash } from 'node:crypto';
import type { WarehouseLayout } from '../tables/create-table.js';
import { BrokenPartError, DataRefusedError, WarehouseUnavailableError } from './errors.js';
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

const inQuestion =
  'topic = {topic:String} AND partition = {partition:Int32} AND offset >= {from:Int64} AND offset < {to:Int64}';

const relationOf = ({ database, table }: RowsInQuestion): string => `${identifier(database)}.${identifier(table)}`;

/**
 * The rows that stand there now: by offset, the hash of each. Exact: it reads the rows themselves, as the engine would
 * write them, also what it stored before a column was added (which then has its default). On a cluster this replica
 * first fetches what others have. BrokenPartError where they can't be read; throws other WarehouseErrors.
 */
export async function rowsThere(
  warehouse: Warehouse,
  question: RowsInQuestion,
  { cluster }: WarehouseLayout,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { topic, partition, from, to, columns } = question;
  const relation = relationOf(question);
  if (cluster !== undefined) await warehouse.run({ sql: `SYSTEM SYNC REPLICA ${relation}` });
  const answer = await ofWholeParts(question, () =>
    warehouse.bytes(
      {
        sql: `SELECT offset AS place, MD5(formatRow('RowBinary', ${columns.map(identifier).join(', ')})) FROM ${relation} WHERE ${inQuestion} ORDER BY place`,
        parameters: { topic, partition, from, to },
      },
      'RowBinary',
    ),
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
 * Resolves where the parts that inserts have made of these rows lie whole on the disk; else BrokenPartError. Rows of
 * which the engine still knows by heart what it failed to write can be read, and are gone when it starts again.
 */
export async function provePartsWhole(warehouse: Warehouse, question: RowsInQuestion): Promise<void> {
  const { topic, partition, from, to } = question;
  const relation = relationOf(question);
  const parts = await ofWholeParts(question, () =>
    warehouse.rows<{ part: string }>({
      sql: `SELECT DISTINCT _part AS part FROM ${relation} WHERE ${inQuestion}`,
      parameters: { topic, partition, from, to },
    }),
  );
  for (const { part } of parts) {
    // its name is partition, first and last block, merges, and perhaps a mutation: what a merge wrote may be huge
    if (part.split('_')[3] !== '0') continue;
    const [found] = await ofWholeParts(question, () =>
      warehouse.rows<{ is_passed: number; message: string }>({
        sql: `CHECK TABLE ${relation} PART ${literal(part)}`,
        settings: { check_query_single_value_result: 0 },
      }),
    );
    if (found?.is_passed !== 1)
      throw brokenPart(question, `part ${part} is not whole on the disk: ${found?.message ?? 'nothing is said of it'}`);
  }
}

/** While rows are read, whatever says that bytes are not as expected speaks of a part, and not of values of ours. */
async function ofWholeParts<R>(question: RowsInQuestion, read: () => Promise<R>): Promise<R> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof BrokenPartError || error instanceof DataRefusedError)) throw error;
    throw brokenPart(question, `rows can't be read: ${error.message}`, error);
  }
}

const brokenPart = ({ database, table }: RowsInQuestion, what: string, cause?: BrokenPartError | DataRefusedError) =>
  new BrokenPartError(
    `Of ${database}.${table} ${what} (see docs/runbooks/warehouse-disk-full.md)`,
    cause?.exception,
    cause === undefined ? {} : { cause },
  );

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

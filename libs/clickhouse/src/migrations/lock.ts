import { setTimeout as delay } from 'node:timers/promises';
import { WarehouseError } from '../client/errors.js';
import { type Warehouse, identifier, literal } from '../client/warehouse.js';

const TABLE_ALREADY_EXISTS = 57;
const STALE_AFTER_SECONDS = 120;
const ASK_EVERY_MS = 250;

export interface LockPlace {
  readonly warehouse: Warehouse;
  readonly database: string;
  /** Who holds it, for people who look. */
  readonly instance: string;
}

/**
 * Runs `work` while no other instance does. ClickHouse has no lock for its clients; creating a table is the one thing
 * that only one of several can do. Whoever dies with the lock loses it after two minutes; that two take it over in the
 * same moment can't be ruled out, so what runs under it must bear to run twice.
 */
export async function underLock<T>(place: LockPlace, work: () => Promise<T>): Promise<T> {
  while (!(await take(place))) {
    if (await isStale(place)) await release(place);
    else await delay(ASK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await release(place);
  }
}

const tableOf = ({ database }: LockPlace): string => `${identifier(database)}.migration_lock`;

async function take(place: LockPlace): Promise<boolean> {
  try {
    await place.warehouse.run({
      sql: `CREATE TABLE ${tableOf(place)} (nothing UInt8) ENGINE = Memory COMMENT ${literal(`held by ${place.instance}`)}`,
    });
    return true;
  } catch (error) {
    if (error instanceof WarehouseError && error.exception === TABLE_ALREADY_EXISTS) return false;
    throw error;
  }
}

async function isStale(place: LockPlace): Promise<boolean> {
  const rows = await place.warehouse.rows<{ age: number }>({
    sql: `SELECT dateDiff('second', metadata_modification_time, now())::Int32 AS age FROM system.tables WHERE database = {database:String} AND name = 'migration_lock'`,
    parameters: { database: place.database },
  });
  return (rows[0]?.age ?? 0) > STALE_AFTER_SECONDS;
}

const release = (place: LockPlace): Promise<void> =>
  place.warehouse.run({ sql: `DROP TABLE IF EXISTS ${tableOf(place)} SYNC` });

import { access, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warehouse } from '@naru/clickhouse';

interface Part {
  readonly name: string;
  readonly path: string;
}

/** The parts of a table (`database.table`), the latest first, with their folders. */
export const partsOf = (warehouse: Warehouse, relation: string): Promise<Part[]> =>
  warehouse.rows<Part>({
    sql: `SELECT name, path FROM system.parts WHERE active AND concat(database, '.', table) = {relation:String} ORDER BY max_block_number DESC`,
    parameters: { relation },
  });

/** Empties files of a part, as a disk does that becomes full before they are written. Needs the warehouse's own disk. */
export async function emptyFiles({ path }: Part, isMeant: (file: string) => boolean): Promise<void> {
  await access(path);
  for (const file of (await readdir(path)).filter(isMeant)) await truncate(join(path, file));
}

import type { WarehouseLayout } from '../tables/create-table.js';
import { type Warehouse, literal } from './warehouse.js';

/**
 * Bytes that are free, and set aside for nothing, on the fullest disk that can be written to; Infinity where there is
 * none. Object storage tells huge numbers. Of a cluster, on all replicas that answer. Throws WarehouseErrors.
 */
export async function leastRoom(warehouse: Pick<Warehouse, 'rows'>, { cluster }: WarehouseLayout): Promise<number> {
  const disks = cluster === undefined ? 'system.disks' : `clusterAllReplicas(${literal(cluster)}, system.disks)`;
  const [least] = await warehouse.rows<{ room: string | null }>({
    sql: `SELECT minOrNull(unreserved_space) AS room FROM ${disks} WHERE NOT is_read_only AND NOT is_write_once AND NOT is_broken`,
    settings: { skip_unavailable_shards: 1 },
  });
  return Number(least?.room ?? Infinity);
}

// What the runbook asks of an operator after the warehouse's disk was full: docs/runbooks/warehouse-disk-full.md.
import { setTimeout as delay } from 'node:timers/promises';
import { Warehouse, WarehouseError, identifier, literal } from '@naru/clickhouse';
import type { HubUnderChaos } from '../hub-under-chaos.js';

const lookEveryMs = 1_000;
const patienceMs = 60_000;

/** Detaches parts that are not whole, until there is none and the sink goes on. */
export async function detachBrokenParts(hub: HubUnderChaos): Promise<void> {
  const { clickhouse } = hub.city.endpoints;
  const warehouse = new Warehouse({ ...clickhouse, application: 'naru-chaos' });
  const until = Date.now() + patienceMs;
  try {
    for (;;) {
      // inserts that began on the full disk end
      await delay(lookEveryMs);
      const found = await detachIn(warehouse).catch((error: unknown) => {
        // it fell over the full disk, and is not back yet
        if (!(error instanceof WarehouseError) || Date.now() > until) throw error;
        return undefined;
      });
      for (const part of found ?? []) hub.say(`detached ${part}`);
      hub.detachedParts += found?.length ?? 0;
      if (found?.length === 0 && (await hub.areReady(hub.instancesOf('analytics')))) return;
      if (Date.now() > until) throw new Error('The sink did not go on after the full disk.');
    }
  } finally {
    await warehouse.close();
  }
}

async function detachIn(warehouse: Warehouse): Promise<string[]> {
  const tables = await warehouse.rows<{ database: string; name: string }>({
    sql: "SELECT database, name FROM system.tables WHERE engine LIKE '%MergeTree' AND database != 'system'",
  });
  const detached: string[] = [];
  for (const { database, name } of tables) {
    const table = `${identifier(database)}.${identifier(name)}`;
    const parts = await warehouse.rows<{ part_path: string; is_passed: number }>({
      sql: `CHECK TABLE ${table}`,
      settings: { check_query_single_value_result: 0 },
    });
    for (const { part_path: part, is_passed: isWhole } of parts) {
      if (isWhole === 1) continue;
      await warehouse.run({ sql: `ALTER TABLE ${table} DETACH PART ${literal(part)}` });
      detached.push(`${database}.${name} ${part}`);
    }
  }
  return detached;
}

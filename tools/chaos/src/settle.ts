import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { openWarehouse } from '@naru/demo';

/** The sink inserts at least every five seconds. */
const quietForMs = 6_000;
const lookEveryMs = 1_000;

interface SettleOptions {
  readonly warehouse: ReturnType<typeof openWarehouse>;
  /** Whether everything is there that was answered. */
  readonly isWhole: () => Promise<boolean>;
  readonly patienceMs: number;
  readonly say: (line: string) => void;
}

/**
 * Waits until everything is in the warehouse and no table grows any more, or nothing has come for too long. Tables that
 * can't be read don't grow; where that lasts, this throws why.
 */
export async function settle({ warehouse, isWhole, patienceMs, say }: SettleOptions): Promise<void> {
  let [before, grewAt] = ['', Date.now()];
  for (;;) {
    try {
      const rows = Object.entries(await warehouse.rowsByTable()).filter(([table]) => table !== 'hub.ledger');
      const now = JSON.stringify(rows);
      if (now !== before) {
        [before, grewAt] = [now, Date.now()];
        say(`${rows.reduce((sum, [, count]) => sum + count, 0)} rows are in the warehouse`);
      }
      const quietMs = Date.now() - grewAt;
      if (quietMs >= patienceMs || (quietMs >= quietForMs && (await isWhole()))) return;
    } catch (error) {
      if (!(error instanceof ClickHouseError) || Date.now() - grewAt >= patienceMs) throw error;
      say(`the warehouse can't be read: ${error.message}`);
    }
    await delay(lookEveryMs);
  }
}

import { join } from 'node:path';
import { type Folders, root } from '../folders.js';
import type { Part } from '../supervision/part.js';

interface WarehouseOptions {
  readonly folders: Folders;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const mostRunning = 8;

/** The embedded ClickHouse behind its HTTP front. */
export const warehousePart = ({ folders, port, user, password }: WarehouseOptions): Part => ({
  name: 'warehouse',
  command: process.execPath,
  args: [join(root, 'tools/stack/dist/warehouse/main.js')],
  environment: {
    NARU_WAREHOUSE_PORT: String(port),
    NARU_WAREHOUSE_DATA: join(folders.data, 'warehouse'),
    NARU_WAREHOUSE_USER: user,
    NARU_WAREHOUSE_PASSWORD: password,
    NARU_WAREHOUSE_MOST_RUNNING: String(mostRunning),
    // each running query keeps one thread of the pool; files and compression need some beside
    UV_THREADPOOL_SIZE: String(2 * mostRunning),
    TZ: 'UTC',
  },
  isReady: async () => (await fetch(`http://127.0.0.1:${port}/ping`, { signal: AbortSignal.timeout(2_000) })).ok,
  readyWithinMs: 60_000,
  stopWithinMs: 20_000,
});

import { once } from 'node:events';
import { z } from 'zod';
import { openWarehouse } from './server.js';

const Environment = z.object({
  NARU_WAREHOUSE_HOST: z.string().default('127.0.0.1'),
  NARU_WAREHOUSE_PORT: z.coerce.number().int(),
  NARU_WAREHOUSE_DATA: z.string().min(1),
  NARU_WAREHOUSE_USER: z.string().min(1),
  NARU_WAREHOUSE_PASSWORD: z.string(),
  NARU_WAREHOUSE_MOST_RUNNING: z.coerce.number().int().positive().default(8),
  NARU_WAREHOUSE_MOST_WAITING: z.coerce.number().int().nonnegative().default(100),
});

const environment = Environment.parse(process.env);
const warehouse = await openWarehouse({
  dataFolder: environment.NARU_WAREHOUSE_DATA,
  credentials: { user: environment.NARU_WAREHOUSE_USER, password: environment.NARU_WAREHOUSE_PASSWORD },
  mostRunning: environment.NARU_WAREHOUSE_MOST_RUNNING,
  mostWaiting: environment.NARU_WAREHOUSE_MOST_WAITING,
});
warehouse.server.listen(environment.NARU_WAREHOUSE_PORT, environment.NARU_WAREHOUSE_HOST);
await once(warehouse.server, 'listening');
process.stdout.write(`Listening on port ${environment.NARU_WAREHOUSE_PORT}\n`);

const stopped = new Promise((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
});
await stopped;
await warehouse.close();
process.exit(0);

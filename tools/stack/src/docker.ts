import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './folders.js';
import type { Ports } from './ports.js';

interface ComposeOptions {
  readonly ports: Pick<Ports, 'kafka' | 'registry' | 'clickhouse'>;
  readonly password: string;
  readonly signal?: AbortSignal | undefined;
}

/** compose.yaml's containers in place of the processes; their data stay in Docker's volumes. */
export const containers = {
  /** Healthy when this resolves; `fresh` forgets the volumes first. @throws Error where Docker can't */
  start: async ({ fresh, ...options }: ComposeOptions & { readonly fresh: boolean }): Promise<void> => {
    if (fresh) await compose(['down', '--volumes'], options);
    await compose(['up', '--detach', '--wait'], options);
  },
  stop: (options: ComposeOptions): Promise<void> => compose(['stop'], options),
};

async function compose(args: readonly string[], { ports, password, signal }: ComposeOptions): Promise<void> {
  const docker = spawn('docker', ['compose', '--file', join(root, 'compose.yaml'), ...args], {
    env: {
      ...process.env,
      NARU_KAFKA_PORT: String(ports.kafka),
      NARU_REGISTRY_PORT: String(ports.registry),
      NARU_CLICKHOUSE_PORT: String(ports.clickhouse),
      NARU_CLICKHOUSE_PASSWORD: password,
    },
    // progress of pulls is for the one who waits
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(signal && { signal }),
  });
  const [code] = (await once(docker, 'close')) as [number | null];
  if (code !== 0) throw new Error(`docker compose ${args[0] ?? ''} failed, with exit code ${code ?? 'none'}`);
}

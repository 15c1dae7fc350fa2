import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from './services.js';

export interface WarehouseAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Where the stack's parts are. */
export interface StackEndpoints {
  /** Brokers, `host:port` between commas. */
  readonly kafka: string;
  /** The registry's Confluent API. */
  readonly registry: string;
  readonly clickhouse: WarehouseAddress;
}

/** Where everything is, for people and programs beside the hub. */
export interface Endpoints extends StackEndpoints {
  /** The page to open. */
  readonly page: string;
  /** Address of each service by its name. */
  readonly services: Readonly<Record<ServiceName, string>>;
  /** Access keys: to send records, to read, to administer. */
  readonly keys: Readonly<Record<'send' | 'read' | 'admin', string>>;
}

export const endpointsFile = (folder: string): string => join(folder, 'endpoints.json');

/** Written whole or not at all, and readable by its owner only: it holds keys. */
export async function writeEndpoints(folder: string, endpoints: StackEndpoints): Promise<void> {
  const unfinished = `${endpointsFile(folder)}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, endpointsFile(folder));
}

export const removeEndpoints = (folder: string): Promise<void> => rm(endpointsFile(folder), { force: true });

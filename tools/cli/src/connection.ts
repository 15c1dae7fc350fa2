import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a running hub is and with which key it is called. */
export interface Connection {
  readonly url: string;
  readonly key: string;
}

interface Endpoints {
  readonly services: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
}

/** `.naru/endpoints.json` of a hub started with `npm start`, from this folder upwards. */
function findEndpoints(folder: string): Endpoints | undefined {
  const file = join(folder, '.naru', 'endpoints.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
  return dirname(folder) === folder ? undefined : findEndpoints(dirname(folder));
}

export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
}

/** The address and key given, else those of the hub that runs here. Throws an Error that says what to give. */
export function connectionTo(service: string, options: ConnectionOptions): Connection {
  const endpoints = findEndpoints(process.cwd());
  const url = options.url ?? endpoints?.services[service];
  const key = options.key ?? process.env.NARU_KEY ?? endpoints?.keys.admin;
  if (url === undefined) throw new Error(`No hub runs here. Start one with 'npm start', or give --url of ${service}.`);
  if (key === undefined) throw new Error('Give a key by --key or NARU_KEY.');
  return { url: url.replace(/\/$/, ''), key };
}

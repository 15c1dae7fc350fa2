// The running city that tests of the whole share: started once by the test runner, which names its endpoints in NARU_TEST_CITY.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient, type ClickHouseClient } from '@clickhouse/client';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Endpoints {
  readonly page: string;
  readonly services: Readonly<
    Record<'ingest' | 'enrichment' | 'parking' | 'energy' | 'security' | 'analytics', string>
  >;
  readonly kafka: string;
  readonly registry: string;
  readonly clickhouse: { readonly url: string; readonly user: string; readonly password: string };
  readonly keys: Readonly<Record<'admin' | 'send' | 'read', string>>;
}

export const endpointsFile = process.env.NARU_TEST_CITY;

export function readEndpoints(): Endpoints {
  if (endpointsFile === undefined)
    throw new Error(
      'NARU_TEST_CITY names no endpoints file: run these tests with npm test, which starts a city for them.',
    );
  return JSON.parse(readFileSync(endpointsFile, 'utf8')) as Endpoints;
}

export function openWarehouse({ clickhouse }: Endpoints): ClickHouseClient {
  return createClient({ url: clickhouse.url, username: clickhouse.user, password: clickhouse.password });
}

export async function ask<T>(warehouse: ClickHouseClient, query: string): Promise<T[]> {
  return (await warehouse.query({ query, format: 'JSONEachRow' })).json<T>();
}

/** The one number that a query answers, under the name n. */
export async function askNumber(warehouse: ClickHouseClient, query: string): Promise<number> {
  const [row] = await ask<{ n: string | number }>(warehouse, query);
  return Number(row?.n);
}

/** Polls another process until its answer is as wanted; the last answer is what a failed test shows. */
export async function untilEqual<T>(read: () => Promise<T>, wanted: T, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await read();
    if (JSON.stringify(answer) === JSON.stringify(wanted) || Date.now() > deadline) return answer;
    await delay(250);
  }
}

export async function getJson<T>(url: string, key?: string): Promise<T> {
  const response = await fetch(url, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Runs the command line as a user would, in the folder above the city's `.naru`. */
export async function naru(...args: string[]): Promise<string> {
  const cli = `${root}/tools/cli/dist/main.js`;
  const cwd = dirname(dirname(endpointsFile ?? ''));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

export const inRepository = (path: string): string => `${root}/${path}`;

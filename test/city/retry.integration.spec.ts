// A client whose answer is lost, on the way or by its own haste, sends again: the hub has each record once.
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { type Endpoints, askNumber, endpointsFile, openWarehouse, readEndpoints, untilEqual } from './city.js';

const source = 'hasty';

interface Answer {
  readonly status: number;
  readonly body: { readonly key?: string; readonly results?: readonly { readonly recordId: string }[] };
}

(endpointsFile === undefined ? describe.skip : describe)('a client that does not hear its answer', () => {
  let endpoints: Endpoints;
  let warehouse: ClickHouseClient;
  let key: string;

  beforeAll(async () => {
    endpoints = readEndpoints();
    warehouse = openWarehouse(endpoints);
    await post('/v1/sources', endpoints.keys.admin, { source, owner: 'tests', kinds: ['environment/observations'] });
    const made = await post('/v1/keys', endpoints.keys.admin, { source, scopes: ['send'] });
    key = made.body.key ?? '';
  });
  afterAll(() => warehouse.close());

  async function post(path: string, as: string, body: unknown): Promise<Answer> {
    const response = await fetch(endpoints.services.ingest + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  /** Sends a whole request and closes the connection: before the answer, or when its first byte is there. */
  async function sendAndLeave(record: unknown, before: boolean): Promise<void> {
    const { hostname, port } = new URL(endpoints.services.ingest);
    const socket = createConnection(Number(port), hostname);
    const body = JSON.stringify(record);
    const head = [
      'POST /v1/environment/observations HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${key}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    await once(socket, 'connect');
    const written = new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, resolve));
    await (before ? written : once(socket, 'data'));
    socket.destroy();
  }

  it('and sends again has each record once in every table of placed records', async () => {
    const observedAt = new Date().toISOString();
    const records = Array.from({ length: 40 }, (_, index) => ({
      id: `h-${observedAt}-${index}`,
      device: `hasty-${index % 4}`,
      observedAt,
      property: 'temperature',
      value: index / 2,
      unit: 'Cel',
    }));
    await Promise.all(records.map((record, index) => sendAndLeave(record, index % 2 === 0)));
    const again = await post('/v1/environment/observations', key, records);
    expect(again.status).toBe(202);
    const ids = again.body.results?.map(({ recordId }) => `'${recordId}'`).join(', ') ?? '';
    const ofThese = `source = '${source}' AND record_id IN (${ids})`;
    const count = (what: string, table: string): Promise<number> =>
      askNumber(warehouse, `SELECT ${what} AS n FROM ${table} WHERE ${ofThese}`);
    const placed = 'environment.observations';
    expect(await untilEqual(() => count('uniqExact(record_id)', placed), 40)).toBe(40);
    // at least every answer that had arrived stood for a record that was committed
    const duplicates = (): Promise<boolean> => count('count()', 'hub.duplicates').then((found) => found >= 20);
    expect(await untilEqual(duplicates, true)).toBe(true);
    expect(await count('count()', placed)).toBe(40);
  });
});

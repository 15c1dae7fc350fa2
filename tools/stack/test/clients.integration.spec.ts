// What clients that nobody here wrote make of the front: Node's, Python's and Java's official ones.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { downloaded } from '../src/downloads.js';
import { root } from '../src/index.js';
import { javaCommand } from '../src/parts/java.js';
import { WarehouseUnderTest } from './warehouse-under-test.js';

// As the stack itself does: what starts a city for people must not load what tests need.
const { pythonWith } = await import('@naru/testing');

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));

let warehouse: WarehouseUnderTest;
beforeAll(async () => {
  warehouse = await WarehouseUnderTest.start();
}, 60_000);
afterAll(() => warehouse.stop());

describe.each([true, false])('@clickhouse/client, compressed: %s', (compressed) => {
  let client: ClickHouseClient;
  beforeAll(async () => {
    const { url, user, password } = warehouse.address;
    client = createClient({
      url,
      username: user,
      password,
      log: { level: ClickHouseLogLevel.OFF },
      compression: { request: compressed, response: compressed },
    });
    await client.command({
      query:
        'CREATE OR REPLACE TABLE node (id UInt32, name String, at DateTime64(3), more Map(String, String)) ENGINE = MergeTree ORDER BY id',
    });
  });
  afterAll(() => client.close());

  const rows = Array.from({ length: 5_000 }, (_, id) => ({
    id,
    name: `o'clock\n\n${id}`,
    at: 1_700_000_000_000 + id,
    more: { k: 'v' },
  }));
  const settings = { date_time_input_format: 'best_effort', output_format_json_quote_64bit_integers: 1 } as const;

  it('is there', async () => {
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  it('inserts arrays and streams, and reads rows back', async () => {
    const { summary, query_id } = await client.insert({
      table: 'node',
      values: rows,
      format: 'JSONEachRow',
      query_id: `insert-${compressed}`,
    });
    expect([summary?.written_rows, query_id]).toEqual(['5000', `insert-${compressed}`]);
    await client.insert({
      table: 'node',
      values: Readable.from(['7,"a\n\nb","2026-11-22 09:00:00",{}\n'], { objectMode: false }),
      format: 'CSV',
    });
    const result = await client.query({
      query: 'SELECT count() AS n, sum(id) AS s, countIf(name LIKE {like:String}) AS l FROM node',
      query_params: { like: "o'clock\n\n%" },
      clickhouse_settings: settings,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: '5001', s: String((4_999 * 5_000) / 2 + 7), l: '5000' }]);
  });

  it('streams a large result, and reads one as a document', async () => {
    const result = await client.query({ query: 'SELECT number AS n FROM numbers(400000)', format: 'JSONEachRow' });
    let count = 0;
    for await (const chunk of result.stream()) count += chunk.length;
    expect(count).toBe(400_000);
    const document = await (await client.query({ query: 'SELECT number AS n FROM numbers(100000)' })).json();
    expect([document.rows, document.data.length]).toEqual([100_000, 100_000]);
    const { stream } = await client.exec({ query: 'SELECT 1 FORMAT CSV' });
    expect(await text(stream)).toBe('1\n');
  });

  it('understands a failure, also in the middle of a result', async () => {
    await expect(client.query({ query: 'SELECT * FROM nowhere' })).rejects.toMatchObject({
      code: '60',
      type: 'UNKNOWN_TABLE',
    });
    const late = await client.query({
      query:
        'SELECT number, throwIf(number = 2000000) FROM numbers(3000000) SETTINGS max_block_size = 65536, max_threads = 1',
      format: 'JSONEachRow',
    });
    await expect(
      (async () => {
        for await (const chunk of late.stream()) expect(chunk.length).toBeGreaterThan(0);
      })(),
    ).rejects.toBeInstanceOf(ClickHouseError);
  });
});

it('clickhouse-connect works with it', async () => {
  const python = await pythonWith(join(root, 'test/python/requirements.txt'));
  if (python === undefined) throw new Error('No Python environment could be made: python3 with venv and pip is needed');
  const { hostname, port } = new URL(warehouse.address.url);
  const { stdout } = await run(python, [
    join(here, 'clickhouse_connect_probe.py'),
    hostname,
    port,
    warehouse.address.user,
    warehouse.address.password,
  ]);
  expect(stdout.trim().split('\n')).toEqual([
    'rows 1000 499500',
    'same True',
    'blocks 300000',
    'codecs True',
    'temporary [(5,)]',
    'error True',
  ]);
}, 180_000);

it("Java's driver works with it", async () => {
  const jars = await downloaded(
    { name: 'clickhouse-jdbc-0.11.0', pom: 'tools/stack/test/jdbc/pom.xml', goal: 'copy-dependencies' },
    () => undefined,
  );
  const { host } = new URL(warehouse.address.url);
  const { user, password } = warehouse.address;
  const { stdout } = await run(javaCommand(), [
    '-Xmx256m',
    '-cp',
    join(jars, '*'),
    join(here, 'jdbc/Probe.java'),
    `jdbc:clickhouse:http://${host}/default`,
    user,
    password,
  ]);
  expect(stdout.trim().split('\n')).toEqual([
    'product ClickHouse',
    'rows 1000 62375.0 500',
    'same true',
    'sum 19999900000',
    'listed true',
    'code 60',
  ]);
}, 180_000);

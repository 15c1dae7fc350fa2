import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromNativeBlocks, toNativeBlocks } from '../src/warehouse/native-blocks.js';
import { WarehouseUnderTest } from './warehouse-under-test.js';

let warehouse: WarehouseUnderTest;
beforeAll(async () => {
  warehouse = await WarehouseUnderTest.start();
  await warehouse.sql('CREATE TABLE blobs (id UInt32, body String) ENGINE = MergeTree ORDER BY id');
}, 60_000);
afterAll(() => warehouse.stop());

/** Rows (UInt32, String) in RowBinary. */
function rowBinary(bodies: readonly Buffer[]): Buffer {
  return Buffer.concat(
    bodies.flatMap((body, id) => {
      const head = Buffer.alloc(4);
      head.writeUInt32LE(id);
      const length: number[] = [];
      for (let rest = body.length; ; rest >>>= 7) {
        length.push(rest < 128 ? rest : (rest & 127) | 128);
        if (rest < 128) return [head, Buffer.from(length), body];
      }
    }),
  );
}

/** All that ends a statement or its data somewhere: empty lines, semicolons, quotes, zeros, and every byte there is. */
const nasty = [
  Buffer.from('\n\n'),
  Buffer.alloc(1_000, '\n'),
  Buffer.from('\n\n;\n\nSELECT 1;\n\n\'"`\\\0\r\n\r\n'),
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.concat(Array.from({ length: 400 }, (_, index) => createHash('sha256').update(String(index)).digest())),
];
const asHex = nasty.map((body) => body.toString('hex').toUpperCase()).join('\n');
const stored = () => warehouse.sql('SELECT hex(body) FROM blobs ORDER BY id');
const empty = () => warehouse.sql('TRUNCATE TABLE blobs');

describe('bodies of inserts', () => {
  const insert = 'INSERT INTO blobs (id, body) FORMAT RowBinary';

  it('are whole where the statement stands in the address', async () => {
    await empty();
    const { status, headers } = await warehouse.ask({ parameters: { query: insert }, body: rowBinary(nasty) });
    expect(status).toBe(200);
    expect(JSON.parse(headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ written_rows: '5' });
    expect(await stored()).toBe(asHex);
  });

  it('are whole where the statement stands before them', async () => {
    await empty();
    await warehouse.ask({ body: Buffer.concat([Buffer.from(`${insert}\n`), rowBinary(nasty)]) });
    expect(await stored()).toBe(asHex);
  });

  it('are whole in gzip, in both places', async () => {
    for (const [query, body] of [
      [insert, rowBinary(nasty)],
      ['', Buffer.concat([Buffer.from(`${insert}\n`), rowBinary(nasty)])],
    ] as const) {
      await empty();
      const headers = { 'Content-Encoding': 'gzip' };
      const { text } = await warehouse.ask({ parameters: { query }, body: gzipSync(body), headers });
      expect(text).toBe('');
      expect(await stored()).toBe(asHex);
    }
  });

  it("are whole in ClickHouse's own compression", async () => {
    await empty();
    const blocks: Buffer[] = [];
    for await (const block of toNativeBlocks(chunks(rowBinary(nasty)))) blocks.push(block);
    await warehouse.ask({ parameters: { query: insert, decompress: '1' }, body: Buffer.concat(blocks) });
    expect(await stored()).toBe(asHex);
  });

  it('are whole as values with empty lines and expressions', async () => {
    await empty();
    await warehouse.sql(`INSERT INTO blobs VALUES (1, 'a\n\nb;\n\n'), (2, concat('x', 'y'));`);
    expect(await warehouse.sql('SELECT hex(body) FROM blobs ORDER BY id')).toBe('610A0A623B0A0A\n7879');
  });

  it('take the defaults of omitted columns', async () => {
    await warehouse.sql("CREATE TABLE defaults (a Int32, b String DEFAULT concat('b', toString(a))) ENGINE = Memory");
    await warehouse.ask({
      parameters: { query: 'INSERT INTO defaults FORMAT JSONEachRow' },
      body: '{"a":1}\n{"a":2,"b":"z"}',
    });
    expect(await warehouse.sql('SELECT * FROM defaults ORDER BY a')).toBe('1\tb1\n2\tz');
  });

  it('that are cut are refused, and nothing of them is kept', async () => {
    await empty();
    const { status, text } = await warehouse.ask({
      parameters: { query: insert },
      body: rowBinary(nasty).subarray(0, -1),
    });
    expect(status).toBe(500);
    expect(text).toMatch(/^Code: 33\. DB::Exception: Cannot read all data/);
    expect(text).not.toContain('/spool/');
    expect(await warehouse.sql('SELECT count() FROM blobs')).toBe('0');
  });

  it('are inserted once under one deduplication token', async () => {
    await warehouse.sql(
      'CREATE TABLE once (id UInt32, body String) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 10',
    );
    const parameters = {
      query: 'INSERT INTO once FORMAT RowBinary',
      insert_deduplication_token: 'topic/0/1-5',
      async_insert: '0',
      input_format_parallel_parsing: '0',
    };
    for (let time = 0; time < 2; time++) await warehouse.ask({ parameters, body: rowBinary(nasty) });
    expect(await warehouse.sql('SELECT count() FROM once')).toBe('5');
  });
});

describe('queries', () => {
  it('take parameters as text, whatever stands in them', async () => {
    const query = 'SELECT {text:String}, {list:Array(UInt8)}, {table:Identifier}.dummy FROM {table:Identifier}';
    const parameters = { query, param_text: "o'clock\\t\\\\ {x}", param_list: '[1,2]', param_table: 'system.one' };
    expect(await warehouse.sql('', { ...parameters, param_table: 'one', database: 'system' })).toBe(
      "o\\'clock\\t\\\\ {x}\t[1,2]\t0",
    );
  });

  it('keep their parameters and settings apart from those that run beside them', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        warehouse.sql("SELECT {n:UInt32} + sleep(0.02), getSetting('max_threads')", {
          param_n: String(index),
          max_threads: String(index + 1),
        }),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => `${index}\t${index + 1}`));
    await expect(warehouse.sql('SELECT {n:UInt32}')).rejects.toThrow('Code: 456');
  });

  it('take database, default format and a name of their own', async () => {
    await warehouse.sql('CREATE DATABASE elsewhere');
    const { text, headers } = await warehouse.ask({
      parameters: { database: 'elsewhere', default_format: 'JSONEachRow', query_id: 'mine' },
      body: 'SELECT currentDatabase() AS name',
    });
    expect(text).toBe('{"name":"elsewhere"}\n');
    expect(
      Object.fromEntries(['query-id', 'format', 'timezone'].map((name) => [name, headers.get(`x-clickhouse-${name}`)])),
    ).toEqual({
      'query-id': 'mine',
      format: 'JSONEachRow',
      timezone: 'UTC',
    });
    expect(headers.get('x-clickhouse-server-display-name')).not.toBe('');
    expect(JSON.parse(headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '1' });
  });

  it('name their own format, before settings or after them', async () => {
    expect(await warehouse.sql('SELECT 1 AS a FORMAT CSVWithNames SETTINGS max_threads = 1')).toBe('"a"\n1');
    expect(await warehouse.sql('SELECT 1 AS a SETTINGS max_threads = 1 FORMAT CSVWithNames -- a remark;')).toBe(
      '"a"\n1',
    );
    expect(await warehouse.sql("SELECT 'FORMAT JSON' AS format FORMAT TSV;")).toBe('FORMAT JSON');
    expect(await warehouse.sql('(SELECT 1) UNION ALL (SELECT 1) FORMAT CSV')).toBe('1\n1');
    expect(JSON.parse(await warehouse.sql('SHOW DATABASES FORMAT JSON'))).toHaveProperty('rows');
  });

  it('in a GET change nothing', async () => {
    const get = (query: string) => warehouse.ask({ method: 'GET', parameters: { query } });
    expect((await get('SELECT 7')).text).toBe('7\n');
    const { status, headers } = await get('CREATE TABLE never (a Int8) ENGINE = Memory');
    expect([status, headers.get('x-clickhouse-exception-code')]).toEqual([500, '164']);
  });

  it('of a session share its settings and temporary tables, one at a time', async () => {
    const session = { session_id: 's1' };
    await warehouse.sql('CREATE TEMPORARY TABLE mine (a Int8)', session);
    await warehouse.sql('SET max_threads = 3', session);
    await warehouse.sql('INSERT INTO mine VALUES (5)', session);
    expect(await warehouse.sql("SELECT a, getSetting('max_threads') FROM mine", session)).toBe('5\t3');
    await expect(warehouse.sql('SELECT a FROM mine')).rejects.toThrow('Code: 60');
    const beside = await Promise.allSettled([0, 1].map(() => warehouse.sql('SELECT sleep(0.3)', session)));
    expect(beside.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(warehouse.sql('SELECT 1', { session_id: 'unknown', session_check: '1' })).rejects.toThrow('Code: 372');
  });
});

describe('results', () => {
  const many = 'SELECT number, toString(number) AS text FROM numbers(300000) SETTINGS max_block_size = 10000';

  // the engine's own streaming gives each block a head and a foot of its own
  it('of many blocks are one document', async () => {
    const json = JSON.parse(await warehouse.sql(`${many} FORMAT JSONCompact`)) as {
      rows: number;
      data: [string, string][];
    };
    expect([json.rows, json.data.length, json.data.at(-1)?.[1]]).toEqual([300_000, 300_000, '299999']);
    const lines = (await warehouse.sql(`${many} FORMAT CSVWithNames`)).split('\n');
    expect([lines.length, lines.filter((line) => line.includes('number')).length]).toEqual([300_001, 1]);
    const parquet = await warehouse.ask({ body: `${many} FORMAT Parquet` });
    expect([parquet.bytes.toString('latin1', 0, 4), parquet.bytes.indexOf('PAR1', 4)]).toEqual([
      'PAR1',
      parquet.bytes.length - 4,
    ]);
  });

  it('are sent while they are made', async () => {
    const { url, user, password } = warehouse.address;
    const response = await fetch(`${url}/?query_id=endless`, {
      method: 'POST',
      body: 'SELECT number FROM system.numbers FORMAT TSV',
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^0\n1\n2\n/);
    await reader?.cancel();
    // nobody reads any more: the engine is told
    const listed = () =>
      warehouse.sql("SELECT count() FROM system.processes WHERE Settings['log_comment'] = 'endless'");
    for (const deadline = Date.now() + 10_000; (await listed()) !== '0';) expect(Date.now()).toBeLessThan(deadline);
  });

  it("come in gzip and in ClickHouse's own compression where they are asked for", async () => {
    const { url, user, password } = warehouse.address;
    const { request } = await import('node:http');
    const raw = await new Promise<Buffer>((resolve, reject) => {
      const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password, 'Accept-Encoding': 'gzip, br' };
      const sent = request(`${url}/?enable_http_compression=1`, { method: 'POST', headers }, (response) => {
        expect(response.headers['content-encoding']).toBe('gzip');
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          resolve(Buffer.concat(parts));
        });
      });
      sent.on('error', reject);
      sent.end('SELECT number FROM numbers(3)');
    });
    expect(gunzipSync(raw).toString()).toBe('0\n1\n2\n');
    const native = await warehouse.ask({ parameters: { compress: '1' }, body: many });
    const plain = (await fromNativeBlocks(native.bytes)).toString();
    expect(plain).toBe(`${await warehouse.sql(many)}\n`);
  });
});

describe('failures', () => {
  it('say their code, their status and nothing of a result', async () => {
    for (const [query, status, code] of [
      ['SELECT nope', 404, '47'],
      ['SELECT * FROM nowhere', 404, '60'],
      ['SELECT (', 400, '62'],
      ['SELECT 1; SELECT 2', 400, '62'],
      ['', 400, '62'],
      ["SELECT throwIf(1, 'why')", 500, '395'],
      ['SELECT 1 SETTINGS nonsense = 1', 404, '115'],
    ] as const) {
      const answer = await warehouse.ask({ body: query });
      expect([query, answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([query, status, code]);
      expect(answer.text).toMatch(
        new RegExp(
          `^Code: ${code}\\. DB::Exception: .+ \\([A-Z_]+\\) \\(version [\\d.]+ \\(official build\\)\\)\\n$`,
          's',
        ),
      );
    }
  });

  it('after the first bytes are marked, with the mark named in the head', async () => {
    const { status, headers, text } = await warehouse.ask({
      body: 'SELECT number, throwIf(number = 2000000) FROM numbers(3000000) SETTINGS max_block_size = 65536, max_threads = 1 FORMAT TSV',
    });
    const tag = headers.get('x-clickhouse-exception-tag') ?? '';
    expect(status).toBe(200);
    expect(text).toMatch(
      new RegExp(`\\r\\n__exception__\\r\\n${tag}\\r\\nCode: 395\\..*\\r\\n__exception__\\r\\n$`, 's'),
    );
    const whole = await warehouse.ask({
      parameters: { wait_end_of_query: '1' },
      body: 'SELECT throwIf(number = 2000000) FROM numbers(3000000) SETTINGS max_block_size = 65536',
    });
    expect(whole.status).toBe(500);
  });

  it('of who may not ask', async () => {
    const ask = (headers: Record<string, string>, parameters = '') =>
      fetch(`${warehouse.address.url}/?query=SELECT+1${parameters}`, { headers });
    const { user, password } = warehouse.address;
    const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    const nobody = await ask({});
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="ClickHouse server HTTP API"',
    ]);
    expect((await ask(basic(`${user}:wrong`))).status).toBe(403);
    expect((await ask(basic(`default:${password}`))).status).toBe(403);
    expect((await ask(basic(`${user}:${password}`))).status).toBe(200);
    expect((await ask({}, `&user=${user}&password=${password}`)).status).toBe(200);
    expect(await (await fetch(`${warehouse.address.url}/ping`)).text()).toBe('Ok.\n');
  });
});

describe('many at once', () => {
  it('run in turns, and too many are refused with 503', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => warehouse.ask({ body: 'SELECT sleep(0.5)' })));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ headers }) => headers.get('x-clickhouse-exception-code')))).toEqual(new Set(['202']));
    expect(answers.filter(({ status }) => status === 200).length).toBe(answers.length - refused.length);
  });

  it('are ended by their id, also one that waits, also one that inserts', async () => {
    await warehouse.sql('CREATE TABLE slow (a UInt64) ENGINE = MergeTree ORDER BY a');
    const blocked = Array.from({ length: 8 }, (_, index) =>
      warehouse.ask({
        parameters: { query_id: `long-${index}` },
        body: 'INSERT INTO slow SELECT sleepEachRow(0.5) FROM numbers(600) SETTINGS max_block_size = 1',
      }),
    );
    const waiting = warehouse.ask({ parameters: { query_id: 'waiting' }, body: 'INSERT INTO slow SELECT 1' });
    const again = await warehouse.ask({ parameters: { query_id: 'long-0' }, body: 'SELECT 1' });
    expect(again.headers.get('x-clickhouse-exception-code')).toBe('216');
    await warehouse.sql("KILL QUERY WHERE query_id = 'waiting' SYNC");
    const ids = blocked.map((_, index) => `'long-${index}'`).join(', ');
    await warehouse.sql(`KILL QUERY WHERE query_id IN (${ids}) SYNC`);
    const ended = await Promise.all([...blocked, waiting]);
    expect(ended.map(({ headers }) => headers.get('x-clickhouse-exception-code'))).toEqual(ended.map(() => '394'));
    expect(await warehouse.sql('SELECT count() FROM slow WHERE a = 1')).toBe('0');
  });
});

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type TopicContract, physicalNames, topics } from '@naru/contracts';
import { eventually, testStack } from '@naru/testing';
import avsc, { type Schema } from 'avsc';
import {
  type ContractTable,
  DataRefusedError,
  type MigrateOptions,
  MigrationConflictError,
  QueryLimitError,
  RowEncoder,
  RowWriter,
  TableDiffersError,
  Warehouse,
  WarehouseRefusedError,
  WarehouseUnavailableError,
  endQuery,
  migrate,
  rowColumns,
  rowHash,
  rowHeader,
  rowsThere,
  tables,
} from '../src/index.js';

jest.setTimeout(120_000);

const names = physicalNames(`test${randomBytes(5).toString('hex')}`);
const catalogue: readonly TopicContract[] = Object.values(topics);
const warehouse = open();

function open(changes: { url?: string; password?: string } = {}): Warehouse {
  return new Warehouse({ ...testStack().clickhouse, application: 'tests', ...changes });
}

const contractTables = tables.map((table): ContractTable => {
  const contract = catalogue.find(({ name }) => name === table.topic);
  if (contract === undefined) throw new Error(`No topic ${table.topic}`);
  return { table, avro: contract.avro };
});

const options = (changes: Partial<MigrateOptions> = {}): MigrateOptions => ({
  warehouse,
  names,
  layout: { cluster: undefined },
  tables: contractTables,
  views: [],
  migrations: [],
  instance: 'one',
  ...changes,
});

const observations = contractTables.find(({ table }) => table.topic === topics.parkingObservations.name);
if (observations === undefined) throw new Error('No table of observations');
const { table, avro } = observations;
const database = names.database('parking');

const type = avsc.Type.forSchema(avro as unknown as Schema, { registry: {} });
const schema = { reader: avro, columns: table.columns };
const encoder = new RowEncoder({ ...schema, writer: avro, topic: 'parking.observations.v1' });

/** A block of so many random records, from an offset on. */
function block(rows: number, from: number, token: string) {
  const writer = new RowWriter();
  for (let offset = from; offset < from + rows; offset++) {
    const record = {
      ...(type.random() as unknown as object),
      observedAt: 1_800_000_000_000,
      receivedAt: 1_800_000_000_000,
      masterDataAt: null,
    };
    const bytes = type.toBuffer(record);
    encoder.append(writer, bytes, 0, bytes.length, 0, offset);
  }
  return {
    database,
    table: table.table,
    columns: rowColumns(schema),
    parts: [rowHeader(schema), writer.bytes()],
    token,
  };
}

const count = async (relation: string): Promise<number> => {
  const [row] = await warehouse.rows<{ n: number }>({ sql: `SELECT count()::UInt32 AS n FROM ${relation}` });
  return row?.n ?? NaN;
};

beforeAll(async () => {
  await migrate(options());
});
afterAll(async () => {
  for (const context of new Set(tables.map((each) => each.context)))
    await warehouse.run({ sql: `DROP DATABASE IF EXISTS ${names.database(context)}` });
  await warehouse.close();
});

describe('migrate', () => {
  it('leaves everything as it is the second time', async () => {
    expect(await migrate(options())).toEqual({ aligned: [], applied: [] });
  });

  it('applies each migration once, however many instances come at once', async () => {
    const migrations = [
      {
        number: 1,
        name: 'first',
        statements: [`CREATE TABLE ${names.database('hub')}.once (n UInt8) ENGINE = Memory`],
      },
    ];
    const reports = await Promise.all(
      ['one', 'two', 'three'].map((instance) => migrate(options({ migrations, instance }))),
    );
    expect(reports.flatMap(({ applied }) => applied)).toEqual(['first']);
    const changed = [{ number: 1, name: 'first', statements: ['SELECT 1'] }];
    await expect(migrate(options({ migrations: changed }))).rejects.toThrow(MigrationConflictError);
  });

  it('adds an index that a table lacks, and a row is found by its id in few granules', async () => {
    const other = physicalNames(`${names.topic('').slice(0, -1)}index`);
    const relation = `${other.database('parking')}.observations`;
    const of = options({ names: other, tables: [{ table, avro }] });
    const id = (n: string) => `reinterpretAsUUID(MD5(${n}))`;
    try {
      await migrate(of);
      await warehouse.run({ sql: `ALTER TABLE ${relation} DROP INDEX by_record_id` });
      expect((await migrate(of)).aligned).toEqual([expect.stringMatching(/ADD INDEX IF NOT EXISTS by_record_id/)]);
      await warehouse.run({
        sql: `INSERT INTO ${relation} (record_id, device) SELECT ${id('toString(number)')}, 'S-1' FROM numbers(100000)`,
      });
      const plan = await warehouse.rows<{ explain: string }>({
        sql: `EXPLAIN indexes = 1 SELECT device FROM ${relation} WHERE record_id = ${id("'77777'")}`,
      });
      const granules = plan
        .map(({ explain }) => /Granules: (\d+)\/(\d+)/.exec(explain))
        .filter((found) => found !== null);
      const [left, all] = (granules.at(-1) ?? []).slice(1).map(Number);
      expect(all).toBeGreaterThan(10);
      expect(left).toBeLessThan(4);
    } finally {
      await warehouse.run({ sql: `DROP DATABASE IF EXISTS ${other.database('parking')}` });
      await warehouse.run({ sql: `DROP DATABASE IF EXISTS ${other.database('hub')}` });
    }
  });

  it('adds a column that the contract has got, with its default in the rows of before', async () => {
    const other = physicalNames(`${names.topic('').slice(0, -1)}older`);
    const relation = `${other.database('parking')}.observations`;
    const older = { ...table, columns: table.columns.filter(({ name }) => name !== 'quality') };
    const of = (each: ContractTable['table']) => options({ names: other, tables: [{ table: each, avro }] });
    try {
      await migrate(of(older));
      await warehouse.run({ sql: `INSERT INTO ${relation} (device) VALUES ('S-1')` });
      const { aligned } = await migrate(of(table));
      expect(aligned.map((sql) => sql.split(' ').slice(0, 2).join(' '))).toEqual(['ALTER TABLE', 'CREATE OR']);
      expect(await warehouse.rows({ sql: `SELECT device, quality FROM ${relation}_current` })).toEqual([
        { device: 'S-1', quality: 'good' },
      ]);
      const wider = {
        ...table,
        columns: table.columns.map((column) => ({ ...column, type: column.name === 'device' ? 'Int64' : column.type })),
      };
      await expect(migrate(of(wider))).rejects.toThrow(TableDiffersError);
    } finally {
      for (const context of ['parking', 'hub'])
        await warehouse.run({ sql: `DROP DATABASE IF EXISTS ${other.database(context)}` });
    }
  });
});

describe('the tables of the contract', () => {
  it.each(contractTables.map((each) => [`${each.table.context}.${each.table.table}`, each] as const))(
    'take what the encoder writes: %s',
    async (_, each) => {
      const random = avsc.Type.forSchema(each.avro as unknown as Schema, { registry: {} });
      const rowSchema = { reader: each.avro, columns: each.table.columns };
      const rows = new RowWriter();
      const ownEncoder = new RowEncoder({ ...rowSchema, writer: each.avro, topic: each.table.topic });
      expect(rowColumns(rowSchema)).toEqual(each.table.columns.map(({ name }) => name));
      for (let offset = 0; offset < 5; offset++) {
        const bytes = random.toBuffer(random.random());
        ownEncoder.append(rows, bytes, 0, bytes.length, 1, offset);
      }
      const where = { database: names.database(each.table.context), table: each.table.table };
      await warehouse.insert({
        ...where,
        columns: rowColumns(rowSchema),
        parts: [rowHeader(rowSchema), rows.bytes()],
        token: 'random',
      });
      expect(await count(`${where.database}.${where.table} WHERE partition = 1`)).toBe(5);
    },
  );

  it.each(contractTables.map((each) => [`${each.table.context}.${each.table.table}`, each] as const))(
    'prove which rows they hold, by their bytes: %s',
    async (_, each) => {
      const random = avsc.Type.forSchema(each.avro as unknown as Schema, { registry: {} });
      const rowSchema = { reader: each.avro, columns: each.table.columns };
      const ownEncoder = new RowEncoder({ ...rowSchema, writer: each.avro, topic: 'proven' });
      const rows = Array.from({ length: 10 }, (_, offset) => {
        const row = new RowWriter();
        const bytes = random.toBuffer(random.random());
        ownEncoder.append(row, bytes, 0, bytes.length, 2, offset);
        return Buffer.from(row.bytes());
      });
      const where = {
        database: names.database(each.table.context),
        table: each.table.table,
        columns: rowColumns(rowSchema),
      };
      const header = rowHeader(rowSchema);
      await warehouse.insert({ ...where, parts: [header, ...rows.slice(2, 7)], token: 'proven' });
      await warehouse.insert({ ...where, parts: [header, ...rows.slice(3, 4)], token: 'twice' });
      const there = await rowsThere(
        warehouse,
        { ...where, topic: 'proven', partition: 2, from: 0, to: 6 },
        { cluster: undefined },
      );
      const hashes = rows.map(rowHash);
      expect([...there]).toEqual([
        [2, [hashes[2]]],
        [3, [hashes[3], hashes[3]]],
        [4, [hashes[4]]],
        [5, [hashes[5]]],
      ]);
    },
  );
});

describe('an insert', () => {
  it('goes in once under one token, and again under another', async () => {
    const rows = block(1_000, 10_000, 'once');
    const seen = () => count(`${database}.observations WHERE offset >= 10000 AND offset < 11000`);
    await warehouse.insert(rows);
    await warehouse.insert(rows);
    expect(await seen()).toBe(1_000);
    await warehouse.insert({ ...rows, token: 'twice' });
    expect(await seen()).toBe(2_000);
  });

  it('keeps binary values whole', async () => {
    const rows = block(500, 20_000, 'whole');
    await warehouse.insert(rows);
    expect(await count(`${database}.observations WHERE offset >= 20000 AND offset < 20500`)).toBe(500);
  });

  it('does not repeat values of records in what it says', async () => {
    const guarded = `${database}.guarded`;
    await warehouse.run({ sql: `CREATE TABLE ${guarded} AS ${database}.observations` });
    await warehouse.run({ sql: `ALTER TABLE ${guarded} ADD CONSTRAINT place CHECK topic = 'elsewhere'` });
    const error = await warehouse.insert({ ...block(1, 0, 'a'), table: 'guarded' }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DataRefusedError);
    expect(inspect(error, { depth: 9 })).toContain('The values were refused: VIOLATED_CONSTRAINT (469)');
    expect(inspect(error, { depth: 9 })).not.toContain('parking.observations.v1');
  });

  it('is gone once it was told to end, and changes nothing any more', async () => {
    const { url, user, password } = testStack().clickhouse;
    const { columns, parts } = block(1, 30_000, 'ended');
    const statement = `INSERT INTO ${database}.observations (${columns.join(', ')}) FORMAT RowBinaryWithNamesAndTypes`;
    const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
    const queryId = `${names.topic('').slice(0, -1)}-ended`;
    const search = new URLSearchParams({ query: statement, query_id: queryId }).toString();
    const upload = request(`${url}/?${search}`, { method: 'POST', headers });
    const answered = new Promise<boolean>((resolve) => {
      upload.on('response', ({ statusCode }) => {
        resolve(statusCode === 200);
      });
      upload.on('error', () => {
        resolve(false);
      });
    });
    for (const part of parts) upload.write(part); // and never ends
    // the request may not have come yet
    const isOver = async () => {
      await endQuery(warehouse, queryId, { cluster: undefined });
      return Promise.race([answered.then(() => true), setImmediate(false)]);
    };
    await eventually(isOver, (over) => over);
    expect(await answered).toBe(false);
    upload.destroy();
    expect(await count(`${database}.observations WHERE offset = 30000`)).toBe(0);
  });

  it('says what is wrong with the values, with the request, or with the way there', async () => {
    const limited = `${database}.limited`;
    await warehouse.run({ sql: `CREATE TABLE ${limited} AS ${database}.observations` });
    await warehouse.run({ sql: `ALTER TABLE ${limited} ADD CONSTRAINT low CHECK offset < 5` });
    await expect(warehouse.insert({ ...block(10, 0, 'a'), table: 'limited' })).rejects.toThrow(DataRefusedError);
    await expect(warehouse.insert({ ...block(1, 0, 'b'), table: 'missing' })).rejects.toMatchObject({ exception: 60 });
    await expect(warehouse.run({ sql: 'SELECT FROM WHERE' })).rejects.toThrow(WarehouseRefusedError);
    const far = open({ url: 'http://127.0.0.1:1' });
    await expect(far.insert(block(1, 0, 'c'))).rejects.toThrow(WarehouseUnavailableError);
    await expect(far.ping()).rejects.toThrow(WarehouseUnavailableError);
    const stranger = open({ password: 'wrong' });
    await expect(stranger.ping()).rejects.toThrow(WarehouseRefusedError);
    await Promise.all([far.close(), stranger.close()]);
  });

  it('asks no more than its limits allow', async () => {
    const sql = 'SELECT number FROM numbers(100)';
    const settings = { readonly: '2', max_result_rows: '10', result_overflow_mode: 'throw' } as const;
    await expect(warehouse.bytes({ sql, settings }, 'JSONCompact')).rejects.toThrow(QueryLimitError);
    await expect(
      warehouse.run({ sql: `DROP TABLE ${database}.observations`, settings: { readonly: '2' } }),
    ).rejects.toThrow(WarehouseRefusedError);
    expect(
      (
        await warehouse.bytes(
          { sql: 'SELECT {text:String} AS text', parameters: { text: "it's\n\t\\" } },
          'JSONEachRow',
        )
      ).toString(),
    ).toBe('{"text":"it\'s\\n\\t\\\\"}\n');
  });
});

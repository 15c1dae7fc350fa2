import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { toWarehouseError } from './errors.js';

export interface WarehouseOptions {
  /** e.g. `http://127.0.0.1:8123`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Name that the warehouse's own log shows. */
  readonly application: string;
  /** How long one request may take, ms. 60 s by default. */
  readonly requestTimeoutMs?: number;
  readonly maxConnections?: number;
  /** Whether tables are replicated: an insert is answered when most replicas have it. */
  readonly replicated?: boolean;
}

/** Rows of one table, ready to go. */
export interface InsertBlock {
  readonly database: string;
  readonly table: string;
  /** In the order in which the rows have them. */
  readonly columns: readonly string[];
  /** RowBinaryWithNamesAndTypes: `rowHeader`, then rows. */
  readonly parts: readonly Uint8Array[];
  /** The same token with the same rows is inserted once only, as long as the table's deduplication window holds it. */
  readonly token: string;
  readonly queryId?: string;
}

export interface Question {
  readonly sql: string;
  /** Values of `{name:Type}` in the SQL. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly settings?: ClickHouseSettings;
  readonly signal?: AbortSignal;
}

/**
 * One block, one part a table partition, in this very request: what a retry repeats must be what was tried before.
 * The answer comes when the rows are in.
 */
const insertSettings: ClickHouseSettings = {
  async_insert: 0,
  max_insert_threads: '1',
  input_format_parallel_parsing: 0,
  insert_deduplicate: 1,
  wait_end_of_query: 1,
  // larger than any block of ours, so that the engine doesn't cut it
  max_insert_block_size: '1048449',
  min_insert_block_size_rows: '1048449',
  min_insert_block_size_bytes: '268402944',
};

/** Talks with ClickHouse over HTTP. Every method throws WarehouseErrors. */
export class Warehouse {
  readonly #client: ClickHouseClient;
  readonly #insertSettings: ClickHouseSettings;

  constructor(options: WarehouseOptions) {
    this.#insertSettings = options.replicated === true ? { ...insertSettings, insert_quorum: 'auto' } : insertSettings;
    this.#client = createClient({
      url: options.url,
      username: options.user,
      password: options.password,
      application: options.application,
      request_timeout: options.requestTimeoutMs ?? 60_000,
      max_open_connections: options.maxConnections ?? 8,
      // errors are thrown: whoever catches them logs them
      log: { level: ClickHouseLogLevel.OFF },
    });
  }

  /** Asks for an answer under our user, so that wrong credentials are found too. */
  async ping(): Promise<void> {
    const result = await this.#client.ping({ select: true });
    if (!result.success) throw toWarehouseError(result.error);
  }

  /** Runs a statement that answers nothing. */
  async run(question: Question): Promise<void> {
    await attempt(() => this.#client.command(requestOf(question)));
  }

  /** The rows of a small answer as objects. 64-bit numbers come as text. */
  async rows<T>(question: Question): Promise<T[]> {
    return attempt(async () => {
      const answer = await this.#client.exec(requestOf(question, 'JSONEachRow', { wait_end_of_query: 1 }));
      const lines = (await text(answer.stream)).trimEnd();
      return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as T);
    });
  }

  /** The whole answer in one of ClickHouse's formats. The caller bounds it by settings. */
  async bytes(question: Question, format: string): Promise<Buffer> {
    return attempt(async () => {
      const answer = await this.#client.exec(requestOf(question, format, { wait_end_of_query: 1 }));
      return buffer(answer.stream);
    });
  }

  /** Inserts one block. It is repeatable: the block holds all that the request is made of. */
  async insert({ database, table, columns, parts, token, queryId }: InsertBlock): Promise<void> {
    await attempt(async () => {
      const answer = await this.#client.exec({
        query: `INSERT INTO ${identifier(database)}.${identifier(table)} (${columns.map(identifier).join(', ')}) FORMAT RowBinaryWithNamesAndTypes`,
        values: Readable.from(parts, { objectMode: false }),
        clickhouse_settings: { ...this.#insertSettings, insert_deduplication_token: token },
        ...(queryId === undefined ? {} : { query_id: queryId }),
      });
      await buffer(answer.stream);
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

/** A name in SQL. */
export const identifier = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** A text in SQL. */
export const literal = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function requestOf({ sql, parameters, settings, signal }: Question, format?: string, more: ClickHouseSettings = {}) {
  return {
    query: format === undefined ? sql : `${sql}\nFORMAT ${format}`,
    clickhouse_settings: { ...more, ...settings },
    ...(parameters === undefined ? {} : { query_params: parameters }),
    ...(signal === undefined ? {} : { abort_signal: signal }),
  };
}

async function attempt<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw toWarehouseError(error);
  }
}

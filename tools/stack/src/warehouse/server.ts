import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Admission } from './admission.js';
import { authenticate, type Credentials } from './credentials.js';
import { EngineConnection } from './engine.js';
import { QueryError, queryErrorOf } from './exceptions.js';
import { QueryRunner, type RunningQuery } from './query-runner.js';
import { readRequest } from './request.js';
import { type ServerIdentity, sendAnswer, sendFailure } from './response.js';
import { RunningQueries } from './running-queries.js';
import { Sessions } from './sessions.js';

const keptBackBytes = 1024 * 1024;

export interface WarehouseOptions {
  readonly dataFolder: string;
  readonly credentials: Credentials;
  readonly mostRunning: number;
  readonly mostWaiting: number;
}

/** The engine behind ClickHouse's HTTP protocol. */
export interface Warehouse {
  readonly server: Server;
  /** Takes no new query, waits for those that run, and lets go of the engine. */
  close(): Promise<void>;
}

export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const spoolFolder = join(options.dataFolder, 'spool');
  await rm(spoolFolder, { recursive: true, force: true });
  await mkdir(spoolFolder, { recursive: true });
  const engineFolder = join(options.dataFolder, 'engine');
  // one connection stays open, and the engine with it, from the first query to the last
  const keeper = new EngineConnection(engineFolder);
  const identity = await identify(keeper);
  const sessions = new Sessions(engineFolder);
  const running = new RunningQueries();
  const runner = new QueryRunner(
    sessions,
    new Admission(options.mostRunning, options.mostWaiting),
    running,
    spoolFolder,
  );

  const server = createServer((message, response) => {
    const address = new URL(message.url ?? '/', 'http://warehouse');
    if (
      address.pathname === '/ping' ||
      (address.pathname === '/' && message.method !== 'POST' && address.search === '')
    ) {
      response.setHeader('Content-Type', 'text/html; charset=UTF-8');
      response.end('Ok.\n');
    } else if (address.pathname === '/') void answerQuery(message, response, address.searchParams);
    else {
      response.statusCode = 404;
      response.end(`There is no handle ${address.pathname}\n`);
    }
  });
  // uploads and results last as long as they last
  server.requestTimeout = 0;

  async function answerQuery(
    message: IncomingMessage,
    response: ServerResponse,
    parameters: URLSearchParams,
  ): Promise<void> {
    const queryId = parameters.get('query_id') ?? randomUUID();
    let entered: ReturnType<RunningQueries['enter']> | undefined;
    try {
      authenticate(message, parameters, options.credentials);
      const request = readRequest(message, parameters);
      entered = running.enter(queryId);
      const query = await runner.start(message, request, queryId, entered.signal);
      await answerWith(response, query, { ...request, queryId });
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else sendFailure(response, identity, queryId, queryErrorOf(error));
      // what is left of the body is thrown away, so that the connection can be used again
      message.resume();
    } finally {
      entered?.leave();
    }
  }

  async function answerWith(
    response: ServerResponse,
    query: RunningQuery,
    {
      queryId,
      waitsForEnd,
      nativeOut,
      acceptEncoding,
    }: { queryId: string; waitsForEnd: boolean; nativeOut: boolean; acceptEncoding: string | undefined },
  ): Promise<void> {
    let error: QueryError | undefined;
    response.once('close', () => {
      if (query.onlyReads && !response.writableFinished) runner.cancel(queryId);
    });
    const outcome = query.finished.then((ended) => {
      if ('error' in ended) error = ended.error;
      return ended;
    });
    if (waitsForEnd) await outcome;
    const bytes = query.bytes[Symbol.asyncIterator]();
    const { head, isWhole } = await readHead(bytes);
    const early = isWhole || waitsForEnd ? await outcome : undefined;
    if (early !== undefined && 'error' in early) {
      await bytes.return?.();
      throw early.error;
    }
    await sendAnswer(response, identity, {
      queryId,
      format: query.format,
      summary: early?.summary,
      body: startingWith(head, bytes),
      failure: () => error,
      nativeOut,
      acceptEncoding,
    }).finally(() => outcome);
  }

  return {
    server,
    close: async () => {
      server.close();
      await running.drained();
      server.closeAllConnections();
      sessions.close();
      keeper.close();
    },
  };
}

/** As much as a server keeps back, so that a small result comes with its summary and a failed one with its status. */
async function readHead(bytes: AsyncIterator<Buffer>): Promise<{ head: Buffer; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < keptBackBytes) {
    const next = await bytes.next();
    if (next.done === true) return { head: Buffer.concat(chunks), isWhole: true };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { head: Buffer.concat(chunks), isWhole: false };
}

async function* startingWith(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function identify(engine: EngineConnection): Promise<ServerIdentity> {
  const result = await engine.run('SELECT version(), timezone()', {
    database: undefined,
    settings: {},
    format: 'TabSeparated',
    signal: undefined,
  });
  const [version = '', timeZone = ''] = result.text().trim().split('\t');
  return { version, timeZone, displayName: hostname() };
}

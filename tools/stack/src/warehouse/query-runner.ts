import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admission } from './admission.js';
import { quoted } from './engine.js';
import { QueryError, queryErrorOf } from './exceptions.js';
import { followFile } from './follow-file.js';
import { keepBody, knownEncoding, readBody } from './request-body.js';
import type { QueryRequest } from './request.js';
import type { Summary } from './response.js';
import type { RunningQueries } from './running-queries.js';
import type { Sessions } from './sessions.js';
import { type Statement, StatementError, readStatement } from './statement.js';

/** A query that runs: its bytes as they come, and what it came to once they have ended. */
export interface RunningQuery {
  readonly format: string;
  /** Nobody misses it where its reader left. An insert goes on, as at a server. */
  readonly onlyReads: boolean;
  readonly bytes: AsyncIterable<Buffer>;
  /** Never rejects. */
  readonly finished: Promise<Outcome>;
}

export type Outcome = { readonly summary: Summary } | { readonly error: QueryError };

/** The statement to run, and the file that its data were kept in. */
interface Prepared {
  readonly sql: string;
  readonly statement: Statement;
  readonly dataFile: string | undefined;
}

/** How far into a body a statement with data is looked for, before the whole of it is read as a statement. */
const headBytes = 1024 * 1024;
const killAgainMs = 50;
const nothingRead: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0, elapsedNs: 0 };

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
const parse = (latin1: string): Statement => {
  try {
    return readStatement(latin1);
  } catch (error) {
    if (error instanceof StatementError) throw new QueryError(62, 'SYNTAX_ERROR', `Syntax error: ${error.message}`);
    throw error;
  }
};

export class QueryRunner {
  constructor(
    private readonly sessions: Sessions,
    private readonly admission: Admission,
    private readonly running: RunningQueries,
    private readonly spoolFolder: string,
  ) {}

  /** Reads the body, waits for room, and starts the query. @throws QueryError where it can't even start */
  async start(
    message: IncomingMessage,
    request: QueryRequest,
    queryId: string,
    signal: AbortSignal,
  ): Promise<RunningQuery> {
    const resultFile = join(this.spoolFolder, `${randomUUID()}.result`);
    const prepared = await this.#prepare(message, request, resultFile, signal);
    const { statement, dataFile } = prepared;
    if (request.changesNothing && (statement.kind === 'insert' || statement.kind === 'command'))
      throw new QueryError(
        164,
        'READONLY',
        'Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should use method POST for modifying queries.',
      );
    const format = (statement.kind === 'result' ? statement.format : undefined) ?? request.defaultFormat;
    if (statement.kind === 'kill') return this.#answerKill(statement, format);
    const finished = this.#run(
      prepared,
      { ...request, settings: { ...request.settings, log_comment: queryId } },
      signal,
    )
      .catch((error: unknown): Outcome => ({ error: queryErrorOf(error, dataFile) }))
      .finally(() => (dataFile === undefined ? undefined : rm(dataFile, { force: true })));
    return { format, onlyReads: statement.kind === 'result', bytes: followFile(resultFile, finished), finished };
  }

  /** Ends a query that nobody waits for any more. */
  cancel(queryId: string): void {
    this.#kill([queryId], `KILL QUERY WHERE Settings['log_comment'] = ${quoted(queryId)}`, 'Null')
      .then(({ gone }) => gone)
      .catch(reportFailedKill);
  }

  /** Puts the statement together, with its data in a file of their own: inline, the engine ends them at an empty line. */
  async #prepare(
    message: IncomingMessage,
    request: QueryRequest,
    resultFile: string,
    signal: AbortSignal,
  ): Promise<Prepared> {
    const encoding = knownEncoding(request.contentEncoding);
    const address = Buffer.from(request.query, 'utf8');
    const inAddress = request.query.trim() === '' ? undefined : parse(address.toString('latin1'));
    const dataFile = join(this.spoolFolder, `${randomUUID()}.data`);
    if (inAddress?.kind === 'insert' && inAddress.dataStart >= address.length && !request.nativeIn) {
      await keepBody(message, dataFile, signal);
      return { sql: insertFrom(inAddress, dataFile, encoding), statement: inAddress, dataFile };
    }
    const body = await readBody(message, encoding, request.nativeIn, signal);
    const whole = address.length === 0 ? body : Buffer.concat([address, Buffer.from('\n'), body]);
    const atHead = whole.length > headBytes ? parseHead(whole) : undefined;
    const statement = atHead ?? parse(whole.toString('latin1'));
    if (statement.kind !== 'insert')
      return { sql: sqlOf(statement, request.defaultFormat, resultFile), statement, dataFile: undefined };
    await writeFile(dataFile, whole.subarray(statement.dataStart));
    return { sql: insertFrom(statement, dataFile, undefined), statement, dataFile };
  }

  async #run({ sql, statement }: Prepared, request: QueryRequest, signal: AbortSignal): Promise<Outcome> {
    const leave = await this.admission.enter(signal);
    try {
      const { connection, giveBack } = this.sessions.lend(request.session);
      const startedAt = performance.now();
      try {
        const { rowsRead, bytesRead } = await connection.run(sql, {
          ...request,
          format: request.defaultFormat,
          signal,
        });
        if (request.session !== undefined) await connection.forget(request.settings);
        const isInsert = statement.kind === 'insert';
        return {
          summary: {
            readRows: rowsRead,
            readBytes: bytesRead,
            writtenRows: isInsert ? rowsRead : 0,
            writtenBytes: isInsert ? bytesRead : 0,
            elapsedNs: Math.round((performance.now() - startedAt) * 1e6),
          },
        };
      } catch (error) {
        await connection.clear();
        throw error;
      } finally {
        giveBack();
      }
    } finally {
      leave();
    }
  }

  async #answerKill(
    { queryIds, text, waits }: Extract<Statement, { kind: 'kill' }>,
    format: string,
  ): Promise<RunningQuery> {
    const { killed, gone } = await this.#kill(queryIds, text, format);
    if (waits) await gone;
    else gone.catch(reportFailedKill);
    return { format, onlyReads: false, bytes: once(killed), finished: Promise.resolve({ summary: nothingRead }) };
  }

  /** Tells the engine again until the named queries are gone: one that was just starting may not have been listed yet. */
  async #kill(
    queryIds: readonly string[],
    sql: string,
    format: string,
  ): Promise<{ killed: Buffer; gone: Promise<void> }> {
    const named = { areGone: false };
    const cancelled = this.running.cancel(queryIds).then(() => {
      named.areGone = true;
    });
    const killed = await this.#tellEngine(sql, format);
    const untilGone = async (): Promise<void> => {
      for (;;) {
        await Promise.race([cancelled, sleep(killAgainMs)]);
        if (named.areGone) return;
        await this.#tellEngine(sql, format);
      }
    };
    return { killed, gone: untilGone() };
  }

  async #tellEngine(sql: string, format: string): Promise<Buffer> {
    const { connection, giveBack } = this.sessions.lend(undefined);
    try {
      return Buffer.from(
        (await connection.run(sql, { database: undefined, settings: {}, format, signal: undefined })).bytes(),
      );
    } catch (error) {
      throw queryErrorOf(error);
    } finally {
      giveBack();
    }
  }
}

const reportFailedKill = (error: unknown): void => {
  process.stderr.write(`A query could not be cancelled, and runs to its end: ${String(error)}\n`);
};

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

function parseHead(whole: Buffer): Statement | undefined {
  const statement = readStatement(whole.toString('latin1', 0, headBytes));
  return statement.kind === 'insert' && statement.dataStart < headBytes ? statement : undefined;
}

function insertFrom(
  { head, format, settings }: Extract<Statement, { kind: 'insert' }>,
  file: string,
  encoding: string | undefined,
): string {
  const compression = encoding === undefined ? '' : ` COMPRESSION ${quoted(encoding)}`;
  return `${utf8(head)}\nFROM INFILE ${quoted(file)}${compression} ${utf8(settings)}\nFORMAT ${format}`;
}

function sqlOf(statement: Exclude<Statement, { kind: 'insert' }>, defaultFormat: string, resultFile: string): string {
  if (statement.kind !== 'result') return utf8(statement.text);
  const { body, format = defaultFormat, settings } = statement;
  return `${utf8(body)}\nINTO OUTFILE ${quoted(resultFile)}\nFORMAT ${format} ${utf8(settings)}`;
}

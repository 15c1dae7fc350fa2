import type { ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import type { QueryError } from './exceptions.js';
import { statusOf } from './exceptions.js';
import { contentTypeOf } from './formats.js';
import { toNativeBlocks } from './native-blocks.js';

/** What every answer to a query carries. */
export interface ServerIdentity {
  readonly version: string;
  readonly timeZone: string;
  readonly displayName: string;
}

export interface Summary {
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
  readonly writtenBytes: number;
  readonly elapsedNs: number;
}

export interface Answer {
  readonly queryId: string;
  readonly format: string;
  /** Known where the query had ended before its first byte was sent; a server knows no more. */
  readonly summary: Summary | undefined;
  readonly body: AsyncIterable<Buffer>;
  /** Asked once the body is through. */
  readonly failure: () => QueryError | undefined;
  readonly nativeOut: boolean;
  readonly acceptEncoding: string | undefined;
}

/** Fast rather than small: both ends are on one machine. */
const compressors: readonly (readonly [name: string, create: () => Transform])[] = [
  ['gzip', () => createGzip({ level: 1 })],
  ['zstd', () => createZstdCompress()],
  ['deflate', () => createDeflate({ level: 1 })],
  ['br', () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 2 } })],
];

/** Marks an exception that comes after the first bytes of a result, so that a client doesn't take it for one. */
const newTag = (): string =>
  Array.from({ length: 16 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('');

const summaryText = ({ readRows, readBytes, writtenRows, writtenBytes, elapsedNs }: Summary): string =>
  JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: '0',
    elapsed_ns: String(elapsedNs),
  });

const emptySummary: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0, elapsedNs: 0 };

export async function sendAnswer(response: ServerResponse, server: ServerIdentity, answer: Answer): Promise<void> {
  const tag = newTag();
  setCommonHeaders(response, server, answer.queryId);
  response.setHeader('Content-Type', contentTypeOf(answer.format));
  response.setHeader('X-ClickHouse-Format', answer.format);
  response.setHeader('X-ClickHouse-Exception-Tag', tag);
  response.setHeader('X-ClickHouse-Summary', summaryText(answer.summary ?? emptySummary));
  const whole = withFailure(answer, tag, server.version);
  const framed = answer.nativeOut ? toNativeBlocks(whole) : whole;
  const accepted = (answer.acceptEncoding ?? '').split(',').map((name) => name.split(';')[0]?.trim().toLowerCase());
  const [encoding, compressor] = compressors.find(([name]) => accepted.includes(name)) ?? [];
  if (encoding === undefined || compressor === undefined) {
    await pipeline(Readable.from(framed), response);
    return;
  }
  response.setHeader('Content-Encoding', encoding);
  await pipeline(Readable.from(framed), compressor(), response);
}

async function* withFailure({ body, failure }: Answer, tag: string, version: string): AsyncGenerator<Buffer> {
  yield* body;
  const error = failure();
  if (error === undefined) return;
  const text = error.text(version);
  yield Buffer.from(`\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`);
}

/** An exception before any byte of a result: its status, its code in a header, its words in the body. */
export function sendFailure(
  response: ServerResponse,
  server: ServerIdentity,
  queryId: string,
  error: QueryError,
): void {
  setCommonHeaders(response, server, queryId);
  response.statusCode = statusOf(error);
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.setHeader('X-ClickHouse-Exception-Code', String(error.code));
  if (error.type === 'REQUIRED_PASSWORD')
    response.setHeader('WWW-Authenticate', 'Basic realm="ClickHouse server HTTP API"');
  response.end(error.text(server.version));
}

function setCommonHeaders(response: ServerResponse, server: ServerIdentity, queryId: string): void {
  response.setHeader('X-ClickHouse-Server-Display-Name', server.displayName);
  response.setHeader('X-ClickHouse-Query-Id', queryId);
  response.setHeader('X-ClickHouse-Timezone', server.timeZone);
}

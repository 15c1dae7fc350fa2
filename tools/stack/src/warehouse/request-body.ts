import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { decompressFrame } from 'lz4-napi';
import { QueryError } from './exceptions.js';
import { fromNativeBlocks } from './native-blocks.js';

/** A query that stands in the body is read whole; data of an insert whose statement stands in the address are not. */
const largestWholeBody = 256 * 1024 * 1024;

const decoders: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
  lz4: decompressFrame,
};

/** ClickHouse's names for what an insert's file can be compressed with. */
export const encodings: readonly string[] = Object.keys(decoders);

const unknownEncoding = (encoding: string): QueryError =>
  new QueryError(
    89,
    'UNKNOWN_COMPRESSION_METHOD',
    `Unknown compression method '${encoding}'. Known: ${encodings.join(', ')}.`,
  );

/** @throws QueryError where the body is compressed in a way that nobody here reads */
export function knownEncoding(encoding: string | undefined): string | undefined {
  if (encoding === undefined || encoding === 'identity') return undefined;
  if (!encodings.includes(encoding)) throw unknownEncoding(encoding);
  return encoding;
}

/** Writes the body to `file` as it comes, byte for byte. */
export async function keepBody(message: IncomingMessage, file: string, signal: AbortSignal): Promise<void> {
  await pipeline(message, createWriteStream(file), { signal });
}

/** The whole body, decompressed. @throws QueryError where it is too large or can't be decompressed */
export async function readBody(
  message: IncomingMessage,
  encoding: string | undefined,
  isNative: boolean,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > largestWholeBody)
      throw new QueryError(
        223,
        'QUERY_IS_TOO_LARGE',
        `The query and its data are larger than ${largestWholeBody} bytes. Send the statement in the address.`,
      );
    chunks.push(chunk);
  }
  const sent = Buffer.concat(chunks);
  const decode = encoding === undefined ? undefined : decoders[encoding];
  const plain = decode === undefined || size === 0 ? sent : await decode(sent);
  return isNative ? fromNativeBlocks(plain) : plain;
}

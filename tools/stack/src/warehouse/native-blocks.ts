import { compress, uncompress } from 'lz4-napi';
import { cityHash128 } from './city-hash.js';
import { QueryError } from './exceptions.js';

// ClickHouse's own framing of compressed data, which JDBC asks for by `compress=1`: checksum of all that follows (16),
// method (1), size with these nine bytes (4), size when read (4), the block.

const checksumBytes = 16;
const headerBytes = 9;
const methodLz4 = 0x82;
const methodNone = 0x02;
const largestBlock = 1024 * 1024;
/** lz4-napi writes and reads the size before a block; ClickHouse keeps it in the header. */
const sizePrefixBytes = 4;

/** Frames of `chunks`, each of at most a mebibyte. */
export async function* toNativeBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let start = 0; start < chunk.length; start += largestBlock) {
      const plain = chunk.subarray(start, start + largestBlock);
      const packed = (await compress(plain)).subarray(sizePrefixBytes);
      const block = Buffer.alloc(headerBytes + packed.length);
      block.writeUInt8(methodLz4, 0);
      block.writeUInt32LE(headerBytes + packed.length, 1);
      block.writeUInt32LE(plain.length, 5);
      packed.copy(block, headerBytes);
      yield Buffer.concat([cityHash128(block), block]);
    }
}

const broken = (why: string): QueryError =>
  new QueryError(271, 'CANNOT_DECOMPRESS', `Cannot decompress the request's body: ${why}`);

/** What the frames in `bytes` hold. @throws QueryError where a frame is cut, unknown, or its checksum is another's */
export async function fromNativeBlocks(bytes: Buffer): Promise<Buffer> {
  const plain: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + checksumBytes + headerBytes > bytes.length) throw broken('it ends within a header');
    const start = at + checksumBytes;
    const end = start + bytes.readUInt32LE(start + 1);
    if (end > bytes.length || end < start + headerBytes) throw broken('it ends within a block');
    const block = bytes.subarray(start, end);
    if (!cityHash128(block).equals(bytes.subarray(at, start))) throw broken('a checksum does not match');
    plain.push(await unpacked(block));
    at = end;
  }
  return Buffer.concat(plain);
}

async function unpacked(block: Buffer): Promise<Buffer> {
  const method = block.readUInt8(0);
  if (method === methodNone) return block.subarray(headerBytes);
  if (method !== methodLz4) throw broken(`method ${method} is unknown`);
  return uncompress(Buffer.concat([block.subarray(5, headerBytes), block.subarray(headerBytes)]));
}

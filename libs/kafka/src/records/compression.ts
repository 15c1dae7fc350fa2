import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { compressionsAlgorithms } from '@platformatic/kafka';
import { compressFrameSync, decompressFrameSync } from 'lz4-napi';

export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

interface Codec {
  readonly name: Compression;
  compress(data: Buffer): Buffer;
  decompress(data: Buffer): Buffer;
}

/** By the lowest three bits of a batch's attributes. */
const codecs: readonly Codec[] = [
  { name: 'none', compress: (data) => data, decompress: (data) => data },
  { name: 'gzip', compress: (data) => gzipSync(data), decompress: (data) => gunzipSync(data) },
  {
    name: 'snappy',
    compress: (data) => compressionsAlgorithms.snappy.compressSync(data),
    // Java frames snappy as xerial does, others send it bare; the library knows both.
    decompress: (data) => compressionsAlgorithms.snappy.decompressSync(data),
  },
  { name: 'lz4', compress: (data) => compressFrameSync(data), decompress: (data) => decompressFrameSync(data) },
  { name: 'zstd', compress: (data) => zstdCompressSync(data), decompress: (data) => zstdDecompressSync(data) },
];

export const codecBits = (name: Compression): number => codecs.findIndex((codec) => codec.name === name);

export function compress(bits: number, data: Buffer): Buffer {
  return codecOf(bits).compress(data);
}

export function decompress(bits: number, data: Buffer): Buffer {
  return codecOf(bits).decompress(data);
}

function codecOf(bits: number): Codec {
  const codec = codecs[bits];
  if (!codec) throw new RangeError(`a record batch names compression ${bits}, which nobody has defined`);
  return codec;
}

import kafkajs, { CompressionTypes } from 'kafkajs';
import { compressFrameSync, decompressFrameSync } from 'lz4-napi';

/** Teaches kafkajs lz4, which it doesn't bring itself: the same library as Naru's. */
export function withLz4(): void {
  kafkajs.CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: (encoder: { readonly buffer: Buffer }) => Promise.resolve(compressFrameSync(encoder.buffer)),
    decompress: (buffer: Buffer) => Promise.resolve(decompressFrameSync(buffer)),
  });
}

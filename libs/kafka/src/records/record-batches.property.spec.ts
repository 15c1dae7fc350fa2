import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readHeader, stampProducer } from './batch-header.js';
import { BatchWriter } from './batch-writer.js';
import { committedBatches } from './committed-batches.js';
import { writeInt64 } from './byte-cursor.js';
import type { FetchedBatch } from './fetched-batch.js';

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const records = fc.array(
  fc.record({
    timestamp: fc.integer({ min: -62_135_596_800_000, max: 4_102_444_800_000 }),
    key: fc.option(fc.string({ unit: 'binary' })),
    value: fc.option(bytes),
    headers: fc.option(fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 40 },
);
const compression = fc.constantFrom('none', 'gzip', 'snappy', 'lz4', 'zstd');

/** As a broker would keep them: offsets from `baseOffset` on, one batch behind the other. */
function logOf(batches: readonly Buffer[], baseOffset: number, producerId = 7n): Buffer {
  let offset = baseOffset;
  for (const batch of batches) {
    stampProducer(batch, producerId, 0, 0);
    writeInt64(batch, 0, offset);
    offset = (readHeader(batch, 0)?.lastOffset ?? 0) + 1;
  }
  return Buffer.concat(batches);
}

function read(batches: readonly FetchedBatch[]) {
  const found: { offset: number; timestamp: number; key: string | null; value: Buffer | null }[] = [];
  for (const batch of batches)
    batch.forEach((view) =>
      found.push({ offset: view.offset, timestamp: view.timestamp, key: view.key(), value: view.value() }),
    );
  return found;
}

describe('record batches', () => {
  it('are read as they were written, from any position, however cut', () => {
    fc.assert(
      fc.property(
        records,
        compression,
        fc.nat(45),
        fc.integer({ min: 120, max: 2_000 }),
        (records, compression, skip, size) => {
          const writer = new BatchWriter({ compression, maxBatchBytes: size });
          for (const { timestamp, key, value, headers } of records) writer.append(timestamp, key, value, headers);
          expect(writer.records).toBe(records.length);
          const log = logOf(writer.finish(), 1_000);
          const position = 1_000 + Math.min(skip, records.length - 1);
          const batches = committedBatches({ topic: 't', partition: 0, position, bytes: log, aborted: [] });

          expect(read(batches)).toEqual(
            records.slice(position - 1_000).map(({ timestamp, key, value }, index) => ({
              offset: position + index,
              timestamp,
              key: key === null ? null : Buffer.from(key).toString(),
              value,
            })),
          );
          expect(batches.reduce((sum, batch) => sum + batch.records, 0)).toBe(records.length - (position - 1_000));
          let covered = position;
          for (const { baseOffset, lastOffset } of batches) {
            expect(baseOffset).toBe(covered);
            covered = lastOffset + 1;
          }
          expect(covered).toBe(1_000 + records.length);

          const cut = committedBatches({
            topic: 't',
            partition: 0,
            position: 0,
            bytes: log.subarray(0, -1),
            aborted: [],
          });
          expect(read(cut).length).toBeLessThan(records.length);
        },
      ),
    );
  });

  it('tell their headers', () => {
    const writer = new BatchWriter();
    writer.append(1, 'a', null, { traceparent: '00-1', city: '서울' });
    writer.append(2, 'b', Buffer.of(1));
    const found: (string | undefined)[] = [];
    for (const batch of committedBatches({
      topic: 't',
      partition: 0,
      position: 0,
      bytes: logOf(writer.finish(), 0),
      aborted: [],
    }))
      batch.forEach((view) => found.push(view.header('city'), view.header('traceparent'), view.header('none')));
    expect(found).toEqual(['서울', '00-1', undefined, undefined, undefined, undefined]);
  });

  it('take a record over from other bytes, with a tail', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, (key, value, tail) => {
        const from = Buffer.concat([Buffer.of(9), key, value]);
        const range = { keyStart: 1, keyEnd: 1 + key.length, valueStart: 1 + key.length, valueEnd: from.length };
        const taken = new BatchWriter();
        const at = taken.appendRange(5, from, range, tail);
        expect(taken.buffer.subarray(at, at + value.length)).toEqual(value);
        taken.appendRange(5, from, { keyStart: -1, keyEnd: -1, valueStart: -1, valueEnd: -1 });
        const written = new BatchWriter();
        written.append(5, key, [value, tail]);
        written.append(5, null, null);
        expect(logOf(taken.finish(), 3)).toEqual(logOf(written.finish(), 3));
      }),
    );
  });

  it('refuses a batch whose bytes have changed', () => {
    const writer = new BatchWriter();
    writer.append(1, 'a', Buffer.of(1));
    const log = logOf(writer.finish(), 0);
    log[log.length - 1] = (log.at(-1) ?? 0) ^ 1;
    expect(() => committedBatches({ topic: 't', partition: 0, position: 0, bytes: log, aborted: [] })).toThrow(/CRC/);
  });
});

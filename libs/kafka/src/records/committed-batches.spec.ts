import { describe, expect, it } from '@jest/globals';
import { readHeader, stampProducer } from './batch-header.js';
import { BatchWriter } from './batch-writer.js';
import { writeInt64 } from './byte-cursor.js';
import { committedBatches, type AbortedTransaction } from './committed-batches.js';

const CONTROL = 0x20;
const ATTRIBUTES = 21;

/** A log in short: each entry is a producer's batch of two records, or its transaction's end. */
type Entry = readonly [producer: number, what: 'data' | 'commit' | 'abort'];

function logOf(entries: readonly Entry[], baseOffset = 0): Buffer {
  let offset = baseOffset;
  const batches = entries.map(([producer, what]) => {
    const writer = new BatchWriter({ compression: what === 'data' ? 'lz4' : 'none' });
    if (what === 'data') for (const key of ['a', 'b']) writer.append(0, key, null);
    else writer.append(0, Buffer.of(0, 0, 0, what === 'commit' ? 1 : 0), Buffer.alloc(6));
    const batch = Buffer.concat(writer.finish());
    if (what !== 'data') batch.writeInt16BE(batch.readInt16BE(ATTRIBUTES) | CONTROL, ATTRIBUTES);
    stampProducer(batch, BigInt(producer), 0, 0);
    writeInt64(batch, 0, offset);
    offset = (readHeader(batch, 0)?.lastOffset ?? 0) + 1;
    return batch;
  });
  return Buffer.concat(batches);
}

/** Ranges with the offsets that may be read in them. */
function read(bytes: Buffer, position: number, aborted: readonly AbortedTransaction[]) {
  return committedBatches({ topic: 't', partition: 0, position, bytes, aborted }).map((batch) => {
    const offsets: number[] = [];
    batch.forEach(({ offset }) => offsets.push(offset));
    expect(batch.records).toBe(offsets.length);
    return [batch.baseOffset, batch.lastOffset, offsets];
  });
}

describe('what of a fetch may be read', () => {
  it('leaves out an aborted transaction between two others, and nothing of other producers', () => {
    // offsets:            0-1         2-3         4-5         6            7-8         9             10
    const log = logOf([
      [1, 'data'],
      [2, 'data'],
      [1, 'data'],
      [1, 'abort'],
      [1, 'data'],
      [2, 'commit'],
      [1, 'commit'],
    ]);
    expect(read(log, 0, [{ producerId: 1, firstOffset: 0 }])).toEqual([
      [0, 6, [2, 3]],
      [7, 10, [7, 8]],
    ]);
  });

  it('leaves out what was aborted although the abort lies beyond the fetch', () => {
    const log = logOf([
      [1, 'data'],
      [1, 'data'],
      [2, 'data'],
    ]);
    expect(read(log, 0, [{ producerId: 1, firstOffset: 0 }])).toEqual([[0, 5, [4, 5]]]);
  });

  it('leaves out what was aborted although it began before the fetch', () => {
    const log = logOf(
      [
        [1, 'data'],
        [1, 'abort'],
        [1, 'data'],
        [1, 'commit'],
      ],
      100,
    );
    expect(read(log, 101, [{ producerId: 1, firstOffset: 7 }])).toEqual([[101, 105, [103, 104]]]);
  });

  it('leaves out several aborted transactions of one producer', () => {
    const log = logOf([
      [1, 'data'],
      [1, 'abort'],
      [1, 'data'],
      [1, 'commit'],
      [1, 'data'],
      [1, 'abort'],
    ]);
    const aborted = [
      { producerId: 1, firstOffset: 6 },
      { producerId: 1, firstOffset: 0 },
    ];
    expect(read(log, 0, aborted)).toEqual([[0, 8, [3, 4]]]);
  });

  it('tells a range also where nothing may be read, so that the position moves on', () => {
    const log = logOf([
      [1, 'data'],
      [1, 'abort'],
    ]);
    expect(read(log, 1, [{ producerId: 1, firstOffset: 0 }])).toEqual([[1, 2, []]]);
  });

  it('begins inside of a batch', () => {
    expect(
      read(
        logOf([
          [1, 'data'],
          [1, 'commit'],
        ]),
        1,
        [],
      ),
    ).toEqual([[1, 2, [1]]]);
  });

  it('is nothing where the first batch is cut', () => {
    expect(read(logOf([[1, 'data']]).subarray(0, 70), 0, [])).toEqual([]);
  });
});

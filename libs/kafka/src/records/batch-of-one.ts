import type { Position } from '../position.js';
import { placeAt, readHeader } from './batch-header.js';
import { BatchWriter } from './batch-writer.js';
import { type FetchedBatch, LogBatch } from './fetched-batch.js';

/** A record without headers; timestamp in ms. */
export interface LoneRecord {
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: Uint8Array;
}

/** A batch that nobody fetched: one record, as if it lay there. */
export function batchOfOne(at: Position, { timestamp, key, value }: LoneRecord): FetchedBatch {
  const writer = new BatchWriter({ compression: 'none' });
  writer.append(timestamp, key, value);
  const [bytes] = writer.finish();
  if (bytes === undefined) throw new Error('What was appended is finished');
  const { topic, partition, offset } = at;
  placeAt(bytes, offset);
  return new LogBatch({
    topic,
    partition,
    baseOffset: offset,
    lastOffset: offset,
    bytes,
    header: readHeader(bytes, 0),
  });
}

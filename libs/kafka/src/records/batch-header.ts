import { crc32c } from '@node-rs/crc32';
import { readInt64, writeInt64 } from './byte-cursor.js';

/** Record batch format v2 (kafka.apache.org/documentation/#recordbatch): a header of 61 bytes, then the records. */
export const HEADER_BYTES = 61;
const LENGTH = 8;
const MAGIC = 16;
const CRC = 17;
const ATTRIBUTES = 21;
const LAST_OFFSET_DELTA = 23;
const BASE_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const PRODUCER_ID = 43;
const PRODUCER_EPOCH = 51;
const BASE_SEQUENCE = 53;
const COUNT = 57;

const COMPRESSION_BITS = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** What a batch of the log says of itself. */
export interface BatchHeader {
  readonly start: number;
  readonly end: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly compression: number;
  readonly control: boolean;
  readonly transactional: boolean;
  readonly baseTimestamp: number;
  /** Set where the broker stamps the time: then every record of the batch has it. */
  readonly appendedAt: number | undefined;
  readonly producerId: number;
  readonly records: number;
}

/** The header of the batch at `start`; undefined where the fetch was cut inside of it. */
export function readHeader(bytes: Buffer, start: number): BatchHeader | undefined {
  if (bytes.length - start < HEADER_BYTES) return undefined;
  const end = start + LENGTH + 4 + bytes.readInt32BE(start + LENGTH);
  if (end > bytes.length) return undefined;
  if (bytes[start + MAGIC] !== 2)
    throw new RangeError(`a record batch of format ${bytes[start + MAGIC] ?? -1}; this library reads format 2`);
  const baseOffset = readInt64(bytes, start);
  const attributes = bytes.readInt16BE(start + ATTRIBUTES);
  return {
    start,
    end,
    baseOffset,
    lastOffset: baseOffset + bytes.readInt32BE(start + LAST_OFFSET_DELTA),
    compression: attributes & COMPRESSION_BITS,
    control: (attributes & CONTROL) !== 0,
    transactional: (attributes & TRANSACTIONAL) !== 0,
    baseTimestamp: readInt64(bytes, start + BASE_TIMESTAMP),
    appendedAt: attributes & LOG_APPEND_TIME ? readInt64(bytes, start + MAX_TIMESTAMP) : undefined,
    producerId: readInt64(bytes, start + PRODUCER_ID),
    records: bytes.readInt32BE(start + COUNT),
  };
}

export function crcMatches(bytes: Buffer, { start, end }: BatchHeader): boolean {
  return bytes.readUInt32BE(start + CRC) === crc32c(bytes.subarray(start + ATTRIBUTES, end)) >>> 0;
}

/** Whether a control batch ends an aborted transaction: its only record's key is version (int16) and type (0 = abort). */
export function isAbortMarker(bytes: Buffer, keyStart: number): boolean {
  return bytes.readInt16BE(keyStart + 2) === 0;
}

/** Writes the header of a transactional batch of `records` records; producer and checksum are stamped when it is sent. */
export function writeHeader(
  batch: Buffer,
  fields: { records: number; compression: number; baseTimestamp: number; maxTimestamp: number },
): void {
  batch.fill(0, 0, LENGTH);
  batch.writeInt32BE(batch.length - LENGTH - 4, LENGTH);
  batch.writeInt32BE(-1, LENGTH + 4); // leader epoch, the broker's to fill
  batch[MAGIC] = 2;
  batch.writeInt16BE(fields.compression | TRANSACTIONAL, ATTRIBUTES);
  batch.writeInt32BE(fields.records - 1, LAST_OFFSET_DELTA);
  writeInt64(batch, BASE_TIMESTAMP, fields.baseTimestamp);
  writeInt64(batch, MAX_TIMESTAMP, fields.maxTimestamp);
  batch.writeInt32BE(fields.records, COUNT);
}

/** Stamps who sends the batch, and as which of its batches to the partition; then the checksum over all of it. */
export function stampProducer(batch: Buffer, producerId: bigint, epoch: number, sequence: number): void {
  batch.writeBigInt64BE(producerId, PRODUCER_ID);
  batch.writeInt16BE(epoch, PRODUCER_EPOCH);
  batch.writeInt32BE(sequence, BASE_SEQUENCE);
  batch.writeUInt32BE(crc32c(batch.subarray(ATTRIBUTES)) >>> 0, CRC);
}

/** Gives a batch its place in a log, as a broker does; the checksum doesn't cover it. */
export function placeAt(batch: Buffer, baseOffset: number): void {
  writeInt64(batch, 0, baseOffset);
}

/** Makes a batch one of control, which ends a transaction; to be stamped afterwards. */
export function markControl(batch: Buffer): void {
  batch.writeInt16BE(batch.readInt16BE(ATTRIBUTES) | CONTROL, ATTRIBUTES);
}

export function recordsOf(batch: Buffer): number {
  return batch.readInt32BE(COUNT);
}

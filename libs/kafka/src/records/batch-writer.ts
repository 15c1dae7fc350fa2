import { HEADER_BYTES, writeHeader } from './batch-header.js';
import { varintLength, varlongLength, writeVarint, writeVarlong } from './byte-cursor.js';
import { codecBits, compress, type Compression } from './compression.js';

export type Headers = Readonly<Record<string, string>>;

/** Where a record's key and value stand in some buffer; -1 and -1 for null. A RecordView is one. */
export interface RecordRange {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Brokers refuse batches over 1 MiB by default; incompressible data grows a little under lz4. */
const MAX_BATCH_BYTES = 900_000;
const nothing = Buffer.alloc(0);

/**
 * Collects records for one partition into transactional v2 batches, lz4 by default. A batch that would pass
 * `maxBatchBytes` (before compression) is closed and the next one begun. To be used again after `finish`.
 */
export class BatchWriter {
  /** The records of the batch in the making, uncompressed. Replaced when it grows: don't keep it. */
  buffer = Buffer.allocUnsafe(16_384);
  readonly #compression: number;
  readonly #maxBatchBytes: number;
  #end = HEADER_BYTES;
  #count = 0;
  #baseTimestamp = 0;
  #maxTimestamp = 0;
  #closed: Buffer[] = [];
  #closedRecords = 0;
  #closedBytes = 0;

  constructor(options: { compression?: Compression; maxBatchBytes?: number } = {}) {
    this.#compression = codecBits(options.compression ?? 'lz4');
    this.#maxBatchBytes = options.maxBatchBytes ?? MAX_BATCH_BYTES;
  }

  /** Records appended since the last `finish`. */
  get records(): number {
    return this.#closedRecords + this.#count;
  }

  /** Their bytes before compression. */
  get bytes(): number {
    return this.#closedBytes + this.#end - HEADER_BYTES;
  }

  /** Appends a record, timestamp in ms; a value in parts is their concatenation. */
  append(
    timestamp: number,
    key: Uint8Array | string | null,
    value: Uint8Array | readonly Uint8Array[] | null,
    headers?: Headers,
  ): void {
    const keyBytes = typeof key === 'string' ? Buffer.from(key) : key;
    const parts = value === null || value instanceof Uint8Array ? undefined : value;
    const valueLength =
      value === null ? -1 : parts ? parts.reduce((sum, part) => sum + part.length, 0) : (value as Uint8Array).length;
    const headerBytes = headers ? encodeHeaders(headers) : noHeaders;

    this.#open(timestamp, keyBytes?.length ?? -1, valueLength, headerBytes.length);
    if (keyBytes) this.#copy(keyBytes, 0, keyBytes.length);
    this.#end = writeVarint(this.buffer, this.#end, valueLength);
    if (parts) for (const part of parts) this.#copy(part, 0, part.length);
    else if (value) this.#copy(value as Uint8Array, 0, valueLength);
    this.#copy(headerBytes, 0, headerBytes.length);
  }

  /**
   * Appends a record straight from other bytes: key and value by their ranges in `from`, `tail` behind a value, no headers.
   * Answers where the value starts in `buffer`, so that single bytes of it can be patched until the next call.
   */
  appendRange(timestamp: number, from: Uint8Array, range: RecordRange, tail: Uint8Array = nothing): number {
    const keyLength = range.keyStart < 0 ? -1 : range.keyEnd - range.keyStart;
    const valueLength = range.valueStart < 0 ? -1 : range.valueEnd - range.valueStart + tail.length;

    this.#open(timestamp, keyLength, valueLength, 1);
    if (keyLength > 0) this.#copy(from, range.keyStart, range.keyEnd);
    this.#end = writeVarint(this.buffer, this.#end, valueLength);
    const valueStart = this.#end;
    if (valueLength >= 0) {
      this.#copy(from, range.valueStart, range.valueEnd);
      this.#copy(tail, 0, tail.length);
    }
    this.buffer[this.#end++] = 0;
    return valueStart;
  }

  /** The batches since the last call, ready to be sent; [] where nothing was appended. */
  finish(): Buffer[] {
    this.#close();
    const batches = this.#closed;
    this.#closed = [];
    this.#closedRecords = this.#closedBytes = 0;
    return batches;
  }

  /** Makes room for a record and writes it up to its key. */
  #open(timestamp: number, keyLength: number, valueLength: number, headersLength: number): void {
    const bound = 30 + Math.max(keyLength, 0) + Math.max(valueLength, 0) + headersLength;
    if (this.#count > 0 && this.#end + bound > this.#maxBatchBytes) this.#close();
    if (this.#end + bound > this.buffer.length) this.#grow(this.#end + bound);
    if (this.#count === 0) this.#baseTimestamp = this.#maxTimestamp = timestamp;
    else if (timestamp > this.#maxTimestamp) this.#maxTimestamp = timestamp;

    const delta = timestamp - this.#baseTimestamp;
    const length =
      1 +
      varlongLength(delta) +
      varintLength(this.#count) +
      varintLength(keyLength) +
      Math.max(keyLength, 0) +
      varintLength(valueLength) +
      Math.max(valueLength, 0) +
      headersLength;
    const buffer = this.buffer;
    let end = writeVarint(buffer, this.#end, length);
    buffer[end++] = 0;
    end = writeVarlong(buffer, end, delta);
    end = writeVarint(buffer, end, this.#count++);
    this.#end = writeVarint(buffer, end, keyLength);
  }

  #copy(from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    const buffer = this.buffer;
    // A call into native code costs more than a few dozen bytes by hand.
    if (length < 48) for (let i = 0, to = this.#end; i < length; i++) buffer[to + i] = from[start + i] ?? 0;
    else buffer.set(length === from.length ? from : from.subarray(start, end), this.#end);
    this.#end += length;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.#end);
    this.buffer = larger;
  }

  #close(): void {
    if (this.#count === 0) return;
    const records = this.buffer.subarray(HEADER_BYTES, this.#end);
    const packed = compress(this.#compression, records);
    const batch = Buffer.allocUnsafe(HEADER_BYTES + packed.length);
    packed.copy(batch, HEADER_BYTES);
    writeHeader(batch, {
      records: this.#count,
      compression: this.#compression,
      baseTimestamp: this.#baseTimestamp,
      maxTimestamp: this.#maxTimestamp,
    });
    this.#closed.push(batch);
    this.#closedRecords += this.#count;
    this.#closedBytes += records.length;
    this.#end = HEADER_BYTES;
    this.#count = 0;
  }
}

const noHeaders = Buffer.of(0);

function encodeHeaders(headers: Headers): Buffer {
  const entries = Object.entries(headers);
  const buffer = Buffer.allocUnsafe(
    entries.reduce((sum, [name, value]) => sum + 10 + 3 * (name.length + value.length), 5),
  );
  let end = writeVarint(buffer, 0, entries.length);
  for (const [name, value] of entries)
    for (const text of [name, value]) {
      end = writeVarint(buffer, end, Buffer.byteLength(text));
      end += buffer.write(text, end);
    }
  return buffer.subarray(0, end);
}

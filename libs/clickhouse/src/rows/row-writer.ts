import type { AvroCursor } from './avro-cursor.js';

const SHORT = 32;

/** Bytes of RowBinary, growing. Integers are little-endian, lengths LEB128. */
export class RowWriter {
  #buffer: Buffer;
  #at = 0;
  /** Where the value that an encoder was asked to mark begins in the row written last; -1 where it wrote none. */
  marked = -1;

  constructor(initialBytes = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(initialBytes);
  }

  get length(): number {
    return this.#at;
  }

  /** What was written so far; valid until the next write. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  /** Forgets what was written behind `length`. */
  truncate(length: number): void {
    this.#at = length;
  }

  /** The whole number of eight bytes that was written at `position`. */
  int64At(position: number): number {
    return this.#buffer.readInt32LE(position + 4) * 0x1_0000_0000 + this.#buffer.readUInt32LE(position);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#at++] = value;
  }

  int32(value: number): void {
    this.#reserve(4);
    this.#int32(value);
  }

  /** Two's complement in halves. */
  int64(low: number, high: number): void {
    this.#reserve(8);
    this.#int32(low);
    this.#int32(high);
  }

  /** A whole number up to 2^53. */
  int64Of(value: number): void {
    this.int64(value | 0, Math.floor(value / 0x1_0000_0000));
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  lengthPrefix(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 127) {
      this.#buffer[this.#at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#buffer[this.#at++] = rest;
  }

  all(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Takes the cursor's next bytes as they are. */
  take(from: AvroCursor, length: number): void {
    const start = from.at;
    from.skip(length);
    this.#reserve(length);
    const { buffer } = from;
    if (length > SHORT) this.#buffer.set(buffer.subarray(start, start + length), this.#at);
    else for (let index = 0; index < length; index++) this.#buffer[this.#at + index] = buffer[start + index] ?? 0;
    this.#at += length;
  }

  /** Takes the cursor's next eight bytes in reverse: ClickHouse holds a UUID as two little-endian halves. */
  takeReversed8(from: AvroCursor): void {
    const last = from.at + 7;
    from.skip(8);
    this.#reserve(8);
    for (let index = 0; index < 8; index++) this.#buffer[this.#at + index] = from.buffer[last - index] ?? 0;
    this.#at += 8;
  }

  #int32(value: number): void {
    const buffer = this.#buffer;
    buffer[this.#at++] = value;
    buffer[this.#at++] = value >>> 8;
    buffer[this.#at++] = value >>> 16;
    buffer[this.#at++] = value >>> 24;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }
}

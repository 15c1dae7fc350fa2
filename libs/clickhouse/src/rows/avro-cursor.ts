/**
 * The bytes aren't what their schema says.
 * @advice The record becomes a dead letter of stage analytics, its neighbours go on: docs/runbooks/dead-letters-
 *   grow.md.
 */
export class MalformedRecordError extends Error {
  readonly code = 'NARU_RECORD_MALFORMED';

  constructor(what: string) {
    super(what);
    this.name = 'MalformedRecordError';
  }
}

/** Reads Avro's binary encoding in place: one object, moved from record to record. Binary encoding: Avro 1.12, "Binary encoding". */
export class AvroCursor {
  buffer: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;
  /** Halves of the last long that was read, two's complement. */
  low = 0;
  high = 0;

  reset(buffer: Uint8Array, start: number, end: number): void {
    this.buffer = buffer;
    this.at = start;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new MalformedRecordError('The record ends before its last field');
    return this.buffer[this.at++] ?? 0;
  }

  /** An int, or a long that must fit in 32 bits. */
  int(): number {
    let byte = this.byte();
    if (byte < 128) return (byte >>> 1) ^ -(byte & 1);
    let value = byte & 127;
    for (let shift = 7; ; shift += 7) {
      byte = this.byte();
      if (shift === 28 && byte > 15) throw new MalformedRecordError('A number is longer than its type');
      value |= (byte & 127) << shift;
      if (byte < 128) return (value >>> 1) ^ -(value & 1);
    }
  }

  /** A long into `low` and `high`. */
  long(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      if (shift === 63 && byte > 1) throw new MalformedRecordError('A number is longer than its type');
      const bits = byte & 127;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 128) break;
    }
    // zigzag: the sign is the lowest bit
    const sign = -(low & 1);
    this.low = ((low >>> 1) | (high << 31)) ^ sign;
    this.high = (high >>> 1) ^ sign;
  }

  /** Length of a string or of bytes that must all be there. */
  length(): number {
    const length = this.int();
    if (length < 0 || length > this.end - this.at)
      throw new MalformedRecordError('The record ends before its last field');
    return length;
  }

  /** Which branch of a union of so many. */
  branch(branches: number): number {
    return this.index(branches, 'union');
  }

  /** Which of so many symbols or branches. */
  index(count: number, of: string): number {
    const index = this.int();
    if (index < 0 || index >= count) throw new MalformedRecordError(`There is no ${index}th choice in this ${of}`);
    return index;
  }

  /** Items in the next block of an array or map; 0 at its end. A negative count has the block's size in bytes behind it. */
  block(): number {
    let count = this.int();
    if (count < 0) {
      count = -count;
      this.int();
    }
    // an item has at least one byte: a count that can't be true must not keep anybody busy
    if (count < 0 || count > this.end - this.at) throw new MalformedRecordError('The record ends before its last item');
    return count;
  }

  skip(bytes: number): void {
    if (bytes > this.end - this.at) throw new MalformedRecordError('The record ends before its last field');
    this.at += bytes;
  }
}

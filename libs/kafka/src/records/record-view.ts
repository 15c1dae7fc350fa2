import { ByteCursor } from './byte-cursor.js';

/**
 * A cursor over the records of one batch: one object a batch, moved from record to record. Keep what it answers, never
 * the view itself. Positions point into `buffer`; -1 and -1 stand for a null key or value.
 */
export class RecordView {
  buffer: Buffer;
  offset = -1;
  /** Milliseconds since the epoch. */
  timestamp = -1;
  keyStart = -1;
  keyEnd = -1;
  valueStart = -1;
  valueEnd = -1;
  /** Where the count of headers stands. */
  headersStart = -1;
  headersEnd = -1;
  readonly #cursor: ByteCursor;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
    this.#cursor = new ByteCursor(buffer);
  }

  key(): string | null {
    return this.keyStart < 0 ? null : this.buffer.toString('utf8', this.keyStart, this.keyEnd);
  }

  /** The value's bytes in place, not a copy: they keep the whole batch in memory as long as they are held. */
  value(): Buffer | null {
    return this.valueStart < 0 ? null : this.buffer.subarray(this.valueStart, this.valueEnd);
  }

  /** A header's value as text; the last one where the name stands several times. */
  header(name: string): string | undefined {
    const cursor = this.#cursor;
    cursor.position = this.headersStart;
    let found: string | undefined;
    for (let left = cursor.varint(); left > 0; left--) {
      const nameLength = cursor.varint();
      const nameStart = cursor.position;
      cursor.position += nameLength;
      const length = cursor.varint();
      const start = cursor.position;
      cursor.position += Math.max(length, 0);
      if (length >= 0 && this.buffer.toString('utf8', nameStart, nameStart + nameLength) === name)
        found = this.buffer.toString('utf8', start, start + length);
    }
    return found;
  }

  /** Reads the record at `position` of an uncompressed batch; answers where the next one starts. */
  moveTo(position: number, baseOffset: number, baseTimestamp: number): number {
    const cursor = this.#cursor;
    cursor.position = position;
    const length = cursor.varint();
    const end = cursor.position + length;
    cursor.position++; // attributes, unused
    this.timestamp = baseTimestamp + cursor.varlong();
    this.offset = baseOffset + cursor.varint();
    const keyLength = cursor.varint();
    if (keyLength < 0) this.keyStart = this.keyEnd = -1;
    else {
      this.keyStart = cursor.position;
      this.keyEnd = cursor.position += keyLength;
    }
    const valueLength = cursor.varint();
    if (valueLength < 0) this.valueStart = this.valueEnd = -1;
    else {
      this.valueStart = cursor.position;
      this.valueEnd = cursor.position += valueLength;
    }
    this.headersStart = cursor.position;
    this.headersEnd = end;
    return end;
  }
}

/**
 * Walks Avro's binary encoding without building values. Every step stays inside `end`; one that would leave it sets
 * `broken`, after which the position means nothing. One cursor is reused for many records.
 */
export class ByteCursor {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;
  end = 0;
  broken = false;

  over(bytes: Buffer, start: number, end: number): this {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.broken = start > end || end > bytes.length;
    return this;
  }

  /** A method, since the compiler would take a field for unchanged over a call that breaks it. */
  isBroken(): boolean {
    return this.broken;
  }

  /** A zigzag varint of at most 10 bytes. Exact to ±2^52: in milliseconds, the year 144,683. */
  readLong(): number {
    let value = 0;
    let scale = 1;
    for (let read = 0; read < 10; read++) {
      if (this.position >= this.end) break;
      const byte = this.bytes[this.position++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    this.broken = true;
    return 0;
  }

  skip(length: number): void {
    if (length < 0 || length > this.end - this.position) this.broken = true;
    else this.position += length;
  }

  /** Skips a string or bytes. Returns where the content begins; it ends at the new position. */
  skipSized(): number {
    const length = this.readLong();
    const start = this.position;
    this.skip(length);
    return start;
  }

  readDouble(): number {
    const at = this.position;
    this.skip(8);
    return this.broken ? 0 : this.bytes.readDoubleLE(at);
  }
}

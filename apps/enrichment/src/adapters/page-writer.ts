const LEAST_BYTES = 4_096;
/** Of a number, at most. */
const NUMBER_BYTES = 10;

/** Writes values as Avro does, one behind the other. */
export class PageWriter {
  #bytes = Buffer.allocUnsafe(LEAST_BYTES);
  #end = 0;

  get length(): number {
    return this.#end;
  }

  /** Bytes as they are: a fixed. */
  copy(from: Uint8Array, start: number, end: number): void {
    this.#makeRoom(end - start);
    const bytes = this.#bytes;
    // shorter than what a call into native code costs
    for (let at = start; at < end; at++) bytes[this.#end++] = from[at] ?? 0;
  }

  /** The string that these bytes are. */
  sized(from: Uint8Array, start: number, end: number): void {
    this.long(end - start);
    this.copy(from, start, end);
  }

  /** An int or long from 0 on, up to 2^52. */
  long(value: number): void {
    this.#makeRoom(NUMBER_BYTES);
    const bytes = this.#bytes;
    let rest = value * 2; // zigzag
    while (rest >= 0x80) {
      bytes[this.#end++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[this.#end++] = rest;
  }

  /** An array of strings. */
  texts(texts: readonly string[]): void {
    if (texts.length > 0) this.long(texts.length);
    for (const text of texts) {
      const bytes = Buffer.from(text);
      this.sized(bytes, 0, bytes.length);
    }
    this.long(0);
  }

  /** What stands there, until something is written again. */
  between(start: number, end: number): Uint8Array {
    return this.#bytes.subarray(start, end);
  }

  /** Begins anew; the bytes stay for what comes. */
  clear(): void {
    this.#end = 0;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(2 * (this.#bytes.length + more));
    wider.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = wider;
  }
}

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

  /** Four bytes of a fixed. */
  word(word: number): void {
    this.#makeRoom(4);
    const bytes = this.#bytes;
    bytes[this.#end++] = word >>> 24;
    bytes[this.#end++] = word >>> 16;
    bytes[this.#end++] = word >>> 8;
    bytes[this.#end++] = word;
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

  text(text: string): void {
    const { length } = text;
    if (isAscii(text)) {
      this.long(length);
      this.#makeRoom(length);
      const bytes = this.#bytes;
      // shorter than what a call into native code costs
      for (let i = 0; i < length; i++) bytes[this.#end++] = text.charCodeAt(i);
      return;
    }
    const size = Buffer.byteLength(text);
    this.long(size);
    this.#makeRoom(size);
    this.#end += this.#bytes.write(text, this.#end);
  }

  /** An array of strings. */
  texts(texts: readonly string[]): void {
    if (texts.length > 0) this.long(texts.length);
    for (const text of texts) this.text(text);
    this.long(0);
  }

  /** What was written since the last call. */
  finish(): Uint8Array {
    const finished = Buffer.from(this.#bytes.subarray(0, this.#end));
    this.#end = 0;
    return finished;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(2 * (this.#bytes.length + more));
    wider.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = wider;
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return false;
  return true;
}

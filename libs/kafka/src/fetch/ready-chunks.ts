import type { Chunk, Followed } from './followed.js';

/** What was fetched and waits to be handed out, in the order in which it came. */
export class ReadyChunks {
  #chunks: Chunk[] = [];
  #bytes = 0;
  #paused: ReadonlySet<string> = new Set();

  /** Compressed bytes that may be handed out. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether nothing waits, of paused topics neither. */
  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** Whether nothing may be handed out. */
  get isSilent(): boolean {
    return this.#chunks.every(({ of }) => this.isPaused(of));
  }

  isPaused({ topic }: Pick<Followed, 'topic'>): boolean {
    return this.#paused.has(topic);
  }

  push(chunk: Chunk): void {
    this.#chunks.push(chunk);
    if (!this.isPaused(chunk.of)) this.#bytes += chunk.bytes;
  }

  /** Takes chunks off until they hold this many bytes. */
  take(enoughBytes: number): Chunk[] {
    const taken: Chunk[] = [];
    let bytes = 0;
    this.#keepWhere((chunk) => {
      if (bytes >= enoughBytes || this.isPaused(chunk.of)) return true;
      bytes += chunk.bytes;
      taken.push(chunk);
      return false;
    });
    return taken;
  }

  /** These topics, and no others, are not handed out from now on, and take no room. */
  pause(topics: ReadonlySet<string>): void {
    this.#paused = topics;
    this.#keepWhere(() => true);
  }

  /** Throws away what came of a partition number. */
  drop(partition: number): void {
    this.#keepWhere(({ of }) => of.partition !== partition);
  }

  clear(): void {
    this.#keepWhere(() => false);
  }

  #keepWhere(isKept: (chunk: Chunk) => boolean): void {
    this.#chunks = this.#chunks.filter(isKept);
    this.#bytes = this.#chunks.reduce((sum, { of, bytes }) => (this.isPaused(of) ? sum : sum + bytes), 0);
  }
}

import { type Change, type ChangeFeed, CursorGoneError } from './change-feed.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import type { RecordAt } from './view-options.js';

/** The last changes of a view in a ring, and the listeners for the next. */
export class ChangeBuffer<W> implements ChangeFeed<W> {
  readonly #kept: Change<W>[] = [];
  #oldest = 0;
  readonly #listeners = new Set<(change: Change<W>) => void>();
  /** By partition: the offset behind the last change, and behind the last one that was let go. */
  readonly #next: number[];
  readonly #floor: number[];

  constructor(
    private readonly partitions: number,
    private readonly limit: number,
  ) {
    this.#next = Array.from({ length: partitions }, () => 0);
    this.#floor = [...this.#next];
  }

  /** Cursor behind everything applied. */
  get position(): string {
    return encodeCursor(this.#next);
  }

  push(key: string, value: W | null, { partition, offset, timestamp }: RecordAt): void {
    this.#next[partition] = offset + 1;
    const change = { key, value, partition, offset, timestamp, cursor: this.position };
    this.#keep(change);
    for (const listener of this.#listeners) listener(change);
  }

  subscribe(listener: (change: Change<W>) => void, after?: string): () => void {
    if (after !== undefined) for (const change of this.#behind(after)) listener(change);
    const own = (change: Change<W>) => {
      listener(change);
    };
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  #behind(after: string): Change<W>[] {
    const cursor = decodeCursor(after, this.partitions);
    for (const [partition, offset] of cursor.entries()) {
      // before what is kept; or ahead of this view, where another instance has read further or the topic was made anew
      if (offset < (this.#floor[partition] ?? 0) || offset > (this.#next[partition] ?? 0)) throw new CursorGoneError();
    }
    const ordered = [...this.#kept.slice(this.#oldest), ...this.#kept.slice(0, this.#oldest)];
    return ordered.filter(({ partition, offset }) => offset >= (cursor[partition] ?? 0));
  }

  #keep(change: Change<W>): void {
    if (this.#kept.length < this.limit) {
      this.#kept.push(change);
      return;
    }
    const gone = this.#kept[this.#oldest];
    if (gone !== undefined) this.#floor[gone.partition] = gone.offset + 1;
    this.#kept[this.#oldest] = change;
    this.#oldest = (this.#oldest + 1) % this.limit;
  }
}

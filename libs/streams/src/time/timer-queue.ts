export interface Timer {
  readonly key: string;
  /** ms since 1970, UTC. */
  readonly at: number;
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.key < other.key);

/** One timer a key, in order of time, then key. A binary heap; what was moved since lies in it until it comes up. */
export class TimerQueue {
  readonly #atOf = new Map<string, number>();
  #heap: Timer[] = [];

  /** Timers that are set. */
  get size(): number {
    return this.#atOf.size;
  }

  /** Sets or moves the timer of a key; undefined takes it away. */
  schedule(key: string, at: number | undefined): void {
    if (this.#atOf.get(key) === at) return;
    if (at === undefined) {
      this.#atOf.delete(key);
      return;
    }
    this.#atOf.set(key, at);
    if (this.#heap.length > 2 * this.#atOf.size + 1_000) this.#rebuild();
    else this.#push({ key, at });
  }

  /** The next timer, where there is one. */
  get next(): Timer | undefined {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#atOf.get(first.key) === first.at) return first;
      this.#pop();
    }
    return undefined;
  }

  #rebuild(): void {
    // sorted is a heap
    this.#heap = [...this.#atOf].map(([key, at]) => ({ key, at })).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(timer);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const least = isRight ? right : left;
      if (!isBefore(least, last)) break;
      heap[place] = least;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = last;
  }
}

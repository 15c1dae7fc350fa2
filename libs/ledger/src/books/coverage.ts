import { Passages } from './passages.js';
import { type Stretch, Stretches } from './stretches.js';

/** What a stage has taken of one topic partition: ranges must touch, and never lie on each other. */
export class Coverage {
  /** Left out between the first and the last offset that were taken. */
  readonly missing = new Stretches();
  /** Taken more than once. */
  readonly takenTwice = new Stretches();
  /** Deleted before they were read, and gone on behind them by command. */
  readonly lost = new Stretches();
  /** When the end came by. */
  readonly passages: Passages;
  #start: number;
  #end: number;

  constructor(at: number) {
    this.#start = this.#end = at;
    this.passages = new Passages(at);
  }

  /** Offset behind the last one taken. */
  get end(): number {
    return this.#end;
  }

  take(range: Stretch, isLost: boolean): void {
    if (isLost) this.lost.add(range);
    if (range.from !== this.#end) this.#takeElsewhere(range);
    this.#end = Math.max(this.#end, range.to);
    this.passages.note(range);
  }

  /** Forgets what was found wrong before a time (ms since 1970). */
  forget(before: number): void {
    this.missing.forget(before);
    this.takenTwice.forget(before);
  }

  #takeElsewhere(range: Stretch): void {
    const { from, to, bookedAt } = range;
    if (from > this.#end) this.missing.add({ from: this.#end, to: from, bookedAt });
    const inside = { bookedAt, from: Math.max(from, this.#start), to: Math.min(to, this.#end) };
    if (inside.to > inside.from) for (const part of this.missing.fill(inside)) this.takenTwice.add(part);
    if (to < this.#start) this.missing.add({ from: to, to: this.#start, bookedAt });
    this.#start = Math.min(this.#start, from);
  }
}

/** Of one partition at one stage: a note a second, so more than half an hour at work. */
const MOST_NOTES = 2_000;
const NOTE_MS = 1_000;

interface Note {
  /** Offset behind the last one that had been taken then. */
  to: number;
  /** ms since 1970. */
  bookedAt: number;
}

/** When a stage came by which offsets, of late, to the second. */
export class Passages {
  readonly #notes: Note[] = [];

  constructor(private from: number) {}

  note({ to, bookedAt }: Note): void {
    const last = this.#notes.at(-1);
    if (last !== undefined && to <= last.to) return;
    const before = this.#notes.at(-2);
    if (last !== undefined && before !== undefined && bookedAt - before.bookedAt < NOTE_MS) {
      last.to = to;
      last.bookedAt = bookedAt;
      return;
    }
    this.#notes.push({ to, bookedAt });
    if (this.#notes.length <= MOST_NOTES) return;
    const forgotten = this.#notes.splice(0, MOST_NOTES / 2);
    this.from = forgotten.at(-1)?.to ?? this.from;
  }

  /** When an offset was passed (ms since 1970, never too early); undefined where that is not known, or has not been. */
  at(offset: number): number | undefined {
    if (offset < this.from) return undefined;
    let [low, high] = [0, this.#notes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#notes[middle]?.to ?? Infinity) > offset) high = middle;
      else low = middle + 1;
    }
    return this.#notes[low]?.bookedAt;
  }
}

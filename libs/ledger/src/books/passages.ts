/** Of one partition at one stage: at the busiest, those of the last minutes; of what is older the warehouse has the entries. */
const MOST_NOTES = 2_000;

interface Note {
  /** Offset behind the last one that had been taken then. */
  readonly to: number;
  /** ms since 1970. */
  readonly bookedAt: number;
}

/** When a stage came by which offsets, of late. */
export class Passages {
  readonly #notes: Note[] = [];

  constructor(private from: number) {}

  note({ to, bookedAt }: Note): void {
    const last = this.#notes.at(-1);
    if (last !== undefined && to <= last.to) return;
    this.#notes.push({ to, bookedAt });
    if (this.#notes.length <= MOST_NOTES) return;
    const forgotten = this.#notes.splice(0, MOST_NOTES / 2);
    this.from = forgotten.at(-1)?.to ?? this.from;
  }

  /** When an offset was passed (ms since 1970); undefined where that is not known any more, or has not been. */
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

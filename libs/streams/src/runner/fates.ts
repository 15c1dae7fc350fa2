import type { Outcome } from '../topology/outcome.js';

export interface FateCount {
  /** Name in the catalogue. */
  readonly topic: string;
  readonly fate: Outcome['fate'];
  /** Empty where the fate has none. */
  readonly reason: string;
  count: number;
}

/** What became of the records of the open transaction; they count when it is committed. */
export class Fates {
  readonly #counts = new Map<string, FateCount>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  get counts(): IterableIterator<FateCount> {
    return this.#counts.values();
  }

  book(topic: string, outcome: Outcome): void {
    const { fate } = outcome;
    const reason = 'reason' in outcome ? outcome.reason : '';
    const key = `${topic} ${fate} ${reason}`;
    const known = this.#counts.get(key);
    if (known) known.count++;
    else this.#counts.set(key, { topic, fate, reason, count: 1 });
    this.#total++;
  }

  clear(): void {
    this.#counts.clear();
    this.#total = 0;
  }
}

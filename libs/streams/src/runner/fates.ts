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
  #last: { readonly outcome: Outcome; readonly counted: FateCount } | undefined;

  get total(): number {
    return this.#total;
  }

  get counts(): IterableIterator<FateCount> {
    return this.#counts.values();
  }

  book(topic: string, outcome: Outcome): void {
    this.#total++;
    // most records of a batch meet the fate of the one before
    if (this.#last?.outcome === outcome && this.#last.counted.topic === topic) {
      this.#last.counted.count++;
      return;
    }
    this.#last = { outcome, counted: this.#countOf(topic, outcome) };
    this.#last.counted.count++;
  }

  clear(): void {
    this.#counts.clear();
    this.#last = undefined;
    this.#total = 0;
  }

  #countOf(topic: string, outcome: Outcome): FateCount {
    const { fate } = outcome;
    const reason = 'reason' in outcome ? outcome.reason : '';
    const key = `${topic} ${fate} ${reason}`;
    let counted = this.#counts.get(key);
    if (counted === undefined) this.#counts.set(key, (counted = { topic, fate, reason, count: 0 }));
    return counted;
  }
}

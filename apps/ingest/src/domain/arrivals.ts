/** A request whose records are on their way: when it was received (ms since 1970) stands in each of them. */
export interface Arrival {
  readonly receivedAt: number;
}

/**
 * Requests from their receipt until what they brought is committed or refused. They hold back the progress marks, which
 * promise of a partition: no record behind me was received before this moment.
 */
export class Arrivals {
  /** In the order of their stamps, since these never go back. */
  readonly #open = new Set<Arrival>();
  #latest = -Infinity;

  constructor(private readonly clock: () => number) {}

  /** Stamps a request, which is open until it leaves. */
  enter(): Arrival {
    const arrival = { receivedAt: this.now() };
    this.#open.add(arrival);
    return arrival;
  }

  leave(arrival: Arrival): void {
    this.#open.delete(arrival);
  }

  /** The clock, but never earlier than it was: a clock that is set back stands still here until it has caught up. */
  now(): number {
    this.#latest = Math.max(this.#latest, this.clock());
    return this.#latest;
  }

  /** When these have been written, nothing is still to come that was received before the answer. */
  progressBehind(written: ReadonlySet<Arrival>): number {
    for (const arrival of this.#open) if (!written.has(arrival)) return arrival.receivedAt;
    return this.now();
  }
}

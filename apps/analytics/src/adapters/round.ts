import { setTimeout as pause } from 'node:timers/promises';

/** Work that goes on beside the loop, and ends by itself, or because it is given up. */
export class Round {
  readonly #givenUp = new AbortController();
  readonly #ended: Promise<void>;
  #tookMs: number | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(work: (signal: AbortSignal) => Promise<void>) {
    const began = performance.now();
    this.#ended = work(this.#givenUp.signal)
      .catch((error: unknown) => {
        this.#failure = { error };
      })
      .finally(() => {
        this.#tookMs = performance.now() - began;
      });
  }

  get isOver(): boolean {
    return this.#tookMs !== undefined;
  }

  /** How long it took (ms), once it is over. */
  get tookMs(): number {
    return this.#tookMs ?? 0;
  }

  /** Waits for its end, for so long (ms) at most. */
  async within(milliseconds: number): Promise<void> {
    const late = new AbortController();
    await Promise.race([this.#ended, pause(milliseconds, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }

  /** Throws what it failed with. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  giveUp(): void {
    this.#givenUp.abort();
  }
}

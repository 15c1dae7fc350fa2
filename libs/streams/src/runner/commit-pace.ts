import type { CommitOptions } from './options.js';

const AFTER_MS = 50;
const AFTER_RECORDS = 5_000;
const LONGEST_STRETCH = 4;
/** Records are gathered so many times as long as a commit takes: the transactions' share of the time stays small. */
const TIMES_A_COMMIT = 4;
/** What the latest commit weighs beside those before it. */
const WEIGHT = 0.25;

/**
 * When what was taken is committed: after 50 ms or 5,000 records, so that it is seen soon. Where commits take long, since
 * the machine is full, both stretch up to four times: fewer transactions leave it room to catch up.
 */
export class CommitPace {
  #commitMs = 0;

  constructor(private readonly options: CommitOptions = {}) {}

  /** A commit took so long (ms). */
  committed(tookMs: number): void {
    this.#commitMs += WEIGHT * (tookMs - this.#commitMs);
  }

  get afterMs(): number {
    return this.options.afterMs ?? AFTER_MS * this.#stretch;
  }

  get afterRecords(): number {
    return this.options.afterRecords ?? AFTER_RECORDS * this.#stretch;
  }

  get #stretch(): number {
    return Math.min(LONGEST_STRETCH, Math.max(1, (TIMES_A_COMMIT * this.#commitMs) / AFTER_MS));
  }
}

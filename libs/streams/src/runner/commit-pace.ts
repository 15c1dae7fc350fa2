const AFTER_MS = 50;
/** What one transaction upstream wrote to several partitions becomes readable within this time. */
const GATHER_MS = 5;
const HISTORY_WAITS = 4;
const AFTER_RECORDS = 5_000;
const LONGEST_STRETCH = 4;
/** Records are gathered so many times as long as a commit takes: the transactions' share of the time stays small. */
const TIMES_A_COMMIT = 4;
/** What the latest commit weighs beside those before it. */
const WEIGHT = 0.25;

/**
 * When what was taken is committed: at once after a quiet moment, else 50 ms after the last commit began or with 5,000
 * records, so that it is seen soon and transactions stay few. Where commits take long, since the machine is full, both
 * stretch up to four times: fewer transactions leave it room to catch up. What holds nothing live waits four times as long
 * for something live to go with, and nothing live waits for it.
 */
export class CommitPace {
  #commitMs = 0;
  #beganAt = -Infinity;

  /** A commit, of live records or not, that began then (`performance.now()`) took so long (ms). */
  committed(beganAt: number, tookMs: number, wasLive = true): void {
    if (wasLive) this.#beganAt = beganAt;
    this.#commitMs += WEIGHT * (tookMs - this.#commitMs);
  }

  /** When a transaction whose first record was taken then is due (`performance.now()`). */
  dueAt(openedAt: number, isLive = true): number {
    if (!isLive) return openedAt + HISTORY_WAITS * this.afterMs;
    return Math.max(openedAt + GATHER_MS, this.#beganAt + this.afterMs);
  }

  get afterMs(): number {
    return AFTER_MS * this.#stretch;
  }

  get afterRecords(): number {
    return AFTER_RECORDS * this.#stretch;
  }

  get #stretch(): number {
    return Math.min(LONGEST_STRETCH, Math.max(1, (TIMES_A_COMMIT * this.#commitMs) / AFTER_MS));
  }
}

/** What is judged at a time. */
const WINDOW_MS = 1_000;
/** So many commits of live records at least say how long they take; fewer say that there is next to nothing to disturb. */
const TELLING = 5;
const QUIET_WINDOWS = 5;
/** The lane rests so often, and so long, that what live records take without it is known. The first second settles. */
const REST_AFTER_MS = 20_000;
const REST_MS = 3_000;

/** Records a second. */
export interface HistoryRates {
  /** A replay goes on, however busy the hub is: so little costs a core some hundredths, and counts as rest. */
  readonly least: number;
  readonly first: number;
  readonly most: number;
}
export const usualRates: HistoryRates = { least: 2_000, first: 2_000, most: 20_000 };
const GROWTH = 1.25;

/** What may be saved up, and is taken at a time. */
const BURST_MS = 100;
const HELPING_MS = 50;
const LARGEST_HELPING = 500;

/** How long live records took, and how long they take without the history lane beside them (ms). */
export interface LiveDelay {
  readonly now: number | undefined;
  readonly alone: number | undefined;
}

/**
 * A token bucket that yields: its rate is steered by what live records take from their receipt to their commit by the
 * stages behind this one, held against what they take while the history lane rests. Up by a quarter a second while they notice nothing, to the half
 * where they do (as LEDBAT, RFC 6817, does for bytes on a link). Knows no wall clock: `now` is any clock in ms.
 */
export class HistoryPace {
  #rate: number;
  #tokens = 0;
  #filledAt: number;
  #windowAt: number;
  #restAt: number;
  #delays: number[] = [];
  #behind: number[] = [];
  #taken = 0;
  /** Windows gone by in which next to nothing was taken. */
  #quietFor = 0;
  #alone: number[] = [];
  #latest: number | undefined;
  /** Whether live records came enough to tell. */
  #isLive = false;

  constructor(
    now: number,
    private readonly rates: HistoryRates = usualRates,
    /** Whether it is told how far other stages are behind; without that a second isn't judged then. */
    private readonly hasReaders = false,
  ) {
    this.#rate = Math.min(rates.first, rates.most);
    this.#filledAt = this.#windowAt = now;
    this.#restAt = now + REST_AFTER_MS;
  }

  /** What may be taken a second, now. */
  get rate(): number {
    return this.#rate;
  }

  /** 90 of 100 took no longer. */
  get liveDelay(): LiveDelay {
    return { now: this.#latest, alone: least(this.#alone) };
  }

  /** The oldest live record of a transaction was received so long ago when it was committed. */
  liveTook(delayMs: number, now: number): void {
    this.#advance(now);
    this.#delays.push(delayMs);
  }

  /** Who reads what comes of the records is so far behind (ms). */
  readersAreBehind(ms: number): void {
    this.#behind.push(ms);
  }

  /** A replay begins: what live records take without it is learned anew, first of all. */
  begin(now: number): void {
    this.#advance(now);
    this.#alone = [];
    this.#rate = Math.min(this.rates.first, this.rates.most);
    this.#restAt = this.#isLive ? now : now + REST_AFTER_MS;
  }

  /** How many records may be taken at once: 0, or a helping. */
  helping(now: number): number {
    this.#advance(now);
    const helping = this.#helping;
    return this.#tokens >= helping ? helping : 0;
  }

  /** When the next helping may be taken, ms from now; Infinity where none may be taken at all. */
  nextIn(now: number): number {
    this.#advance(now);
    if (this.#rate === 0) return Infinity;
    const missing = this.#helping - this.#tokens;
    const rest = now >= this.#restAt ? this.#restAt + REST_MS - now : 0;
    return missing <= 0 ? 0 : rest + (1_000 * missing) / this.#rate;
  }

  /** So many records were taken. */
  spend(records: number): void {
    this.#tokens -= records;
    this.#taken += records;
  }

  get #helping(): number {
    return Math.max(1, Math.min(LARGEST_HELPING, Math.floor((this.#rate * HELPING_MS) / 1_000)));
  }

  #advance(now: number): void {
    if (now - this.#windowAt >= WINDOW_MS) {
      this.#judge();
      this.#windowAt = now;
      if (this.#isLive && this.#alone.length === 0) this.#restAt = Math.min(this.#restAt, now);
    }
    if (now >= this.#restAt + REST_MS) {
      this.#restAt = now + REST_AFTER_MS;
      this.#filledAt = now;
    }
    if (now >= this.#restAt) {
      this.#tokens = 0;
      return;
    }
    const most = Math.max(this.#helping, (this.#rate * BURST_MS) / 1_000);
    this.#tokens = Math.min(most, this.#tokens + (this.#rate * (now - this.#filledAt)) / 1_000);
    this.#filledAt = now;
  }

  #judge(): void {
    const delays = this.#delays.sort((a, b) => a - b);
    this.#isLive = delays.length >= TELLING;
    const own = this.#isLive ? delays[Math.ceil(0.9 * delays.length) - 1] : undefined;
    const behind = this.hasReaders ? median(this.#behind) : 0;
    this.#latest = own === undefined || behind === undefined ? undefined : own + behind;
    this.#quietFor = this.#taken <= this.rates.least ? this.#quietFor + 1 : 0;
    if (this.#latest !== undefined && this.#quietFor > 1)
      this.#alone = [...this.#alone, this.#latest].slice(-QUIET_WINDOWS);
    if (this.#taken > 0) this.#steer(this.#taken >= this.#rate / 2);
    this.#delays = [];
    this.#behind = [];
    this.#taken = 0;
  }

  /** A rate that isn't made use of says nothing, so it doesn't grow. */
  #steer(isUsed: boolean): void {
    const { now, alone } = this.liveDelay;
    const isNoticed = now !== undefined && alone !== undefined && now > alone + Math.max(0.3 * alone, 15);
    const isUnnoticed =
      !this.#isLive || (now !== undefined && alone !== undefined && now <= alone + Math.max(0.15 * alone, 8));
    if (isNoticed) this.#rate /= 2;
    else if (isUnnoticed && isUsed) this.#rate *= GROWTH;
    this.#rate = Math.min(this.rates.most, Math.max(this.rates.least, this.#rate));
  }
}

/** What disturbs the hub beside the replay may last for one rest, and hardly for all. */
const least = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.min(...values);

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

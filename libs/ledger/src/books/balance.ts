import type { Crossing, Verdict } from './crossing.js';

/** What became of the records that a stage took of a topic, by source and minute. Minutes are ms since 1970, UTC. */
export interface StageRow {
  readonly stage: string;
  readonly topic: string;
  readonly source: string;
  readonly minute: number;
  /** Records taken for the first time; `returned` ones had been set aside and came back. */
  readonly taken: number;
  readonly returned: number;
  readonly delivered: number;
  readonly deduplicated: number;
  readonly deadLettered: number;
  readonly quarantined: number;
  /** taken + returned − (delivered + deduplicated + deadLettered + quarantined). */
  readonly difference: number;
  /** Whether what is yet to be read can change the difference. */
  readonly isOpen: boolean;
}

/** Records on their way between two stages, and what is wrong with them. */
export interface JudgedCrossing extends Crossing, Verdict {
  /** Not taken, since retention had deleted them first and somebody commanded to go on; not in `missing`. */
  readonly lost: number;
}

export interface RangeProblem {
  readonly stage: string;
  readonly topic: string;
  readonly partition: number;
  /** Left out; taken more than once; or deleted unread, and gone on behind them by command. */
  readonly kind: 'missing' | 'taken-twice' | 'lost';
  /** Offsets [from, to). */
  readonly from: number;
  readonly to: number;
  /** When the entry was booked that shows it (ms since 1970, UTC). */
  readonly bookedAt: number;
}

/** An entry whose fates of a topic don't add up to the records in its ranges. */
export interface UnbalancedEntry {
  readonly stage: string;
  readonly task: number;
  readonly topic: string;
  readonly records: number;
  readonly fates: number;
  readonly bookedAt: number;
}

/** Which part of the books is asked for; all of them where nothing is said. */
export interface BalanceFilter {
  /** Minutes that begin then or later, and what entries show that were booked since (ms since 1970, UTC). */
  readonly since?: number | undefined;
  /** Minutes that begin before. */
  readonly until?: number | undefined;
  readonly source?: string | undefined;
  readonly stage?: string | undefined;
}

export interface Balance {
  readonly rows: readonly StageRow[];
  readonly crossings: readonly JudgedCrossing[];
  readonly ranges: readonly RangeProblem[];
  readonly entries: readonly UnbalancedEntry[];
  /** Whether nothing is missing, taken twice or without a fate. What is in flight, or lost by command, unbalances nothing. */
  readonly isBalanced: boolean;
  /** Minutes in which something is in flight or may yet change, and the oldest of them. */
  readonly openMinutes: number;
  readonly oldestOpen: number | null;
}

/** The figures to watch, of all that the books hold. */
export interface Vitals {
  /** Records missing, taken twice or without a fate, by stage. */
  readonly imbalance: ReadonlyMap<string, number>;
  /** Offsets that were left out, and taken more than once, by stage. */
  readonly missingOffsets: ReadonlyMap<string, number>;
  readonly twiceOffsets: ReadonlyMap<string, number>;
  readonly inFlight: readonly { readonly stage: string; readonly topic: string; readonly records: number }[];
  /** Start of the oldest minute that is still open (ms since 1970, UTC). */
  readonly oldestOpen: number | null;
}

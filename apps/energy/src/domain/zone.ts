// The days of a zone are kept as long as quarters of its meters may change them, and a day more. What its meters add
// to a day that was let go changes nothing there: what it added up to isn't known any more. Recompute tells its peak.
import { type EnergyPolicy } from './quarter.js';
import { quarterMs } from './energy.js';

/** How far a zone has come. */
export interface Zone {
  readonly zoneKind: string;
  readonly zoneId: string;
  /** Newest local day with a load (days since 1970-01-01). */
  readonly newestDay: number;
  /** The recompute whose history may come: nothing was let go since it began. */
  readonly awaits: string | undefined;
}

const dayMs = 86_400_000;

/** Days up to here are let go. */
export const lastForgottenDay = (newestDay: number, { keepMs, longestGapMs }: EnergyPolicy): number =>
  newestDay - Math.ceil((keepMs + longestGapMs + quarterMs) / dayMs) - 1;

/** The days that are let go when the newest moves on from `before` to `newestDay`. */
export function daysForgottenBy(newestDay: number, before: number | undefined, policy: EnergyPolicy): number[] {
  if (before === undefined || newestDay <= before) return [];
  const from = lastForgottenDay(before, policy);
  const count = Math.min(before, lastForgottenDay(newestDay, policy)) - from;
  return Array.from({ length: count }, (_, i) => from + i + 1);
}

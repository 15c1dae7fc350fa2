// A register only grows. Between two neighbouring readings its energy is spread evenly over time, so that a quarter of
// an hour gets its share of what lies over its boundaries. Where the register ran backwards (it rolled over, or was
// reset) or the meter was exchanged for another, the energy in between is not known: none is made up, and the quality
// says so. So it is where readings lie too far apart.
import { type Energy, lastOfEachInstant, qualityOf, quarterMs, quarterSeconds } from './energy.js';
import type { Reading } from './reading.js';

export interface RegisterPolicy {
  /** Readings farther apart than this say nothing of the quarters between them (ms). */
  readonly longestGapMs: number;
}

/** Beyond this, spreading evenly is an estimate (ms). */
const estimatedFromMs = 2 * quarterMs;

/**
 * Energy of the quarter that starts at `startedAt`, from the register readings in it and their neighbours before and
 * after (in total order); undefined where no part of it is known.
 */
export function energyOfRegister(
  startedAt: number,
  readings: readonly Reading[],
  { longestGapMs }: RegisterPolicy,
): Energy | undefined {
  const endedAt = startedAt + quarterMs;
  const used = new Set<Reading>();
  let [energyKwh, coveredMs, hasReset, isEstimated] = [0, 0, false, false];
  const counted = lastOfEachInstant(readings);
  for (const [i, to] of counted.entries()) {
    const from = counted[i - 1];
    if (from === undefined || to.observedAt <= startedAt || from.observedAt >= endedAt) continue;
    const pairMs = to.observedAt - from.observedAt;
    if (pairMs > longestGapMs) continue;
    if (to.value < from.value || to.device !== from.device) {
      hasReset = true;
      continue;
    }
    const overlapMs = Math.min(to.observedAt, endedAt) - Math.max(from.observedAt, startedAt);
    energyKwh += (to.value - from.value) * (overlapMs / pairMs);
    coveredMs += overlapMs;
    if (pairMs > estimatedFromMs) isEstimated = true;
    used.add(from).add(to);
  }
  if (coveredMs === 0) return undefined;
  const seconds = Math.round(coveredMs / 1_000);
  const own = qualityOf([...used]);
  return {
    energyKwh,
    seconds,
    readings: used.size,
    quality: hasReset ? 'reset' : seconds < quarterSeconds ? 'partial' : isEstimated ? 'estimated' : own,
  };
}

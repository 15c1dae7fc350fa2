// How long a reader of a partition got nothing while work that had been committed waited for it.

/** A record that the reader got, and since when it could have come: when its work had been committed (ms since 1970). */
export interface Arrival {
  readonly at: number;
  /** Unknown of what nobody waited for. */
  readonly since: number | undefined;
}

export interface Stall {
  readonly from: number;
  readonly ms: number;
}

/** Every wait of at least `leastMs` between two arrivals of one partition, given in order. */
export function stallsOf(arrivals: readonly Arrival[], leastMs = 500): Stall[] {
  const stalls: Stall[] = [];
  let waiting = Infinity;
  for (let i = arrivals.length - 1; i >= 0; i--) {
    const arrival = arrivals[i];
    if (!arrival) continue;
    waiting = Math.min(waiting, arrival.since ?? Infinity);
    const from = Math.max(arrivals[i - 1]?.at ?? -Infinity, waiting);
    if (arrival.at - from >= leastMs) stalls.push({ from, ms: arrival.at - from });
  }
  return stalls.reverse();
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The longest that a stall lasted inside the span; 0 where there was none. */
export const longestIn = (stalls: readonly Stall[], { from, until }: Span): number =>
  stalls.reduce((most, stall) => {
    const inside = Math.min(stall.from + stall.ms, until) - Math.max(stall.from, from);
    return Math.max(most, inside);
  }, 0);

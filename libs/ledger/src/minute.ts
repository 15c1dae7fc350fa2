export const minuteMs = 60_000;

/** Start of the minute that holds an instant; both ms since 1970, UTC. */
export const minuteOf = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

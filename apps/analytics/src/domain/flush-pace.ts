// Each insert costs the warehouse the same few milliseconds, however few rows it has, and leaves a part to be merged. So
// rows wait for each other; and where inserting takes long (many partitions, a busy machine), they wait longer, which
// makes blocks larger and inserts fewer instead of letting them take over the machine.

export interface FlushPace {
  /** Rows wait at least so long (ms). */
  readonly leastMs: number;
  /** … and never longer than this (ms). */
  readonly mostMs: number;
  /** Share of the time that inserting may take, in (0, 1]. */
  readonly share: number;
}

/** How long the next rows wait, when inserting the last ones has taken so long (ms). */
export function lingerMs(lastFlushMs: number, { leastMs, mostMs, share }: FlushPace): number {
  const restMs = lastFlushMs * (1 / share - 1);
  return Math.min(Math.max(restMs, leastMs), mostMs);
}

export interface BlockLimits {
  readonly rows: number;
  readonly bytes: number;
  /** Months, that is. */
  readonly tablePartitions: number;
}

/**
 * What one block holds at most: an insert that ClickHouse takes whole, that fits into memory several times, and that
 * makes a bounded number of parts.
 */
export const blockLimits: BlockLimits = { rows: 50_000, bytes: 16 * 1_048_576, tablePartitions: 20 };

/** What may wait in all blocks together (bytes); beyond it nothing more is read. */
export const mostPendingBytes = 64 * 1_048_576;

/** What one block holds at most: an insert that ClickHouse takes whole, and that fits into memory several times. */
export const blockLimits = { rows: 50_000, bytes: 16 * 1_048_576 } as const;

export interface BlockSize {
  readonly rows: number;
  readonly bytes: number;
}

/** Whether a block takes no further row. */
export const isFull = ({ rows, bytes }: BlockSize): boolean => rows >= blockLimits.rows || bytes >= blockLimits.bytes;

/** What may wait in all blocks together (bytes); beyond it they are inserted at once. */
export const mostPendingBytes = 64 * 1_048_576;

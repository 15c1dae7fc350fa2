/** Rows of a block, by their index. */
export interface RowRange {
  readonly first: number;
  /** Index behind the last. */
  readonly end: number;
}

export interface RefusedRow<R> {
  readonly row: number;
  readonly refusal: R;
}

/**
 * Inserts rows as one, and where they are refused, as halves, down to the rows that are refused alone: one bad row costs
 * one row. `insert` answers why a range was refused, or undefined where it went in; what it throws ends everything.
 * Ranges are tried in order, and only after each other.
 */
export async function insertInHalves<R>(
  range: RowRange,
  insert: (range: RowRange) => Promise<R | undefined>,
): Promise<RefusedRow<R>[]> {
  const { first, end } = range;
  if (first === end) return [];
  const refusal = await insert(range);
  if (refusal === undefined) return [];
  if (end - first === 1) return [{ row: first, refusal }];
  const middle = first + Math.ceil((end - first) / 2);
  const front = await insertInHalves({ first, end: middle }, insert);
  return [...front, ...(await insertInHalves({ first: middle, end }, insert))];
}

/** What every record says of itself that decides its place among others. */
export interface FactRecord {
  /** 32 hex digits. */
  readonly recordId: string;
  /** A higher revision of the same record replaces a lower one. */
  readonly revision: number;
  readonly source: string;
  /** Event time, ms since 1970. */
  readonly observedAt: number;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The total order of records: by event time, revision, source, record id. There is no arrival in it, so whoever
 * takes "the latest" by it ends with the same record whatever way the records came.
 */
export const compareRecords = (a: FactRecord, b: FactRecord): number =>
  a.observedAt - b.observedAt ||
  a.revision - b.revision ||
  compareTexts(a.source, b.source) ||
  compareTexts(a.recordId, b.recordId);

/**
 * `records` (in order) with `record` in its place, for lower revisions of the same record gone. The same array
 * where it changes nothing: the record, or a higher revision of it, is there already.
 */
export function withRecord<R extends FactRecord>(records: readonly R[], record: R): readonly R[] {
  const standing = records.find(({ recordId }) => recordId === record.recordId);
  if (standing !== undefined && standing.revision >= record.revision) return records;
  const next = standing === undefined ? [...records] : records.filter((other) => other !== standing);
  // most records come in order: look from the end
  let place = next.length;
  for (let before = next[place - 1]; before !== undefined && compareRecords(before, record) > 0;) {
    place--;
    before = next[place - 1];
  }
  next.splice(place, 0, record);
  return next;
}

/** `records` without that record; the same array where it isn't among them. */
export function withoutRecord<R extends FactRecord>(records: readonly R[], recordId: string): readonly R[] {
  const left = records.filter((record) => record.recordId !== recordId);
  return left.length === records.length ? records : left;
}

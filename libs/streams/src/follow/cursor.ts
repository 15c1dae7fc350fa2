import { CursorInvalidError } from './change-feed.js';

/** Next offset to apply, by partition: where a view stands. */
export type Offsets = readonly number[];

/** As text: `1204.993`, the next offset of each partition. Short, and needs no escaping in a URL or in an event's id. */
export const encodeCursor = (offsets: Offsets): string => offsets.join('.');

/** Throws CursorInvalidError where the text isn't a cursor over so many partitions. */
export function decodeCursor(text: string, partitions: number): Offsets {
  const offsets = text.split('.');
  if (offsets.length !== partitions || !offsets.every((offset) => /^\d{1,15}$/.test(offset)))
    throw new CursorInvalidError();
  return offsets.map(Number);
}

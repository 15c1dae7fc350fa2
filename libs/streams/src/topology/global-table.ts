/** A compacted topic as a table. */
export interface GlobalTable<W> {
  get(key: string): W | undefined;
  entries(): IterableIterator<[string, W]>;
  readonly size: number;
}

/** How far one property of a meter has come. */
export interface Meter {
  /** Meter and property. */
  readonly key: string;
  /** Start of the newest quarter with a reading (ms since 1970). */
  readonly newestQuarterAt: number;
  /** The recompute whose history may come: nothing was let go since it began. */
  readonly awaits: string | undefined;
}

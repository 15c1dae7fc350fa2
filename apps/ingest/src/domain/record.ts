/** A point in WGS84 degrees. */
export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** A record as its sender means it, read but not judged. */
export interface SentRecord {
  /** The source's own id, where it sends one. */
  readonly ownId: string | null;
  readonly device: string;
  /** ms since 1970, UTC. */
  readonly observedAt: number;
  readonly point: Point | null;
  readonly quality: string;
  /** What the record's kind has beside these. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A token bucket of one key. It may go into debt: a request larger than the bucket is taken, and the next ones wait. */
export interface Bucket {
  readonly tokens: number;
  /** ms when `tokens` was true. */
  readonly at: number;
}

/** A key may send this many seconds' worth at once. */
const burstSeconds = 5;

export const fullBucket = (recordsPerSecond: number, now: number): Bucket => ({
  tokens: recordsPerSecond * burstSeconds,
  at: now,
});

/** The bucket at `now` (ms). */
export const refill = (bucket: Bucket, recordsPerSecond: number, now: number): Bucket => ({
  tokens: Math.min(
    recordsPerSecond * burstSeconds,
    bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * recordsPerSecond,
  ),
  at: now,
});

export const spend = (bucket: Bucket, records: number): Bucket => ({ ...bucket, tokens: bucket.tokens - records });

/** Seconds until the key may send again; 0 where it may now. */
export const waitSeconds = (bucket: Bucket, recordsPerSecond: number): number =>
  bucket.tokens > 0 ? 0 : Math.ceil((1 - bucket.tokens) / recordsPerSecond);

import { type Caller, Problem } from '@naru/http';
import { type Bucket, fullBucket, refill, spend, waitSeconds } from '../domain/quota.js';
import { ingestProblems } from './problems.js';

/** What each key has sent lately, at this instance. */
export class Quotas {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    /** For keys that have none of their own (records/s). */
    private readonly usual: number,
    private readonly now: () => number,
  ) {}

  /** Throws the problem NARU_QUOTA_EXCEEDED while the key is in debt. */
  requireRest(caller: Caller): void {
    const rate = this.#rateOf(caller);
    const wait = waitSeconds(this.#bucketOf(caller), rate);
    if (wait === 0) return;
    throw new Problem(ingestProblems.NARU_QUOTA_EXCEEDED, {
      detail: `Key ${caller.keyId} may send ${rate} records a second.`,
      headers: { 'retry-after': String(wait) },
    });
  }

  spend(caller: Caller, records: number): void {
    this.#buckets.set(caller.keyId, spend(this.#bucketOf(caller), records));
  }

  #bucketOf(caller: Caller): Bucket {
    const rate = this.#rateOf(caller);
    const now = this.now();
    const bucket = this.#buckets.get(caller.keyId);
    return bucket === undefined ? fullBucket(rate, now) : refill(bucket, rate, now);
  }

  #rateOf(caller: Caller): number {
    return caller.recordsPerSecond === 0 ? this.usual : caller.recordsPerSecond;
  }
}

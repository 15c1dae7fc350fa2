import type { Cluster } from '../cluster/cluster.js';
import { type Partition, partitionKey } from '../position.js';
import { endMissedIn } from './end-everywhere.js';

/** Twice what a transaction may take (ms). */
export const HELD_MS = 10_000;

/**
 * Partitions that can't be read further, because a transaction in them has had no end for `HELD_MS`. Whoever was to tell
 * their leaders may be gone for good, so every client looks for ends that went missing: one look at a time a partition, and
 * some time between two. What it may not tell, and what is open in truth, stays as it is, and is counted again.
 */
export class HeldPartitions {
  /** When a partition was last looked at, in `performance.now()`; Infinity during a look. */
  readonly #lookedAt = new Map<string, number>();

  constructor(private readonly cluster: Cluster) {}

  note(held: Partition): void {
    const key = partitionKey(held.topic, held.partition);
    if (performance.now() - (this.#lookedAt.get(key) ?? -Infinity) < HELD_MS) return;
    this.#lookedAt.set(key, Infinity);
    this.cluster.options.metrics?.held?.(held.topic);
    void endMissedIn(this.cluster, held)
      .catch(() => undefined) // tried again by whoever still can't read
      .then(() => this.#lookedAt.set(key, performance.now()));
  }
}

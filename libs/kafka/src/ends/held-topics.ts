import type { Cluster } from '../cluster/cluster.js';
import { KafkaError } from '../errors.js';
import { endMissedIn } from './end-everywhere.js';

/** Twice what a transaction may take (ms). */
export const HELD_MS = 10_000;

/**
 * Topics that can't be read further, because a transaction in them has had no end for `HELD_MS`. Whoever was to tell their
 * leaders may be gone for good, so every client looks for ends that went missing: one look at a time a topic, and some time
 * between two. What it may not tell, and what is open in truth, stays as it is.
 */
export class HeldTopics {
  /** When a topic was last looked at, in `performance.now()`; Infinity during a look. */
  readonly #lookedAt = new Map<string, number>();

  constructor(private readonly cluster: Cluster) {}

  note(topic: string): void {
    if (performance.now() - (this.#lookedAt.get(topic) ?? -Infinity) < HELD_MS) return;
    this.#lookedAt.set(topic, Infinity);
    void this.#look(topic);
  }

  async #look(topic: string): Promise<void> {
    try {
      await endMissedIn(this.cluster, topic);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error; // else tried again by whoever still can't read
    } finally {
      this.#lookedAt.set(topic, performance.now());
    }
  }
}

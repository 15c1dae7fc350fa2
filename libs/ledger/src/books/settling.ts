import type { Flow } from './flows.js';

/** End of a topic partition: its high watermark, since what is committed may not have become readable yet. */
export interface TopicEnd {
  /** Name in the catalogue. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Offset behind the last one that a stage has taken of a partition; undefined where it has taken none. */
export type EndTaken = (stage: string, topic: string, partition: number) => number | undefined;

interface Expected {
  readonly entries: number;
  readonly ends: readonly TopicEnd[];
}

/**
 * When a difference between two stages may be believed. What `entries` entries of the ledger delivered lies before the
 * ends that their topics have *afterwards*; once the reader has booked beyond those ends, it had its chance.
 */
export class Settling {
  readonly #settledAt = new Map<Flow, number>();
  readonly #expected = new Map<Flow, Expected>();

  /** Ends that were asked after so many entries had been read. A flow that still waits for earlier ends goes on with those. */
  expect(flows: readonly Flow[], entries: number, ends: readonly TopicEnd[]): void {
    const byTopic = Map.groupBy(ends, ({ topic }) => topic);
    for (const flow of flows) {
      const ofTopic = byTopic.get(flow.topic);
      if (ofTopic !== undefined && !this.#expected.has(flow)) this.#expected.set(flow, { entries, ends: ofTopic });
    }
  }

  /** Notes the flows whose reader has passed the ends that were expected of it. */
  update(endTaken: EndTaken): void {
    for (const [flow, { entries, ends }] of this.#expected) {
      const isBeyond = ends.every(
        ({ topic, partition, offset }) => offset === 0 || (endTaken(flow.to, topic, partition) ?? -1) >= offset,
      );
      if (!isBeyond) continue;
      this.#settledAt.set(flow, entries);
      this.#expected.delete(flow);
    }
  }

  /** As of how many entries the reader is beyond what was delivered to it. */
  settledAt(flow: Flow): number {
    return this.#settledAt.get(flow) ?? 0;
  }
}

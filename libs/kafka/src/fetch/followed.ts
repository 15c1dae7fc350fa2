import type { Isolation } from '../admin.js';
import type { PositionLostError } from '../alarms.js';
import { partitionKey, type Position } from '../position.js';
import type { FetchedPartition } from '../protocol/fetch.js';
import { committedBatches } from '../records/committed-batches.js';
import type { FetchedBatch } from '../records/fetched-batch.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** A partition that is followed. Times are `performance.now()`. */
export class Followed {
  readonly topic: string;
  readonly partition: number;
  /** Next offset to ask the leader for, and to hand out. */
  fetchFrom: number;
  handOutFrom: number;
  /** Where readable records ended at the last fetch. */
  end: number;
  /** Whatever was committed before this instant (ms since 1970) has been fetched; undefined before the end was reached once. */
  completeAt: number | undefined;
  /** When a fetch last brought records or found the end. */
  healthyAt = performance.now();
  /** In a request under way, or waiting after a failure: never in two requests, which would hand records out twice. */
  asked = false;
  /** Not asked for any more: `lost` says why, or whoever reads wants no more of it. */
  isStopped = false;
  /** To be told when everything before it has been handed out. */
  lost: PositionLostError | undefined;
  /** How long to wait after the next failure. */
  #pauseMs = FIRST_PAUSE_MS;
  /** The offset before which an open transaction keeps everything from being read, and since when. */
  #held: { readonly at: number; readonly since: number } | undefined;

  constructor(
    { topic, partition, offset }: Position,
    /** The topic that the position was taken in; another one of its name is not read. */
    public topicId: string | undefined,
  ) {
    this.topic = topic;
    this.partition = partition;
    this.fetchFrom = this.handOutFrom = this.end = offset;
  }

  /** How long an open transaction has kept everything behind one offset from being read. */
  get heldForMs(): number {
    return this.#held === undefined ? 0 : performance.now() - this.#held.since;
  }

  /** Takes what its leader answered, without an error, to a question of `askedAt` (ms since 1970). */
  take({ bytes, aborted, ...ends }: FetchedPartition, isolation: Isolation, askedAt: number): FetchedBatch[] {
    const { topic, partition, fetchFrom: position } = this;
    this.end = isolation === 'read_committed' ? ends.lastStableOffset : ends.highWatermark;
    if (this.end >= ends.highWatermark) this.#held = undefined;
    else if (this.#held?.at !== this.end) this.#held = { at: this.end, since: performance.now() };
    const batches = bytes.length === 0 ? [] : committedBatches({ topic, partition, position, bytes, aborted });
    const last = batches.at(-1);
    if (last) this.fetchFrom = last.lastOffset + 1;
    const isAtEnd = this.fetchFrom >= this.end;
    if (isAtEnd) this.completeAt = askedAt;
    if (last || isAtEnd) this.healthyAt = performance.now();
    return batches;
  }

  /** It may be asked again at once. */
  goOn(): void {
    this.asked = false;
    this.#pauseMs = FIRST_PAUSE_MS;
  }

  /** How long to wait before it is asked again, longer each time. */
  nextPauseMs(): number {
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    return pauseMs;
  }
}

/** What one answer brought of a partition. */
export interface Chunk {
  readonly of: Followed;
  readonly batches: readonly FetchedBatch[];
  readonly bytes: number;
}

/** The partitions followed since the last `assign`. Answers to requests of an earlier one are thrown away by identity. */
export interface Assignment {
  readonly partitions: Map<string, Followed>;
  /** Leaders with a request under way: one each. */
  readonly asked: Set<number>;
}

export const nothing = (): Assignment => ({ partitions: new Map(), asked: new Set() });

export function following(
  positions: readonly Position[],
  topicIdOf: (topic: string) => string | undefined,
): Assignment {
  const partitions = positions.map(
    (position) =>
      [partitionKey(position.topic, position.partition), new Followed(position, topicIdOf(position.topic))] as const,
  );
  return { ...nothing(), partitions: new Map(partitions) };
}

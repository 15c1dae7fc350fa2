import type { PositionLostError } from '../alarms.js';
import { partitionKey, type Position } from '../position.js';
import type { FetchedBatch } from '../records/fetched-batch.js';

export const FIRST_PAUSE_MS = 50;

/** A partition that is followed. */
export interface Followed {
  readonly topic: string;
  readonly partition: number;
  /** The topic that the position was taken in; another one of its name is not read. */
  topicId: string | undefined;
  /** Next offset to ask the leader for, and to hand out. */
  fetchFrom: number;
  handOutFrom: number;
  /** Where readable records ended at the last fetch. */
  end: number;
  /** The offset before which an open transaction keeps everything from being read, and since when (`performance.now()`). */
  held: { readonly at: number; readonly since: number } | undefined;
  /** Whatever was committed before this instant (ms since 1970) has been fetched; undefined before the end was reached once. */
  completeAt: number | undefined;
  /** When a fetch last brought records or found the end, in `performance.now()`. */
  healthyAt: number;
  /** In a request under way, or waiting after a failure: never in two requests, which would hand records out twice. */
  asked: boolean;
  /** How long to wait after its next failure, ms. */
  pauseMs: number;
  /** Not asked for any more: `lost` says why, or whoever reads wants no more of it. */
  isStopped: boolean;
  /** To be told when everything before it has been handed out. */
  lost: PositionLostError | undefined;
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
  const partitions = positions.map(({ topic, partition, offset }) => {
    const followed: Followed = {
      topic,
      partition,
      topicId: topicIdOf(topic),
      fetchFrom: offset,
      handOutFrom: offset,
      end: offset,
      held: undefined,
      completeAt: undefined,
      healthyAt: performance.now(),
      asked: false,
      pauseMs: FIRST_PAUSE_MS,
      isStopped: false,
      lost: undefined,
    };
    return [partitionKey(topic, partition), followed] as const;
  });
  return { ...nothing(), partitions: new Map(partitions) };
}

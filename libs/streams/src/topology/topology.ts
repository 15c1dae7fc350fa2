import type { TopicContract } from '@naru/contracts';
import { type Stores, assertChangelogs } from './store.js';

/** Topics by the name that a service calls them. */
export type Topics = Readonly<Record<string, TopicContract>>;

/** No name at all: what a topology has of stores, globals or views that it doesn't declare. */
type None = Readonly<Partial<Record<symbol, never>>>;

/** A service on one page: what it reads, writes and keeps. Plain data: loading one starts nothing. */
export interface Topology<
  R extends Topics = Topics,
  W extends Topics = Topics,
  S extends Stores = Stores,
  G extends Topics = Topics,
  V extends Topics = Topics,
> {
  readonly service: string;
  /** Topics whose records the handlers take, by tasks of the service's group. All have the same partition count. */
  readonly reads: R;
  /** Topics that the handlers may write, in the transaction of the records they come from. */
  readonly writes: W;
  /** What a task keeps between records. */
  readonly stores: S;
  /** Topics that every instance reads whole before its tasks start and follows from then on (master data). */
  readonly globals: G;
  /** Compacted topics that the read side follows into views, without a group. */
  readonly views: V;
}

export interface TopologyParts<
  R extends Topics,
  W extends Topics,
  S extends Stores,
  G extends Topics,
  V extends Topics,
> {
  readonly reads: R;
  readonly writes: W;
  readonly stores?: S;
  readonly globals?: G;
  readonly views?: V;
}

/**
 * A topology contradicts the catalogue or itself.
 * @advice Correct the topology that the message names; `npm run generate` tells the same before a start.
 */
export class TopologyError extends Error {
  readonly code = 'NARU_TOPOLOGY';

  constructor(service: string, what: string) {
    super(`The topology of ${service} can't run: ${what}`);
    this.name = 'TopologyError';
  }
}

/**
 * Declares what a service reads, writes and keeps. Throws TopologyError where the catalogue forbids it:
 * inputs of unequal partition counts, one topic under two names, a store without a compacted changelog.
 */
export function service<
  R extends Topics,
  W extends Topics,
  S extends Stores = None,
  G extends Topics = None,
  V extends Topics = None,
>(name: string, parts: TopologyParts<R, W, S, G, V>): Topology<R, W, S, G, V> {
  const empty: unknown = {};
  const topology = {
    service: name,
    reads: parts.reads,
    writes: parts.writes,
    stores: parts.stores ?? (empty as S),
    globals: parts.globals ?? (empty as G),
    views: parts.views ?? (empty as V),
  };
  for (const topics of [topology.reads, topology.writes, topology.globals, topology.views])
    assertNamedOnce(name, topics);
  assertCoPartitioned(name, topology.reads);
  const complaint = assertChangelogs(topology.stores, Object.values(topology.reads));
  if (complaint !== undefined) throw new TopologyError(name, complaint);
  return topology;
}

function assertNamedOnce(name: string, topics: Topics): void {
  const seen = new Set<string>();
  for (const { name: topic } of Object.values(topics)) {
    if (seen.has(topic)) throw new TopologyError(name, `${topic} stands under two names`);
    seen.add(topic);
  }
}

// A task is a partition number over all inputs: key k of one input must meet key k of the other in one task.
function assertCoPartitioned(name: string, reads: Topics): void {
  const counts = new Set(Object.values(reads).map(({ partitions }) => partitions));
  if (counts.size <= 1) return;
  const list = Object.values(reads).map((topic) => `${topic.name} has ${topic.partitions}`);
  throw new TopologyError(name, `its inputs have unequal partition counts (${list.join(', ')})`);
}

import type { TopicContract } from '@naru/contracts';
import type { Topology } from '../topology/topology.js';
import type { ProgressMark } from './progress-mark.js';

/**
 * Who tells how far an input has come: ingest ('source': its marks, and the records themselves), the tasks of another
 * stage, the stage's own tasks ('loop'), or nobody. What nobody tells holds no clock back, and neither does the history
 * lane: an import moves no clock of the present. Ingest and analytics mark no topic in which they write commands.
 */
export type Feed = 'source' | 'stage' | 'loop' | 'nobody';

export function feedOf(topic: TopicContract, { writes }: Pick<Topology, 'writes'>): Feed {
  if (topic.lane !== undefined) return topic.lane === 'live' ? 'source' : 'nobody';
  if (topic.cleanup !== 'delete' || topic.shared || commanders.includes(topic.owner)) return 'nobody';
  return Object.values(writes).some(({ name }) => name === topic.name) ? 'loop' : 'stage';
}

const commanders: readonly string[] = ['ingest', 'analytics'];

/** What one partition was requested or committed at the same moment may still come in a little later than its mark. */
const SLACK_MS = 1_000;

/** What an input has told, and what of that is committed. */
interface Heard {
  readonly feed: Feed;
  /** By task of the feeding stage; ingest, which is one for all, has ''. */
  readonly marks: Map<string, number>;
  /** Tasks of which a mark has to be heard before anything is known. */
  tasks: number;
  committed: ReadonlyMap<string, number>;
}

/**
 * The clock of a task: the least of what its inputs have told, less a slack; 0 while one of them has told nothing. It
 * comes from the log alone, so a replay shows the same. Like state, what a transaction has moved is dropped with it.
 */
export class TaskClock<I> {
  readonly #inputs: ReadonlyMap<I, Heard>;
  readonly #moved = new Set<Heard>();
  #now: number | undefined;

  constructor(feeds: Iterable<readonly [I, Feed]>) {
    const heard = (feed: Feed): Heard => ({ feed, marks: new Map(), tasks: 1, committed: new Map() });
    this.#inputs = new Map([...feeds].map(([input, feed]) => [input, heard(feed)]));
  }

  /** ms since 1970, UTC. */
  get now(): number {
    return (this.#now ??= Math.max(0, (this.progress(true) ?? 0) - SLACK_MS));
  }

  /** How far all inputs have come, own loops aside where so asked; undefined while one has told nothing. */
  progress(withLoops: boolean): number | undefined {
    let least = Infinity;
    for (const { feed, marks, tasks } of this.#inputs.values()) {
      if (feed === 'nobody' || (feed === 'loop' && !withLoops)) continue;
      if (marks.size < tasks) return undefined;
      for (const at of marks.values()) least = Math.min(least, at);
    }
    return least === Infinity ? undefined : least;
  }

  /** A mark of an input; an earlier one than was heard before says nothing new. */
  hear(input: I, { at, from }: ProgressMark): void {
    const heard = this.#inputs.get(input);
    if (heard === undefined) return;
    heard.tasks = from?.tasks ?? 1;
    this.#move(heard, from === undefined ? '' : `${from.stage}/${from.task}`, at);
  }

  /** A record that the hub took at `receivedAt`. Behind a stage records of several tasks are mixed and say nothing. */
  meet(input: I, receivedAt: number): void {
    const heard = this.#inputs.get(input);
    if (heard?.feed === 'source') this.#move(heard, '', receivedAt);
  }

  merge(): void {
    for (const heard of this.#moved) heard.committed = new Map(heard.marks);
    this.#moved.clear();
  }

  drop(): void {
    for (const { marks, committed } of this.#moved) {
      marks.clear();
      for (const [feeder, at] of committed) marks.set(feeder, at);
    }
    this.#moved.clear();
    this.#now = undefined;
  }

  #move(heard: Heard, feeder: string, at: number): void {
    if ((heard.marks.get(feeder) ?? -1) >= at) return;
    heard.marks.set(feeder, at);
    this.#moved.add(heard);
    this.#now = undefined;
  }
}

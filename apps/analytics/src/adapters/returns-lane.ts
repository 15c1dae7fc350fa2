import { type TopicContract, topics } from '@naru/contracts';
import type { FetchedBatch } from '@naru/kafka';
import { readPlan } from '../domain/plan.js';
import type { PartitionWork } from './partition-work.js';
import type { CameBack, ReturnedRows } from './returned-rows.js';
import { type ReturnedStep, ReturnedWork } from './returned-work.js';
import { Round } from './round.js';

/** Over which what analytics had set aside comes back to it. */
export const returnsTopic: TopicContract = topics.hubAnalyticsReturns;

export interface ReturnsLaneOptions {
  /** Name on the broker. */
  readonly topic: string;
  readonly rows: Pick<ReturnedRows, 'read'>;
  /** Tells the consumer to bring no more of the returns, or to go on. */
  readonly pause: (isPaused: boolean) => void;
}

/**
 * Rows that come back, beside the sink's rounds: each is a plan of one row, and always proven, which would hold up the
 * others. While some wait, no more are read, so that a warehouse that refuses or hangs here costs no memory.
 */
export class ReturnsLane {
  readonly #works = new Map<number, ReturnedWork>();
  #round: Round | undefined;

  constructor(private readonly options: ReturnsLaneOptions) {}

  get topic(): string {
    return this.options.topic;
  }

  get isInserting(): boolean {
    return this.#round !== undefined;
  }

  get isEmpty(): boolean {
    return [...this.#works.values()].every(({ isEmpty }) => isEmpty);
  }

  /** Whether something of a partition waits, or is being inserted. */
  isRead(partition: number): boolean {
    return this.#works.get(partition)?.isEmpty === false;
  }

  /** `metadata` is what stands beside the partition's committed offset. Throws RegistryUnreachableError: wait. */
  async take(
    batch: FetchedBatch,
    metadata: () => string | undefined,
    wait: <R>(read: () => Promise<R>) => Promise<R>,
  ): Promise<void> {
    const { topic, partition, baseOffset, lastOffset } = batch;
    const work =
      this.#works.get(partition) ??
      new ReturnedWork(topic, returnsTopic.name, partition, baseOffset, readPlan(metadata()));
    this.#works.set(partition, work);
    if (work.taken !== baseOffset)
      throw new RangeError(`${topic}/${partition} goes on at ${baseOffset}, where ${work.taken} was due`);
    for (const came of recordsIn(batch)) work.push(await wait(() => this.options.rows.read(came, work.found)));
    work.coverTo(lastOffset + 1);
    this.#hold();
  }

  /** What can be booked now, and planned with it where that is wanted. */
  steps(isPlanning: boolean): ReturnedStep[] {
    return [...this.#works.values()].flatMap((work) => work.step(isPlanning) ?? []);
  }

  /** The steps were committed. */
  took(steps: readonly ReturnedStep[]): void {
    for (const step of steps) step.work.took(step);
    this.#hold();
  }

  /** Begins to insert what is planned, where nothing is being inserted. */
  insert(insertAll: (planned: readonly PartitionWork[], signal: AbortSignal) => Promise<void>): void {
    const planned = [...this.#works.values()].flatMap(({ toInsert }) => toInsert ?? []);
    if (this.#round === undefined && planned.length > 0)
      this.#round = new Round((signal) => insertAll(planned, signal));
  }

  /** Throws what inserting has failed with, unless nobody wants to hear of it any more. */
  check(isOver: boolean): void {
    const round = this.#round;
    if (round?.isOver !== true) return;
    this.#round = undefined;
    if (!isOver) round.check();
  }

  /** Waits for what is being inserted, for so long (ms) at most. */
  async within(milliseconds: number): Promise<void> {
    await this.#round?.within(milliseconds);
  }

  clear(): void {
    this.#round?.giveUp();
    this.#round = undefined;
    this.#works.clear();
    this.#hold();
  }

  #hold(): void {
    this.options.pause(!this.isEmpty);
  }
}

/** The records of a batch, copied: views and their bytes don't last. */
function recordsIn(batch: FetchedBatch): CameBack[] {
  const records: CameBack[] = [];
  batch.forEach((view) => {
    const value = Buffer.from(view.value() ?? []);
    const { partition } = batch;
    records.push({
      ...{ topic: returnsTopic.name, partition, offset: view.offset },
      ...{ timestamp: view.timestamp, key: view.key(), value },
    });
  });
  return records;
}

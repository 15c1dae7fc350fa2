import type { FetchedBatch } from '@naru/kafka';
import { type BlockLimits, blockLimits, mostPendingBytes } from '../domain/block-limits.js';
import { readPlan } from '../domain/plan.js';
import { PartitionWork, type Step } from './partition-work.js';
import type { WarehouseTable } from './warehouse-table.js';

/** Offsets that hold nothing to book (marks, ends of transactions) needn't be committed sooner (ms). */
const LONGEST_UNBOOKED_MS = 10_000;

/** What was read since the committed offsets, by topic partition. */
export class Pending {
  readonly #partitions = new Map<string, PartitionWork>();
  /** Since when the oldest of what has to be booked has waited. */
  #since: number | undefined;

  /** @param now ms that only go forward */
  constructor(
    private readonly limits: BlockLimits = blockLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * The work on a batch's partition; `metadata` is what stands beside its committed offset. RangeError where the batch
   * doesn't begin where the one before ended: nothing is left out in silence.
   */
  of(batch: FetchedBatch, table: WarehouseTable, metadata: () => string | undefined): PartitionWork {
    const key = `${batch.topic} ${batch.partition}`;
    let work = this.#partitions.get(key);
    if (work === undefined) {
      const { topic, partition, baseOffset } = batch;
      work = new PartitionWork(topic, partition, table, baseOffset, readPlan(metadata()), this.limits);
      this.#partitions.set(key, work);
    }
    if (work.next !== batch.baseOffset)
      throw new RangeError(`${key} goes on at ${batch.baseOffset}, where ${work.next} was due`);
    work.since ??= this.now();
    if (batch.records > 0) this.#since ??= this.now();
    return work;
  }

  get isEmpty(): boolean {
    return this.#partitions.size === 0;
  }

  /** How long the oldest of what has to be booked has waited (ms); undefined where nothing has. */
  get ageMs(): number | undefined {
    return this.#since === undefined ? undefined : this.now() - this.#since;
  }

  /** What all blocks hold. */
  get bytes(): number {
    return this.all.reduce((sum, { blocks }) => sum + blocks.reduce((of, { bytes }) => of + bytes, 0), 0);
  }

  /** Whether nothing more should be read. */
  get isFull(): boolean {
    return this.bytes >= mostPendingBytes;
  }

  /** Whether something needn't, or can't, wait for more rows: a whole block, or offsets that nothing was booked of for long. */
  get isDue(): boolean {
    return this.isFull || this.all.some((work) => this.#isLong(work) || work.isUrgent);
  }

  /** Planned blocks that wait to be inserted. */
  get toInsert(): PartitionWork[] {
    return this.all.filter(({ toInsert }) => toInsert !== undefined);
  }

  /** What can be booked now, and planned with it where that is wanted. */
  steps(isPlanning: boolean): Step[] {
    return this.all.flatMap((work) => {
      const step = work.step(isPlanning);
      if (step === undefined) return [];
      const isWorth = step.plan !== undefined || step.done.some(({ records }) => records > 0) || this.#isLong(work);
      return isWorth ? [step] : [];
    });
  }

  /** The steps were committed. */
  took(steps: readonly Step[]): void {
    for (const step of steps) {
      step.work.took(step);
      step.work.since = step.work.blocks.length === 0 ? undefined : this.now();
    }
    const isLeft = this.all.some(({ blocks }) => blocks.some(({ records }) => records > 0));
    this.#since = isLeft ? this.now() : undefined;
  }

  clear(): void {
    this.#partitions.clear();
    this.#since = undefined;
  }

  get all(): PartitionWork[] {
    return [...this.#partitions.values()];
  }

  #isLong({ since }: PartitionWork): boolean {
    return since !== undefined && this.now() - since >= LONGEST_UNBOOKED_MS;
  }
}

import type { FetchedBatch, Position } from '@naru/kafka';
import type { SetAsideRecord } from '@naru/streams';
import { isFull, mostPendingBytes } from '../domain/block-limits.js';
import { RowBlock } from './row-block.js';

/** Blocks of one topic partition, in the order of their offsets. */
export class PartitionBlocks {
  readonly blocks: [RowBlock, ...RowBlock[]];
  #last: RowBlock;

  constructor({ topic, partition, baseOffset }: FetchedBatch) {
    this.#last = new RowBlock(topic, partition, baseOffset);
    this.blocks = [this.#last];
  }

  /** The block that the next row goes into. */
  get open(): RowBlock {
    if (!isFull(this.#last)) return this.#last;
    this.#last = new RowBlock(this.#last.topic, this.#last.partition, this.#last.to);
    this.blocks.push(this.#last);
    return this.#last;
  }

  get position(): Position {
    const { topic, partition, to } = this.#last;
    return { topic, partition, offset: to };
  }
}

/** What was read since the last commit: blocks by topic partition, and what can't be a row. */
export class Pending {
  readonly #partitions = new Map<string, PartitionBlocks>();
  readonly setAside: SetAsideRecord[] = [];
  /** Records without a value, by topic: there is no row for a deleted key, they are told all the same. */
  readonly tombstones = new Map<string, number>();
  #since: number | undefined;

  of(batch: FetchedBatch): PartitionBlocks {
    this.#since ??= performance.now();
    const key = `${batch.topic} ${batch.partition}`;
    const known = this.#partitions.get(key);
    if (known !== undefined) return known;
    const blocks = new PartitionBlocks(batch);
    this.#partitions.set(key, blocks);
    return blocks;
  }

  get isEmpty(): boolean {
    return this.#partitions.size === 0;
  }

  /** How long the oldest of it has waited (ms). */
  get ageMs(): number {
    return this.#since === undefined ? 0 : performance.now() - this.#since;
  }

  /** Blocks that have rows, in the order of their offsets within a partition. */
  get blocks(): RowBlock[] {
    return this.#all.filter((block) => block.rows > 0);
  }

  /** Whether it can't wait any more: a block is full, or all of them together weigh too much. */
  get isFull(): boolean {
    return this.#all.some(isFull) || this.#all.reduce((bytes, block) => bytes + block.bytes, 0) >= mostPendingBytes;
  }

  /** Where reading goes on, a partition: what is committed once all of this is where it belongs. */
  get positions(): Position[] {
    return [...this.#partitions.values()].map(({ position }) => position);
  }

  clear(): void {
    this.#partitions.clear();
    this.setAside.length = 0;
    this.tombstones.clear();
    this.#since = undefined;
  }

  get #all(): RowBlock[] {
    return [...this.#partitions.values()].flatMap(({ blocks }) => blocks);
  }
}

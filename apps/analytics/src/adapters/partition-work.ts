import type { Position } from '@naru/kafka';
import { type BlockLimits, blockLimits } from '../domain/block-limits.js';
import type { Plan } from '../domain/plan.js';
import { RowBlock } from './row-block.js';
import type { WarehouseTable } from './warehouse-table.js';

/** What is booked of a partition in one transaction, and what stands planned from then on. */
export interface Step {
  readonly work: PartitionWork;
  readonly done: readonly RowBlock[];
  /** Of the block behind them; undefined where nothing is to be inserted next. */
  readonly plan: Plan | undefined;
}

/**
 * One topic partition on its way into its table: blocks that touch, from the committed offset on. Only the first one
 * may be planned, and only what is planned is inserted.
 */
export class PartitionWork {
  readonly #blocks: RowBlock[] = [];
  #plan: Plan | undefined;
  #isInserted = false;
  /** Whether the plan is another's, or of another time: its insert may be under way, or have been carried out. */
  #wasFound: boolean;
  /** Offset at which the next block begins. */
  #next: number;
  /** Since when there is something that isn't booked (ms, monotonic). */
  since: number | undefined;
  /**
   * Whether a clear answer to an insert is believed: not before one was proven to have worked. What stands in the
   * table, or only in its log of tokens, since somebody has rewound the group or made the topic anew, shows then.
   */
  isTrusted = false;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly table: WarehouseTable,
    from: number,
    found: Plan | undefined,
    private readonly limits: BlockLimits = blockLimits,
  ) {
    this.#next = from;
    this.#plan = found;
    this.#wasFound = found !== undefined;
  }

  get blocks(): readonly RowBlock[] {
    return this.#blocks;
  }

  /** Offset behind everything that was taken. */
  get next(): number {
    return this.#blocks.at(-1)?.to ?? this.#next;
  }

  get wasFound(): boolean {
    return this.#wasFound;
  }

  /** The block that a record at this offset goes into. */
  open(offset: number): RowBlock {
    const last = this.#blocks.at(-1);
    last?.coverPlanned(offset);
    return last === undefined || last.isSealed || last.isFull ? this.begin() : last;
  }

  /** Nothing more goes into the block so far. */
  begin(): RowBlock {
    const last = this.#blocks.at(-1);
    last?.seal();
    const planned = last === undefined && !this.#isInserted ? this.#plan?.to : undefined;
    const block = new RowBlock(this.topic, this.partition, last?.to ?? this.#next, planned, this.limits);
    this.#blocks.push(block);
    return block;
  }

  /** Says that everything before this offset is in a block, or needs no row. */
  coverTo(offset: number): void {
    const last = this.#blocks.at(-1);
    last?.coverPlanned(offset - 1);
    (last === undefined || last.isSealed ? this.begin() : last).coverTo(offset);
  }

  /** The planned block, once it is whole and until it is in. */
  get toInsert(): { readonly block: RowBlock; readonly plan: Plan } | undefined {
    const block = this.#blocks[0];
    if (this.#plan === undefined || this.#isInserted || block?.isSealed !== true) return undefined;
    return { block, plan: this.#plan };
  }

  /** Whether there is a block that can be planned and that nothing more goes into. */
  get isUrgent(): boolean {
    if (this.#plan !== undefined && !this.#isInserted) return false;
    const next = this.#blocks[this.#isInserted ? 1 : 0];
    return next !== undefined && next.rows > 0 && (next.isSealed || next.isFull);
  }

  inserted(): void {
    this.#isInserted = true;
  }

  /** The warehouse refuses the planned block, of which it has taken nothing: its parts have to be planned again. */
  refused(parts: readonly RowBlock[]): void {
    this.#blocks.splice(0, 1, ...parts);
    this.#plan = undefined;
  }

  /** What can be booked now, and planned with it where that is wanted; undefined where there is neither. */
  step(isPlanning: boolean): Step | undefined {
    if (this.#plan !== undefined && !this.#isInserted) return undefined;
    const firstOpen = this.#blocks.findIndex((block, index) => block.rows > 0 && !(index === 0 && this.#isInserted));
    const done = firstOpen < 0 ? [...this.#blocks] : this.#blocks.slice(0, firstOpen);
    const next = isPlanning ? this.#blocks[done.length] : undefined;
    if (done.length === 0 && next === undefined) return undefined;
    return { work: this, done, plan: next === undefined ? undefined : this.#planOf(next) };
  }

  /** Where the group stands once a step is committed. */
  positionAfter({ done, plan }: Step): Omit<Position, 'metadata'> & { readonly plan: Plan | undefined } {
    const offset = done.at(-1)?.to ?? this.#blocks[0]?.from ?? this.#next;
    return { topic: this.topic, partition: this.partition, offset, plan };
  }

  /** A step was committed. */
  took({ done, plan }: Step): void {
    this.#blocks.splice(0, done.length);
    this.#next = done.at(-1)?.to ?? this.#next;
    this.#plan = plan;
    this.#isInserted = false;
    this.#wasFound = false;
  }

  #planOf(block: RowBlock): Plan {
    block.seal();
    return { to: block.to, rows: block.rows, hash: block.hash, layout: this.table.layout };
  }
}

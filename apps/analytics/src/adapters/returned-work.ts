import { type Plan, planText } from '../domain/plan.js';
import type { Booking } from './booking.js';
import type { PartitionWork, Step } from './partition-work.js';
import type { ReturnedRow, Unusable } from './returned-rows.js';
import type { SetAside } from './row-block.js';

/** What is booked of a partition of the returns in one transaction, and what stands planned from then on. */
export interface ReturnedStep {
  readonly work: ReturnedWork;
  readonly done: readonly (ReturnedRow | Unusable)[];
  /** Of the row behind them. */
  readonly planned: { readonly row: ReturnedRow; readonly step: Step; readonly plan: Plan } | undefined;
  /** Offsets [from, to) of the returns that are booked. */
  readonly from: number;
  readonly to: number;
}

/** Offsets that hold nothing to book needn't be committed sooner (ms). */
const LONGEST_UNBOOKED_MS = 10_000;

/**
 * One partition of the returns: rows in the order of the commands, of which only the first may be planned, and only what
 * is planned is inserted. The plan stands beside the position in the returns; what it means is a row of another topic.
 */
export class ReturnedWork {
  readonly #rows: (ReturnedRow | Unusable)[] = [];
  /** Nothing from here on is booked. */
  #next: number;
  /** Offset behind everything that was taken. */
  #taken: number;
  /** Since when something was taken that isn't booked (ms, monotonic). */
  #since: number | undefined;
  #found: Plan | undefined;

  /** @param topic of the returns, on the broker; `name`: in the catalogue */
  constructor(
    readonly topic: string,
    readonly name: string,
    readonly partition: number,
    from: number,
    found: Plan | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#next = this.#taken = from;
    this.#found = found;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Offset behind everything that was taken. */
  get taken(): number {
    return this.#taken;
  }

  /** The plan that was found, which means the next row; undefined of any other. */
  get found(): Plan | undefined {
    return this.#found;
  }

  push(row: ReturnedRow | Unusable): void {
    this.#rows.push(row);
    this.#found = undefined;
  }

  /** Says that everything before this offset was taken. */
  coverTo(offset: number): void {
    this.#taken = offset;
    this.#since ??= this.now();
  }

  /** The planned row, until it is in. */
  get toInsert(): PartitionWork | undefined {
    const [first] = this.#rows;
    return first !== undefined && 'work' in first && first.work.toInsert !== undefined ? first.work : undefined;
  }

  /** What can be booked now, and planned with it where that is wanted; undefined where there is neither. */
  step(isPlanning: boolean): ReturnedStep | undefined {
    const done: (ReturnedRow | Unusable)[] = [];
    let planned: ReturnedStep['planned'];
    for (const row of this.#rows) {
      const step = 'work' in row ? row.work.step(isPlanning) : undefined;
      if ('work' in row && (step === undefined || step.done.length === 0)) {
        if (step?.plan !== undefined) planned = { row, step, plan: step.plan };
        break;
      }
      done.push(row);
    }
    const last = done.at(-1)?.came.offset;
    const to = done.length === this.#rows.length ? this.#taken : last === undefined ? this.#next : last + 1;
    const isLong = this.#since !== undefined && this.now() - this.#since >= LONGEST_UNBOOKED_MS;
    if (done.length === 0 && planned === undefined && !(to > this.#next && isLong)) return undefined;
    return { work: this, done, planned, from: this.#next, to };
  }

  /** A step was committed. */
  took({ done, planned, to }: ReturnedStep): void {
    this.#rows.splice(0, done.length);
    this.#next = to;
    this.#since = to === this.#taken ? undefined : this.now();
    planned?.row.work.took(planned.step);
  }
}

/**
 * Whatever becomes of a returned row is booked under the topic that it was once taken of, as returned; the record that
 * brought it is delivered.
 */
export function bookingOfReturned({ work, done, planned, from, to }: ReturnedStep): Booking {
  const { topic, name, partition } = work;
  return {
    partition,
    position: { topic, partition, offset: to, metadata: planned === undefined ? '' : planText(planned.plan) },
    setAside: done.flatMap((row) => setAsideOf(row) ?? []),
    count: (tally) => {
      if (to > from) tally.took(name, partition, from, to, done.length);
      for (const row of done) {
        if (!('work' in row)) {
          tally.count(name, '', row.came.timestamp, row.setAside.fate, row.setAside.reason);
          continue;
        }
        const { source, at } = row;
        const origin = row.work.table.contract.name;
        const refusal = setAsideOf(row)?.record;
        tally.count(name, '', row.came.timestamp, 'delivered');
        tally.count(origin, source, at, 'returned');
        tally.count(origin, source, at, refusal?.fate ?? 'delivered', refusal?.reason);
      }
    },
  };
}

/** What is set aside again, one attempt later; undefined where the row is in. */
export function setAsideOf(row: ReturnedRow | Unusable): SetAside | undefined {
  if (!('work' in row)) return { source: '', at: row.came.timestamp, record: row.setAside };
  const [refused] = row.work.blocks.flatMap(({ setAside }) => setAside);
  return refused && { ...refused, record: { ...refused.record, attempt: row.attempt } };
}

import type { Headers, RecordView } from '@naru/kafka';

// A progress mark says: whoever reads this partition has read what the hub took before this moment. It is a record
// without key and value, so that no handler, table or book ever takes it for one.
const PROGRESS = 'naru-progress';
const FROM = 'naru-from';
const TASKS = 'naru-tasks';

/** A task that passes a mark on, and how many tasks its stage has: the clock behind them is their least. */
export interface MarkingTask {
  readonly stage: string;
  readonly task: number;
  readonly tasks: number;
}

export interface ProgressMark {
  /** ms since 1970, UTC. */
  readonly at: number;
  /** Which task of a stage passed it on; undefined where ingest made it. */
  readonly from: MarkingTask | undefined;
}

/** Headers of the record (key null, value null) that marks `at`, whole ms. Ingest writes it without `from`. */
export const markHeaders = (at: number, from?: MarkingTask): Headers =>
  from === undefined
    ? { [PROGRESS]: String(at) }
    : { [PROGRESS]: String(at), [FROM]: `${from.stage}/${from.task}`, [TASKS]: String(from.tasks) };

/** Whether a record is a progress mark, and which; undefined for every other record, at the price of two comparisons. */
export function readMark(record: RecordView): ProgressMark | undefined {
  if (record.keyStart >= 0 || record.valueStart >= 0) return undefined;
  const at = record.header(PROGRESS);
  if (at === undefined || !/^\d+$/.test(at)) return undefined;
  return { at: Number(at), from: fromOf(record) };
}

function fromOf(record: RecordView): MarkingTask | undefined {
  const [stage, task] = record.header(FROM)?.split('/') ?? [];
  if (stage === undefined || task === undefined) return undefined;
  return { stage, task: Number(task), tasks: Number(record.header(TASKS) ?? 1) };
}

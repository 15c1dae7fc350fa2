import type { Position, RecordView } from '@naru/kafka';

// A progress mark is a record without key and value that says: whoever reads this partition has everything that the hub
// took before this moment. Where a stage has several tasks each tells its own, and the least of them holds.
const AT = 'naru-progress';
const FROM = 'naru-from';
const TASKS = 'naru-tasks';

export interface Mark {
  /** ms since 1970. */
  readonly at: number;
  /** The task that passed it on, and how many tasks its stage has; undefined where it comes from the hub's door. */
  readonly from: { readonly task: string; readonly tasks: number } | undefined;
}

/** The mark that a record without key and value is; undefined where it says nothing of progress. */
export function markIn(view: Pick<RecordView, 'header'>): Mark | undefined {
  const at = view.header(AT);
  if (at === undefined || !/^\d+$/.test(at)) return undefined;
  const task = view.header(FROM);
  return { at: Number(at), from: task === undefined ? undefined : { task, tasks: Number(view.header(TASKS) ?? 1) } };
}

type Partition = Pick<Position, 'topic' | 'partition'>;

/** The time up to which everything has been read, by the marks of each partition. */
export class ProgressClock {
  readonly #partitions = new Map<string, Map<string, number>>();
  readonly #tasks = new Map<string, number>();

  note(at: Partition, mark: Mark): void {
    const name = nameOf(at);
    const marks = this.#partitions.get(name) ?? new Map<string, number>();
    this.#partitions.set(name, marks);
    const task = mark.from?.task ?? '';
    marks.set(task, Math.max(mark.at, marks.get(task) ?? 0));
    this.#tasks.set(name, mark.from?.tasks ?? 1);
  }

  /** The least over these partitions (ms since 1970); undefined before each of them has told. */
  over(partitions: readonly Partition[]): number | undefined {
    let least = Infinity;
    for (const partition of partitions) {
      const name = nameOf(partition);
      const marks = this.#partitions.get(name);
      if (marks === undefined || marks.size < (this.#tasks.get(name) ?? 1)) return undefined;
      least = Math.min(least, ...marks.values());
    }
    return Number.isFinite(least) ? least : undefined;
  }
}

const nameOf = ({ topic, partition }: Partition): string => `${topic}/${partition}`;

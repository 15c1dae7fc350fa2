import { type TaskStores, logsOf } from './kept-store.js';

const KEPT_FOR_MS = 5 * 60_000;
/** Far less than a deletion stands in a changelog before it is compacted away (`delete.retention.ms`, a week). */
const GOOD_FOR_MS = 86_400_000;

interface Former {
  readonly stores: TaskStores;
  readonly forgetting: NodeJS.Timeout;
}

/**
 * Stores of tasks that went, by task, for as long as they may well come back: a member that was paused, or that a rebalance
 * interrupted, then reads of their changelogs only what others have written meanwhile.
 */
export class FormerStores {
  readonly #byTask = new Map<number, Former>();

  keep(task: number, stores: TaskStores): void {
    this.take(task);
    const forgetting = setTimeout(() => void this.#byTask.delete(task), KEPT_FOR_MS).unref();
    this.#byTask.set(task, { stores, forgetting });
  }

  /** They are the caller's from now on. None where they were level with their changelogs too long ago: a process may have been frozen. */
  take(task: number): TaskStores | undefined {
    const former = this.#byTask.get(task);
    clearTimeout(former?.forgetting);
    this.#byTask.delete(task);
    return former && logsOf(former.stores).every(({ levelAt }) => Date.now() - levelAt < GOOD_FOR_MS)
      ? former.stores
      : undefined;
  }

  clear(): void {
    for (const task of [...this.#byTask.keys()]) this.take(task);
  }
}

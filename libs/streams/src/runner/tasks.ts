import { type Position, PositionLostError, StaleGenerationError, TransientError } from '@naru/kafka';
import { TaskClock } from '../time/task-clock.js';
import { FormerStores } from './former-stores.js';
import { type TaskStores, emptyStores } from './kept-store.js';
import type { Plan } from './plan.js';
import type { RunnerOptions } from './options.js';
import { oldestNextRecord } from './next-record.js';
import { type RestoreProgress, restoreMemory, restoreStore } from './restore.js';
import type { RunnerMetrics } from './runner-metrics.js';
import { TaskRuntime, type TaskSurroundings } from './task-runtime.js';
import type { Topology } from '../topology/topology.js';

const PROGRESS_EVERY_MS = 2_000;

/** The tasks of this instance: begun with their state when they are assigned; what they kept outlives them for a while. */
export class Tasks {
  readonly #tasks = new Map<number, TaskRuntime>();
  readonly #former = new FormerStores();
  /** Later restores don't take the instance's readiness away: its views answer all the same. */
  #wasReady = false;

  constructor(
    private readonly options: RunnerOptions<Topology>,
    private readonly plan: Plan,
    private readonly around: TaskSurroundings,
    private readonly metrics: RunnerMetrics,
  ) {}

  get all(): IterableIterator<TaskRuntime> {
    return this.#tasks.values();
  }

  get(task: number): TaskRuntime {
    const found = this.#tasks.get(task);
    if (found === undefined) throw new Error(`Task ${task} isn't this instance's`);
    return found;
  }

  /** Begins tasks; `committed` is where the group stands. Throws StaleGenerationError where `signal` interrupts it. */
  async begin(tasks: readonly number[], committed: readonly Position[], signal: AbortSignal): Promise<void> {
    await everyOne(tasks.map((task) => this.#begin(task, committed, signal)));
    this.options.readiness.ready('tasks');
    this.#wasReady = true;
  }

  async #begin(number: number, committed: readonly Position[], signal: AbortSignal): Promise<void> {
    const began = performance.now();
    this.#tell(`task ${number}: restoring`);
    const task = await this.#made(number, (stores) => this.#restore(number, stores, committed, signal));
    this.#tasks.set(number, task);
    const entries = Object.fromEntries([...task.kept].map(([name, { state }]) => [name, state.size]));
    this.options.logger.info(
      { task: number, entries, milliseconds: Math.round(performance.now() - began) },
      'Task has its state, begins to work',
    );
  }

  forget(tasks: readonly number[]): void {
    for (const number of tasks) {
      const task = this.#tasks.get(number);
      if (task !== undefined) this.#former.keep(number, task.stores);
      this.#tasks.delete(number);
      this.metrics.forgetTask(
        [...this.plan.inputs.values()].map(({ topic }) => topic.name),
        this.#storeNames,
        number,
      );
      this.options.logger.info({ task: number }, 'Task went');
    }
  }

  close(): void {
    this.#former.clear();
  }

  /** A task with its stores, filled; with empty ones first, where a changelog begins behind what was kept by now. */
  async #made(number: number, fill: (stores: TaskStores) => Promise<void>): Promise<TaskRuntime> {
    const former = this.#former.take(number);
    const stores = former ?? emptyStores(number, this.plan);
    try {
      await fill(stores);
    } catch (error) {
      if (former !== undefined && error instanceof PositionLostError) return await this.#made(number, fill);
      const isInterrupted = error instanceof StaleGenerationError || error instanceof TransientError;
      if (isInterrupted) this.#former.keep(number, stores);
      throw error;
    }
    return new TaskRuntime(number, stores, new TaskClock(this.plan.feeds), this.around);
  }

  async #restore(task: number, stores: TaskStores, committed: readonly Position[], signal: AbortSignal): Promise<void> {
    const { client } = this.options;
    const assertOurs = (): void => {
      if (signal.aborted)
        throw new StaleGenerationError(`restore of task ${task}: the group has moved on`, -1, 'INTERRUPTED');
    };
    const around = (name: string) => ({ client, task, assertOurs, onProgress: this.#progressOf(name, task) });
    // side by side: most of what a small store takes is waiting for the broker
    await everyOne([...stores.kept].map(([name, store]) => restoreStore(store, around(name))));
    if (stores.memories.size === 0) return;
    const next = committed.filter(({ topic, partition }) => partition === task && this.#isLive(topic));
    const oldestNext = await oldestNextRecord(next, { client, assertOurs });
    for (const [name, memory] of stores.memories)
      await restoreMemory(memory, oldestNext, (log) => around(`${name}/${log}`));
  }

  /** As metrics call them. */
  get #storeNames(): string[] {
    const logs = [...this.plan.memories].flatMap(([name, memory]) =>
      Array.from(memory.logs.keys(), (log) => `${name}/${log}`),
    );
    return [...this.plan.stores.keys(), ...logs];
  }

  #isLive(topic: string): boolean {
    return this.plan.inputs.get(topic)?.topic.lane !== 'history';
  }

  #progressOf(name: string, task: number): (progress: RestoreProgress) => void {
    let told = performance.now();
    return ({ records, entries }) => {
      this.metrics.restored(name, task, records);
      if (this.plan.stores.has(name)) this.metrics.store(name, task, entries);
      if (performance.now() - told < PROGRESS_EVERY_MS) return;
      told = performance.now();
      this.#tell(`task ${task}: restoring ${name}, ${records} records read`);
      this.options.logger.info({ task, store: name, records, entries }, 'Restoring, the task waits');
    };
  }

  #tell(reason: string): void {
    if (!this.#wasReady) this.options.readiness.notReady('tasks', reason);
  }
}

/** Waits for the end of all, then throws what one of them threw: none goes on unseen, though an error is told late for it. */
async function everyOne(all: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(all)) if (one.status === 'rejected') throw one.reason;
}

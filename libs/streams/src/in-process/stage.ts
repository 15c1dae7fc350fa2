import type { SchemaRegistry } from '@naru/avro';
import { physicalNames } from '@naru/contracts';
import { BatchWriter, type FetchedBatch } from '@naru/kafka';
import type { LogInProcess, Written } from '@naru/kafka/in-process';
import { Fates } from '../runner/fates.js';
import { type InputPort, takeBatch } from '../runner/input-port.js';
import { emptyStores } from '../runner/kept-store.js';
import { Outputs } from '../runner/outputs.js';
import { type Plan, planFor } from '../runner/plan.js';
import { ChangelogReading, PageReading } from '../runner/restore.js';
import { TaskRuntime } from '../runner/task-runtime.js';
import { TaskClock } from '../time/task-clock.js';
import type { Pipeline, SetAside } from '../topology/handler.js';
import type { Topology } from '../topology/topology.js';
import { prepareSchema } from '../walk.js';

export interface StageOptions<T extends Topology> {
  readonly topology: T;
  readonly pipeline: Pipeline<T>;
  readonly registry: SchemaRegistry;
  readonly setAside: SetAside<T>;
}

/** Which input a task turns to, and how many records it takes of it at most. */
export interface Turn {
  readonly task: number;
  /** By its place in the topology. */
  readonly input: number;
  readonly most: number;
}

const names = physicalNames('');
const INSTANCE = 'in-process';

/**
 * A stage that works over a log in memory, without broker and group: the runner's own tasks, stores, clocks, books and
 * encodings, in transactions that whoever holds it begins and ends as they like. For tests that ask what order and cut do.
 */
export class StageInProcess {
  readonly #outputs = new Outputs();
  readonly #fates = new Fates();
  readonly #tasks: TaskRuntime[] = [];
  /** Committed, by topic and partition. */
  readonly #positions = new Map<string, number>();

  private constructor(
    private readonly options: StageOptions<Topology>,
    private readonly plan: Plan,
    private readonly log: LogInProcess,
  ) {
    for (let task = 0; task < plan.tasks; task++) this.#tasks.push(this.#made(task));
  }

  /** Holds a topology against the contract, once; answers what makes such a stage over a log. */
  static async planned<T extends Topology>(options: StageOptions<T>): Promise<(log: LogInProcess) => StageInProcess> {
    const plan = await planFor({ ...options, names });
    // its own handlers fit a topology by their types
    return (log) => new StageInProcess(options, plan, log);
  }

  get tasks(): number {
    return this.plan.tasks;
  }

  /** Inputs in which something waits for a task, by their places in the topology. */
  waiting(task: number): number[] {
    return [...this.plan.inputs.values()].flatMap((port, input) =>
      this.log.end(port.name, task) > this.#positionOf(port, task) ? [input] : [],
    );
  }

  /** Lets tasks take what is there in one transaction, and commits it. Answers whether there was anything. */
  async work(turns: readonly Turn[]): Promise<boolean> {
    const hasTaken = await this.#take(turns);
    if (hasTaken) this.#commit();
    return hasTaken;
  }

  /** Lets tasks take what is there in a transaction that is aborted. */
  async workInVain(turns: readonly Turn[]): Promise<void> {
    if (await this.#take(turns)) this.log.abort(this.#write());
    this.#outputs.discard();
    this.#fates.clear();
    for (const task of this.#tasks) task.drop();
  }

  /** Another process takes a task over, with its state from the changelogs. */
  async moveAway(number: number): Promise<void> {
    const { log } = this;
    const task = this.#made(number);
    for (const store of task.kept.values()) {
      const changelog = new ChangelogReading(store, number);
      await changelog.take(log.read(store.changelog.name, number, 0));
    }
    for (const memory of task.stores.memories.values())
      for (const [name, { changelog }] of memory.logs)
        await new PageReading(memory, name, number).take(log.read(changelog.name, number, 0));
    this.#tasks[number] = task;
  }

  async #take(turns: readonly Turn[]): Promise<boolean> {
    let hasTaken = false;
    const ports = [...this.plan.inputs.values()];
    const taken = new Map<string, number>();
    for (const { task: number, input, most } of turns) {
      const port = ports[input];
      const task = this.#tasks[number];
      if (port === undefined || task === undefined) throw new RangeError(`No input ${input} or no task ${number}`);
      const key = `${port.name}/${number}`;
      let left = most;
      for (const whole of this.log.read(port.name, number, taken.get(key) ?? this.#positionOf(port, number))) {
        if (left <= 0) break;
        const batch = firstOf(whole, left);
        left -= batch.records;
        await this.#takeBatch(port, task, batch);
        taken.set(key, batch.lastOffset + 1);
        hasTaken = true;
      }
    }
    return hasTaken;
  }

  async #takeBatch(port: InputPort, task: TaskRuntime, batch: FetchedBatch): Promise<void> {
    const unknown = new Set<number>();
    let stop = takeBatch(batch, batch.baseOffset, { port, task, unknown });
    while (stop !== undefined) {
      if ('awaits' in stop) throw stop.awaits;
      if ('schemaId' in stop) await prepareSchema(stop.schemas, stop.schemaId, unknown);
      while (task.timersAreDue) task.fireTimer();
      stop = takeBatch(batch, stop.offset, { port, task, unknown });
    }
    while (task.timersAreDue) task.fireTimer();
  }

  #commit(): void {
    this.log.commit(this.#write());
    for (const { books, time } of this.#booked) {
      for (const { topic, partition, offset } of books.positions) this.#positions.set(`${topic}/${partition}`, offset);
      books.committed();
      time.merge();
    }
    for (const task of this.#tasks) task.merge();
    this.#fates.clear();
  }

  /** Everything that goes into the open transaction. */
  #write(): Written[] {
    const stage = this.options.topology.service;
    for (const task of this.#tasks) task.writeChangelogs();
    for (const task of this.#booked)
      task.writeEntry(this.plan.ledger, { stage, instance: INSTANCE, bookedAt: Date.now() });
    for (const task of this.#tasks) task.writeMarks({ stage, tasks: this.plan.tasks });
    const written: Written[] = [];
    this.#outputs.sendTo({
      send: (topic, partition, batches) => {
        written.push({ topic, partition, batches: batches instanceof BatchWriter ? batches.finish() : batches });
      },
    });
    return written;
  }

  /** Offsets without records are told at once: nobody waits a minute here. */
  get #booked(): TaskRuntime[] {
    return this.#tasks.filter(({ books }) => books.haveWork || [...books.positions].length > 0);
  }

  #positionOf({ name }: InputPort, task: number): number {
    return this.#positions.get(`${name}/${task}`) ?? 0;
  }

  #made(number: number): TaskRuntime {
    const { writes, marked, feeds } = this.plan;
    const around = {
      outputs: this.#outputs,
      fates: this.#fates,
      writes,
      globals: new Map(),
      marked,
      setAside: this.options.setAside,
    };
    return new TaskRuntime(number, emptyStores(number, this.plan), new TaskClock(feeds), around);
  }
}

/** The first records of a batch, as if it had been cut behind them. */
function firstOf(batch: FetchedBatch, most: number): FetchedBatch {
  if (batch.records <= most) return batch;
  const { topic, partition, baseOffset } = batch;
  let seen = 0;
  let lastOffset = baseOffset - 1;
  batch.forEach(({ offset }) => {
    if (seen++ < most) lastOffset = offset;
  });
  return {
    topic,
    partition,
    baseOffset,
    lastOffset,
    records: most,
    forEach: (visit) => {
      batch.forEach((view) => {
        if (view.offset <= lastOffset) visit(view);
      });
    },
  };
}

import { type FetchedBatch, GroupConsumer, type Position, TransactionalProducer } from '@naru/kafka';
import { HandlerError } from '../errors.js';
import { HistoryLane } from '../history/history-lane.js';
import { isAway, patiently } from '../patience.js';
import { LostPositions } from '../positions/lost-positions.js';
import type { Topology } from '../topology/topology.js';
import { type MissingSchema, prepareSchema } from '../walk.js';
import { CommitPace } from './commit-pace.js';
import { Fates } from './fates.js';
import type { Globals } from './globals.js';
import { type Stop, type TakeOptions, type Unmet, takeBatch } from './input-port.js';
import { OpenTransaction } from './open-transaction.js';
import type { RunnerOptions } from './options.js';
import { Outputs } from './outputs.js';
import { type Plan, topicsWrittenIn } from './plan.js';
import { Recovery } from './recovery.js';
import { RunnerMetrics } from './runner-metrics.js';
import { Standstill } from './standstill.js';
import type { TaskRuntime } from './task-runtime.js';
import { Tasks } from './tasks.js';

const MOST_TIMERS = 5_000;
/** What a transaction may hold before it is committed, however few its records are. */
const MOST_BYTES = 8 * 1_048_576;
const IDLE_POLL_MS = 500;

/** What a batch is taken by. */
interface Taking extends TakeOptions {
  readonly unknown: Set<number>;
}

/**
 * The loop of an instance: poll, let the handlers take what came, commit. One transaction at a time holds the outputs,
 * the changelogs and the offsets of all its tasks; while nothing comes, there is none. On the broker it is open only
 * while it is being committed.
 */
export class Engine {
  readonly #consumer: GroupConsumer;
  readonly #producer: TransactionalProducer;
  readonly #outputs = new Outputs();
  readonly #fates = new Fates();
  readonly #metrics: RunnerMetrics;
  readonly #tasks: Tasks;
  readonly #lost: LostPositions;
  readonly #pace = new CommitPace();
  readonly #history: HistoryLane<Taking>;
  readonly #standstill: Standstill;
  readonly #recovery: Recovery;
  #open: OpenTransaction | undefined;
  /** Timers handled since the last commit. */
  #fired = 0;

  constructor(
    private readonly options: RunnerOptions<Topology>,
    private readonly plan: Plan,
    private readonly globals: Globals,
    private readonly signal: AbortSignal,
  ) {
    const { client, names, topology, instance, setAside } = options;
    this.#producer = new TransactionalProducer(client, {
      transactionalId: names.transactionalId(topology.service, instance),
      writes: topicsWrittenIn(plan),
      group: names.group(topology.service),
    });
    this.#metrics = new RunnerMetrics(options.metrics);
    this.#standstill = new Standstill(options);
    const around = {
      outputs: this.#outputs,
      fates: this.#fates,
      writes: plan.writes,
      globals: globals.tables,
      marked: plan.marked,
      setAside,
    };
    this.#tasks = new Tasks(options, plan, around, this.#metrics);
    const inputs = [...plan.inputs.values()].map(({ topic }) => topic);
    this.#lost = new LostPositions({ ...options, service: topology.service, inputs });
    this.#consumer = new GroupConsumer(client, {
      group: names.group(topology.service),
      topics: [...plan.inputs.keys()],
      listener: {
        beforeRebalance: async () => {
          await this.#commit();
          this.#discard(); // reading begins anew at what is committed, also of tasks that stay
        },
        onRevoked: (tasks) => {
          this.#discard();
          this.#tasks.forget(tasks);
          this.#lost.forget(tasks);
        },
        onPositionLost: (error) => {
          if (!this.#history.has(error.topic)) this.#consumer.stop(error.partition);
          this.#lost.note(error);
        },
        onStandstill: (silent, times) => {
          this.#standstill.fetchingWasBegunAnew(silent, times);
        },
        onHeartbeat: (idleMs) => {
          this.#standstill.beat(idleMs);
        },
        onAssigned: (tasks, signal) => this.#tasks.begin(tasks, this.#consumer.committed, signal),
      },
    });
    this.#recovery = new Recovery({
      ...options,
      producer: this.#producer,
      consumer: this.#consumer,
      metrics: this.#metrics,
      signal,
      patiently: (attempt) => this.#patiently(attempt),
    });
    this.#history = new HistoryLane({
      ...options,
      inputs: plan.inputs.values(),
      consumer: this.#consumer,
      readers: plan.readers,
      signal,
      mostPerSecond: options.history?.mostPerSecond,
    });
  }

  /** Works until it is told to stop, then commits what is open. Throws what it must not go on after. */
  async run(): Promise<void> {
    const { readiness } = this.options;
    readiness.notReady('tasks', 'joining the group');
    // fences a predecessor of the same name before any position is read
    await this.#patiently(() => this.#producer.initialize());
    await this.globals.start();
    await this.#patiently(() => this.#consumer.start());
    readiness.ready('tasks');
    while (!this.signal.aborted) await this.#turn();
    await this.#commit();
  }

  /** Leaves the group and drops what is open. */
  async close(): Promise<void> {
    this.options.readiness.notReady('tasks', 'stopped');
    await this.#consumer.close();
    this.#tasks.close();
    await this.#lost.close();
    await this.#producer.close();
  }

  async #turn(): Promise<void> {
    const batches = await this.#patiently(() => this.#consumer.poll(this.#patienceOfPoll()));
    if (batches.length > 0) this.#standstill.fetched();
    for (const batch of batches) {
      if (this.#history.mustWait(batch)) this.#history.hold(batch, this.#takingOf(batch));
      else if (!(await this.#take(batch))) return;
      if (this.#isFull() && !(await this.#commit())) return;
    }
    if (!(await this.#takeHistory())) return;
    if ([...this.#tasks.all].some(({ marks }) => marks.isDue)) this.#begin();
    if (this.#untilCommitMs() === 0) await this.#commit();
    await this.#leaveOutLost();
    this.#tellLag();
  }

  /** Takes a batch; false where everything since the last commit was dropped instead, and will come again. */
  async #take(batch: FetchedBatch): Promise<boolean> {
    const at = this.#takingOf(batch);
    let stop = this.#handle(batch, batch.baseOffset, at);
    while (stop !== undefined) {
      const here = stop;
      if ('enough' in here) break; // of a live batch there never is
      if ('awaits' in here) {
        if (!(await this.#commit())) return false;
        stop = await this.#patiently(() => this.#tryAgain(batch, here, at));
      } else if ('timers' in here) {
        if (!(await this.#fireTimers(at))) return false;
        stop = this.#handle(batch, here.offset, at);
      } else {
        if (!(await this.#prepare(here, at))) return false;
        stop = this.#handle(batch, here.offset, at);
      }
    }
    return await this.#fireTimers(at);
  }

  /** Takes what the history lane may have now, behind the live records; false where all was dropped, as above. */
  async #takeHistory(): Promise<boolean> {
    const helping = this.#history.next();
    if (helping === undefined) return true;
    const { batch, from, most } = helping;
    const at = { ...helping.by, most };
    const before = this.#fates.total;
    const stop = this.#handle(batch, from, at);
    this.#history.took(this.#fates.total - before, stop?.offset);
    if (stop !== undefined && 'awaits' in stop) this.#history.tryAgainAfter(stop.awaits);
    if (stop !== undefined && 'schemaId' in stop)
      this.#history.waitFor(() => prepareSchema(stop.schemas, stop.schemaId, at.unknown));
    if (!(await this.#fireTimers(at))) return false;
    return !this.#isFull() || (await this.#commit());
  }

  #takingOf({ topic, partition }: FetchedBatch): Taking {
    const port = this.plan.inputs.get(topic);
    if (port === undefined) throw new Error(`A batch of ${topic}, which nobody asked for`);
    return { port, task: this.#tasks.get(partition), unknown: new Set() };
  }

  /** Handles everything that is due, so many of it a transaction. */
  async #fireTimers({ task, port }: Taking): Promise<boolean> {
    while (task.timersAreDue) {
      if (this.#fired >= MOST_TIMERS && !(await this.#commit())) return false;
      try {
        task.fireTimer();
      } catch (cause) {
        throw new HandlerError(port.topic.name, task.number, undefined, { cause });
      }
      this.#fired++;
      this.#begin();
    }
    return true;
  }

  #begin(isLive = true): void {
    const open = (this.#open ??= new OpenTransaction(this.#consumer.membership));
    if (isLive) open.liveAt ??= performance.now();
  }

  #handle(batch: FetchedBatch, from: number, at: Taking): Stop | undefined {
    try {
      return takeBatch(batch, from, at);
    } catch (cause) {
      throw new HandlerError(at.port.topic.name, batch.partition, at.task.offsetInHand, { cause });
    } finally {
      if (at.task.books.haveWork) this.#begin(!this.#history.has(at.port.name));
    }
  }

  /** Takes the record at which something was away; throws what it awaits while that is so. */
  #tryAgain(batch: FetchedBatch, from: Unmet, at: Taking): Promise<Stop | undefined> {
    const stop = this.#handle(batch, from.offset, at);
    if (stop !== undefined && 'awaits' in stop && stop.offset === from.offset) return Promise.reject(stop.awaits);
    return Promise.resolve(stop);
  }

  /** Fetches a writer's schema. Where that takes long, what was taken before is committed first: no reader waits for it. */
  async #prepare({ schemaId, schemas }: MissingSchema, { unknown }: Taking): Promise<boolean> {
    try {
      await prepareSchema(schemas, schemaId, unknown);
    } catch (error) {
      if (!isAway(error)) throw error;
      if (!(await this.#commit())) return false;
      await this.#patiently(() => prepareSchema(schemas, schemaId, unknown));
    }
    return true;
  }

  /** Commits what is open; false where it was dropped instead, and will come again. */
  async #commit(): Promise<boolean> {
    const open = this.#open;
    if (open === undefined) return true;
    let ends: readonly Position[];
    try {
      await this.#patiently(async () => this.options.beforeCommit?.());
      const began = performance.now();
      this.#producer.begin();
      for (const task of this.#tasks.all) task.writeChangelogs();
      const booked = this.#book();
      this.#passMarks();
      const produced = this.#outputs.sendTo(this.#producer);
      const positions = booked.flatMap(({ books }) => [...books.positions]);
      if (positions.length > 0) this.#producer.sendOffsets(open.membership, positions);
      ends = await this.#producer.commit();
      const tookMs = performance.now() - began;
      this.#pace.committed(began, tookMs, open.liveAt !== undefined);
      this.#metrics.committed(this.#fates.counts, produced, { timers: this.#fired, seconds: tookMs / 1_000 });
      for (const { books, time } of booked) {
        books.committed();
        time.merge();
      }
    } catch (error) {
      this.#discard();
      await this.#recovery.from(error);
      return false;
    }
    for (const task of this.#tasks.all) {
      this.#history.liveCommitted(task.oldestLiveAt);
      task.merge(ends);
    }
    this.#fates.clear();
    this.#fired = 0;
    this.#open = undefined;
    this.#recovery.over();
    return true;
  }

  /** Each task that took something has an entry of its own in the ledger; answers which did. */
  #book(): TaskRuntime[] {
    const { topology, instance } = this.options;
    const by = { stage: topology.service, instance, bookedAt: Date.now() };
    const due = [...this.#tasks.all].filter(({ books }) => books.areDue);
    for (const task of due) task.writeEntry(this.plan.ledger, by);
    return due;
  }

  #passMarks(): void {
    const { tasks } = this.plan;
    for (const task of this.#tasks.all) task.writeMarks({ stage: this.options.topology.service, tasks });
  }

  /** What somebody has commanded to leave out is booked as lost, and its task goes on behind it. */
  async #leaveOutLost(): Promise<void> {
    // what was fetched before the loss is taken first
    const due = () => this.#lost.due.filter(({ topic, partition }) => !this.#history.holds(topic, partition));
    if (due().length === 0 || !(await this.#commit())) return;
    const skips = due();
    for (const { topic, partition, from, to } of skips) {
      const port = this.plan.inputs.get(topic);
      if (port !== undefined) this.#tasks.get(partition).books.lost(port, partition, from, to);
    }
    this.#begin();
    if (!(await this.#commit())) return;
    for (const skip of skips) this.#lost.settle(skip);
    this.#discard(); // reading begins anew at what is committed
    if (!this.#consumer.rebalancing) await this.#patiently(() => this.#consumer.rewind());
  }

  #discard(): void {
    this.#open = undefined;
    this.#history.clear();
    this.#outputs.discard();
    this.#fates.clear();
    this.#fired = 0;
    for (const task of this.#tasks.all) task.drop();
  }

  #isFull(): boolean {
    return this.#fates.total + this.#fired >= this.#pace.afterRecords || this.#outputs.bytes >= MOST_BYTES;
  }

  #patienceOfPoll(): number {
    return Math.min(this.#untilCommitMs(), this.#history.nextInMs);
  }

  /** 0 where it is due. */
  #untilCommitMs(): number {
    const open = this.#open;
    if (open === undefined) return IDLE_POLL_MS;
    const { openedAt, liveAt } = open;
    return Math.max(0, this.#pace.dueAt(liveAt ?? openedAt, liveAt !== undefined) - performance.now());
  }

  #tellLag(): void {
    for (const { topic, partition, lag } of this.#consumer.lag()) {
      const port = this.plan.inputs.get(topic);
      if (port) this.#metrics.lag(port.topic.name, partition, lag + this.#history.heldOffsets(topic, partition));
    }
    this.#history.tell();
    for (const task of this.#tasks.all) {
      this.#metrics.clock(task.number, task.clock);
      for (const [name, { state }] of task.kept) this.#metrics.store(name, task.number, state.size);
    }
  }

  #patiently<R>(attempt: () => Promise<R>): Promise<R> {
    const { readiness, logger } = this.options;
    return patiently(attempt, { condition: 'outside', readiness, logger, signal: this.signal });
  }
}

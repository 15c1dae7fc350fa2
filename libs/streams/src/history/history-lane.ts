import { setTimeout as pause } from 'node:timers/promises';
import type { FetchedBatch, GroupConsumer } from '@naru/kafka';
import type { StreamsContext } from '../context.js';
import { patiently } from '../patience.js';
import type { InputPort } from '../runner/input-port.js';
import { readMark } from '../time/progress-mark.js';
import { HistoryMetrics } from './history-metrics.js';
import { HistoryPace, usualRates } from './history-pace.js';
import { ReadersBehind, type ReadingGroup } from './readers-behind.js';

/** Polls in between bring live records and let the process breathe. */
const SHORTEST_WAIT_MS = 1;
const TRY_AGAIN_MS = 1_000;
const STALLED_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** A replay is over when nothing of it has waited for so long. */
const OVER_AFTER_MS = 5_000;

/** A batch that was fetched and waits for its turn, and how far it was taken. `H`: what it is taken by. */
interface Held<H> {
  readonly batch: FetchedBatch;
  readonly by: H;
  from: number;
}

/** What may be taken now, and how much of it. */
export interface Helping<H> {
  readonly batch: FetchedBatch;
  readonly by: H;
  readonly from: number;
  readonly most: number;
}

export interface HistoryLaneOptions extends Pick<StreamsContext, 'client' | 'logger' | 'metrics'> {
  readonly inputs: Iterable<InputPort>;
  /** Stages behind this one, which the lane must not outrun. */
  readonly readers: readonly ReadingGroup[];
  readonly signal: AbortSignal;
  readonly consumer: Pick<GroupConsumer, 'pause' | 'lag'>;
  readonly mostPerSecond: number | undefined;
}

/**
 * The inputs of the history lane, which yield to all others: a little of them is fetched, and taken in helpings at the
 * pace that live records leave. What they wait for holds up nothing but themselves. They stay with the tasks that take
 * the live records, since a record known from one lane is known on the other.
 */
export class HistoryLane<H> {
  readonly #names: ReadonlySet<string>;
  readonly #pace: HistoryPace;
  readonly #metrics: HistoryMetrics;
  readonly #held: Held<H>[] = [];
  #isPaused = false;
  #waiting = new AbortController();
  #waits = false;
  #isUnmet = false;
  #failure: Error | undefined;
  #movedAt = performance.now();
  #isStalled = false;
  #isReplaying = false;
  #looks = false;
  /** When something last waited. */
  #waitedAt = -Infinity;

  constructor(private readonly options: HistoryLaneOptions) {
    this.#names = new Set([...options.inputs].filter(({ topic }) => topic.lane === 'history').map(({ name }) => name));
    this.#pace = new HistoryPace(
      performance.now(),
      { ...usualRates, ...(options.mostPerSecond !== undefined && { most: options.mostPerSecond }) },
      options.readers.length > 0,
    );
    this.#metrics = new HistoryMetrics(options.metrics);
  }

  /** Whether a topic, by its name on the broker, is of the history lane. */
  has(topic: string): boolean {
    return this.#names.has(topic);
  }

  /** Whether a batch has to wait. Progress marks, which come each second without any replay, do so behind records only. */
  mustWait(batch: FetchedBatch): boolean {
    return this.has(batch.topic) && (this.holds(batch.topic, batch.partition) || !holdsMarksOnly(batch));
  }

  /** Keeps a batch until it is its turn; no more is fetched until then. */
  hold(batch: FetchedBatch, by: H): void {
    if (!this.#isReplaying) this.#begin();
    this.#held.push({ batch, by, from: batch.baseOffset });
    this.#letFetch(false);
  }

  /** Whether something of a partition waits for its turn. */
  holds(topic: string, partition: number): boolean {
    return this.#held.some(({ batch }) => batch.topic === topic && batch.partition === partition);
  }

  /** How long to wait for other records before the next helping may be taken (ms). */
  get nextInMs(): number {
    if (this.#held.length === 0 || this.#waits) return Infinity;
    return Math.max(SHORTEST_WAIT_MS, this.#pace.nextIn(performance.now()));
  }

  /** What may be taken now, if something may. Throws what ended the waiting for something outside. */
  next(): Helping<H> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    const [held] = this.#held;
    if (held === undefined || this.#waits) return undefined;
    const most = this.#pace.helping(performance.now());
    return most === 0 ? undefined : { ...held, most };
  }

  /** So many records of what comes next were taken; it goes on at `from`, or is done. */
  took(records: number, from?: number): void {
    const [held] = this.#held;
    if (held === undefined) return;
    this.#pace.spend(records);
    if (from === undefined) this.#held.shift();
    else if (from > held.from) held.from = from;
    if (from === undefined || records > 0) {
      this.#movedAt = performance.now();
      this.#isUnmet = false;
    }
    if (this.#held.length === 0) this.#letFetch(true);
  }

  /** The lane waits until an attempt succeeds, others go on. */
  waitFor(attempt: () => Promise<void>): void {
    const { logger } = this.options;
    const { signal } = this.#waiting;
    this.#waitOut(patiently(attempt, { condition: 'history lane', readiness: { notReady, forget }, logger, signal }));
  }

  /** What the next record needs isn't there: the lane waits a moment, then it is tried again. */
  tryAgainAfter(error: Error): void {
    if (!this.#isUnmet) this.options.logger.warn({ err: error }, 'The history lane waits, live records go on');
    this.#isUnmet = true;
    this.#waitOut(pause(TRY_AGAIN_MS, undefined, { signal: this.#waiting.signal }));
  }

  /** Live records of a transaction, of which the oldest was received at `oldestAt` (ms since 1970), were committed now. */
  liveCommitted(oldestAt: number): void {
    if (this.#names.size > 0 && oldestAt < Infinity) this.#pace.liveTook(Date.now() - oldestAt, performance.now());
  }

  /** What waits is forgotten: reading begins anew at what is committed. */
  clear(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.#waits = false;
    this.#held.length = 0;
    this.#letFetch(true);
  }

  /** What was fetched of a partition and not taken yet, in offsets. */
  heldOffsets(topic: string, partition: number): number {
    let offsets = 0;
    for (const { batch, from } of this.#held)
      if (batch.topic === topic && batch.partition === partition) offsets += batch.lastOffset + 1 - from;
    return offsets;
  }

  /** Tells pace and backlog; a lane that has something to take and takes nothing for a minute stands still. */
  tell(): void {
    if (this.#names.size === 0) return;
    const lag = this.options.consumer.lag().filter(({ topic }) => this.#names.has(topic));
    const backlog = lag.reduce((sum, one) => sum + one.lag + this.heldOffsets(one.topic, one.partition), 0);
    const now = performance.now();
    if (this.#held.length > 0) this.#waitedAt = now;
    else this.#movedAt = now;
    if (this.#isReplaying && now - this.#waitedAt > OVER_AFTER_MS) this.#isReplaying = false;
    const stalledMs = now - this.#movedAt;
    this.#metrics.tell({ rate: this.#pace.rate, backlog, stalledMs, delay: this.#pace.liveDelay });
    if (stalledMs > STALLED_AFTER_MS !== this.#isStalled) this.#tellStalled(backlog);
  }

  #begin(): void {
    const { readers, client, signal } = this.options;
    this.#isReplaying = true;
    this.#waitedAt = performance.now();
    this.#pace.begin(performance.now());
    if (readers.length > 0 && !this.#looks) void this.#lookAfter(new ReadersBehind(client.admin, readers), signal);
  }

  async #lookAfter(readers: ReadersBehind, signal: AbortSignal): Promise<void> {
    this.#looks = true;
    while (this.#isReplaying && !signal.aborted) {
      // a broker that is away is the concern of others
      const ms = await readers.look(performance.now()).catch(() => undefined);
      if (ms !== undefined) this.#pace.readersAreBehind(ms);
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    this.#looks = false;
  }

  #tellStalled(backlog: number): void {
    const { logger } = this.options;
    this.#isStalled = !this.#isStalled;
    const runbook = 'docs/runbooks/replay-stalls.md';
    if (this.#isStalled) logger.error({ backlog, runbook }, 'The history lane stands still, live records go on');
    else logger.info({ backlog }, 'The history lane goes on');
  }

  #waitOut(waited: Promise<void>): void {
    const { signal } = this.#waiting;
    this.#waits = true;
    waited
      .catch((error: unknown) => {
        if (!signal.aborted) this.#failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        if (!signal.aborted) this.#waits = false;
      });
  }

  #letFetch(yes: boolean): void {
    if (this.#isPaused !== yes) return;
    this.#isPaused = !yes;
    this.options.consumer.pause(yes ? new Set() : this.#names);
  }
}

function holdsMarksOnly(batch: FetchedBatch): boolean {
  if (batch.records > 1) return false;
  let isMark = true;
  batch.forEach((view) => {
    isMark &&= readMark(view) !== undefined;
  });
  return isMark;
}

// Readiness is of the live records: an instance whose replay waits answers all the same. The alarm is the stalled lane.
const notReady = (): void => undefined;
const forget = notReady;

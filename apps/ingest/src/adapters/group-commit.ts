import { setTimeout as delay } from 'node:timers/promises';
import type { PhysicalNames, TopicContract } from '@naru/contracts';
import { FencedError, type TransactionalProducer, TransientError, UnknownOutcomeError } from '@naru/kafka';
import { Tally } from '@naru/ledger';
import type { Logger, Readiness } from '@naru/observability';
import type { Arrival, Arrivals } from '../domain/arrivals.js';
import type { Lane } from '../domain/timing.js';
import type { Bookkeeper } from './bookkeeper.js';
import { CommitQueue, type Queued, largestGroupBytes } from './commit-queue.js';
import type { Outgoing } from './outgoing.js';
import { TransactionBatches } from './transaction-batches.js';

/**
 * The records were not committed, or nobody knows whether they were: the sender has to send them again.
 * @advice Answered as the problem of this code. Where it lasts: docs/runbooks/broker-unreachable.md.
 */
export class NotCommittedError extends Error {
  override readonly name = 'NotCommittedError';
  readonly code = 'NARU_NOT_COMMITTED';
}

/**
 * More waits to be committed than may: the sender has to come back later.
 * @advice Answered as NARU_BUSY. Where it lasts: docs/runbooks/broker-unreachable.md.
 */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
  readonly code = 'NARU_QUEUE_FULL';
}

export interface GroupCommitOptions {
  readonly producer: Pick<
    TransactionalProducer,
    'initialize' | 'begin' | 'send' | 'commit' | 'abort' | 'isOpen' | 'close'
  >;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly logger: Logger;
  readonly readiness: Pick<Readiness, 'ready' | 'notReady'>;
  readonly arrivals: Pick<Arrivals, 'progressBehind'>;
  readonly bookkeeper: Pick<Bookkeeper, 'close'>;
  /** Topics that progress marks are written to. */
  readonly marked: readonly TopicContract[];
  /** How far apart groups begin at least (ms): who comes after a quiet moment waits for nobody. */
  readonly lingerMs: number;
  /** What may wait in all (bytes). */
  readonly longestQueueBytes: number;
  /** How long there are no marks after a transaction with marks has failed (ms); 10,000 by default. */
  readonly pauseMarksMs?: number;
  /** How long callers wait for the end of a commit before they are told to send again (ms); 5,000 by default. */
  readonly longestCommitMs?: number;
  observe?(outcome: 'committed' | 'failed', records: number, seconds: number): void;
}

/** Whose records are submitted: what the books and the progress marks have to know of a request. */
export interface Submission {
  readonly arrival: Arrival;
  readonly lane: Lane;
  /** Books what was taken, and what became of it. */
  book(tally: Tally): void;
}

interface Waiting extends Queued {
  readonly records: readonly Outgoing[];
  readonly submission: Submission | undefined;
  readonly settle: PromiseWithResolvers<undefined>;
}

/** Nobody is kept waiting longer for an answer: senders give up soon after (ms). */
const longestCommitMs = 5_000;
const condition = 'kafka transactions';
const recoverEveryMs = 1_000;
const runbook = 'docs/runbooks/broker-unreachable.md';

/**
 * Commits requests in groups: whatever waits goes into one transaction together with its ledger entry, and each caller
 * hears when it is committed. A failed group fails for all of it, and is in nobody's books. After a failure that leaves
 * the producer in doubt nothing is taken until it has proved itself again.
 */
export class GroupCommit {
  readonly #queue: CommitQueue<Waiting>;
  #isMarkDue = false;
  /** They touch every raw topic: where one of them is in trouble, requests for the others must not fail with it. */
  #areMarksInTrouble = false;
  #noMarksBefore = 0;
  #beganAt = -Infinity;
  #isRunning = false;
  #running: Promise<void> | undefined;
  #proving: Promise<void> | undefined;
  /** Whether a commit is under way whose callers were told that nobody knows of it. */
  #isOverdue = false;
  readonly #stopping = new AbortController();

  constructor(private readonly options: GroupCommitOptions) {
    this.#queue = new CommitQueue(options.longestQueueBytes);
    options.readiness.notReady(condition, 'not begun');
  }

  /** Resolves when Kafka takes transactions from here, however long that takes, or when it is stopped. */
  async start(): Promise<void> {
    await this.#prove();
  }

  /** Resolves when these records are committed. Throws NotCommittedError, or QueueFullError before anything was begun. */
  async submit(records: readonly Outgoing[], submission?: Submission): Promise<void> {
    if (records.length === 0) return;
    if (this.#takesNothing) throw new NotCommittedError('Kafka takes nothing now');
    const bytes = records.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0) + 64, 0);
    const settle = Promise.withResolvers<undefined>();
    if (!this.#queue.push({ records, submission, lane: submission?.lane ?? 'live', bytes, settle }))
      throw new QueueFullError('The queue to Kafka is full');
    this.#wake();
    await settle.promise;
  }

  /** Writes progress marks with the transaction that is due next; at once where nothing waits. Not while Kafka is away. */
  markProgress(): void {
    if (this.#takesNothing || performance.now() < this.#noMarksBefore) return;
    this.#isMarkDue = true;
    this.#wake();
  }

  /** What waits to be committed or is being committed (bytes). */
  get queuedBytes(): number {
    return this.#queue.bytes;
  }

  /** Commits what was taken, then ends; whoever waits for Kafka at that time is waiting no more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.options.producer.close();
  }

  get #takesNothing(): boolean {
    return this.#proving !== undefined || this.#isOverdue || this.#stopping.signal.aborted;
  }

  #wake(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    while (!this.#queue.isEmpty || this.#isMarkDue) {
      await this.#linger();
      const withMarks = this.#isMarkDue;
      this.#isMarkDue = false;
      const group = withMarks && this.#areMarksInTrouble ? [] : this.#queue.take();
      await this.#commit(group, withMarks);
      this.#queue.done(group);
    }
    // in the same turn as the look at the queue, or what is submitted in between would wait for the next
    this.#isRunning = false;
  }

  async #linger(): Promise<void> {
    const rest = this.#beganAt + this.options.lingerMs - performance.now();
    const { signal } = this.#stopping;
    if (rest > 0 && this.#queue.bytes < largestGroupBytes && !signal.aborted) await delay(rest);
  }

  async #commit(group: readonly Waiting[], withMarks: boolean): Promise<void> {
    const records = group.reduce((sum, waiting) => sum + waiting.records.length, 0);
    const began = (this.#beganAt = performance.now());
    const seconds = (): number => (performance.now() - began) / 1_000;
    const overdue = setTimeout(() => {
      this.#tellOverdue(group);
    }, this.options.longestCommitMs ?? longestCommitMs);
    try {
      this.options.producer.begin();
      this.#batchesOf(group, withMarks).sendBy(this.options.producer);
      await this.options.producer.commit();
    } catch (cause) {
      if (withMarks) this.#pauseMarks();
      this.options.observe?.('failed', records, seconds());
      this.#logFailure(cause, records, group.length);
      for (const { settle } of group) settle.reject(new NotCommittedError('The commit failed', { cause }));
      await this.#afterFailure(cause);
      return;
    } finally {
      clearTimeout(overdue);
      if (this.#isOverdue && this.#proving === undefined) this.options.readiness.ready(condition);
      this.#isOverdue = false;
    }
    if (withMarks) this.#areMarksInTrouble = false;
    this.options.observe?.('committed', records, seconds());
    for (const { settle } of group) settle.resolve(undefined);
  }

  #logFailure(err: unknown, records: number, requests: number): void {
    if (requests === 0) this.options.logger.warn({ err, runbook }, 'Progress marks not committed, paused');
    else this.options.logger.error({ err, records, requests, runbook }, 'Commit failed, answered 503');
  }

  #pauseMarks(): void {
    this.#areMarksInTrouble = true;
    this.#noMarksBefore = performance.now() + (this.options.pauseMarksMs ?? 10_000);
  }

  #batchesOf(group: readonly Waiting[], withMarks: boolean): TransactionBatches {
    const { names, bookkeeper, arrivals, marked } = this.options;
    const batches = new TransactionBatches(names);
    const tally = new Tally();
    for (const { records, submission } of group) {
      for (const record of records) {
        batches.add(record);
        tally.wrote(record.topic.name, record.timestamp);
      }
      submission?.book(tally);
    }
    if (tally.hasRecords) batches.add(bookkeeper.close(tally));
    if (withMarks) {
      const written = new Set(group.flatMap(({ submission }) => submission?.arrival ?? []));
      const at = arrivals.progressBehind(written);
      for (const topic of marked) batches.mark(topic, at);
    }
    return batches;
  }

  /** It goes on, since only its end tells whether the next may begin; who waits is answered now. */
  #tellOverdue(group: readonly Waiting[]): void {
    this.#isOverdue = true;
    this.options.logger.error({ runbook }, 'A commit has no end yet, answered 503');
    this.#refuseAll('Kafka does not end a transaction');
    for (const { settle } of group) settle.reject(new NotCommittedError('The commit has no end yet'));
  }

  /** Who waits for a transaction that hasn't begun is answered now. */
  #refuseAll(why: string): void {
    this.options.readiness.notReady(condition, why);
    this.#isMarkDue = false;
    for (const { settle } of this.#queue.clear()) settle.reject(new NotCommittedError('Kafka takes nothing now'));
  }

  /**
   * An abort is enough where the outcome is known; where not, or where nobody answers, the producer proves itself before
   * anything is taken again.
   */
  async #afterFailure(cause: unknown): Promise<void> {
    const isUnanswered = cause instanceof TransientError && cause.code < 0;
    const isInDoubt = isUnanswered || cause instanceof FencedError || cause instanceof UnknownOutcomeError;
    try {
      if (isInDoubt) throw cause;
      if (this.options.producer.isOpen) await this.options.producer.abort();
    } catch {
      void this.#prove();
    }
  }

  #prove(): Promise<void> {
    this.#proving ??= this.#initialize().finally(() => {
      this.#proving = undefined;
    });
    return this.#proving;
  }

  async #initialize(): Promise<void> {
    const { readiness, producer, logger } = this.options;
    const { signal } = this.#stopping;
    this.#refuseAll('Kafka does not take transactions');
    while (!signal.aborted) {
      try {
        await producer.initialize();
        readiness.ready(condition);
        return;
      } catch (error) {
        logger.warn({ err: error }, 'Kafka does not take transactions, trying again');
        await delay(recoverEveryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}

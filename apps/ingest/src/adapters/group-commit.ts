import { setTimeout as delay } from 'node:timers/promises';
import type { PhysicalNames } from '@naru/contracts';
import { BatchWriter, FencedError, type TransactionalProducer, UnknownOutcomeError, partitionOf } from '@naru/kafka';
import type { Logger, Readiness } from '@naru/observability';
import type { Outgoing } from './outgoing.js';

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
  /** How long the first request of a group waits for others (ms). */
  readonly lingerMs: number;
  /** What may wait in all (bytes). */
  readonly longestQueueBytes: number;
  observe?(outcome: 'committed' | 'failed', records: number, seconds: number): void;
}

interface Waiting {
  readonly records: readonly Outgoing[];
  readonly bytes: number;
  readonly since: number;
  readonly settle: PromiseWithResolvers<undefined>;
}

/** A transaction stays small enough to be sent and ended well inside its time (bytes). */
const largestGroupBytes = 8_388_608;
const condition = 'kafka transactions';
const recoverEveryMs = 1_000;

/**
 * Commits requests in groups: whatever waits goes into one transaction, and each caller hears when it is committed. A
 * failed group fails for all of it. After a failure that leaves the producer in doubt nothing is taken until it has
 * proved itself again.
 */
export class GroupCommit {
  readonly #queue: Waiting[] = [];
  #queuedBytes = 0;
  #running: Promise<void> | undefined;
  #recovering: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(private readonly options: GroupCommitOptions) {
    options.readiness.notReady(condition, 'not begun');
  }

  async start(): Promise<void> {
    await this.options.producer.initialize();
    this.options.readiness.ready(condition);
  }

  /** Resolves when these records are committed. Throws NotCommittedError, or QueueFullError before anything was begun. */
  async submit(records: readonly Outgoing[]): Promise<void> {
    if (records.length === 0) return;
    if (this.#recovering !== undefined || this.#stopping.signal.aborted)
      throw new NotCommittedError('Kafka takes nothing now');
    const bytes = records.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0) + 64, 0);
    if (this.#queuedBytes > 0 && this.#queuedBytes + bytes > this.options.longestQueueBytes)
      throw new QueueFullError('The queue to Kafka is full');
    const settle = Promise.withResolvers<undefined>();
    this.#queue.push({ records, bytes, since: performance.now(), settle });
    this.#queuedBytes += bytes;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await settle.promise;
  }

  /** What waits to be committed or is being committed (bytes). */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** Commits what was taken, then ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#recovering;
    await this.options.producer.close();
  }

  async #run(): Promise<void> {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const rest = this.options.lingerMs - (performance.now() - first.since);
      if (rest > 0 && this.#queuedBytes < largestGroupBytes && !this.#stopping.signal.aborted) await delay(rest);
      const group = this.#takeGroup();
      await this.#commit(group);
      this.#queuedBytes -= group.reduce((sum, { bytes }) => sum + bytes, 0);
    }
  }

  #takeGroup(): Waiting[] {
    let bytes = 0;
    const end = this.#queue.findIndex((waiting) => (bytes += waiting.bytes) > largestGroupBytes);
    return this.#queue.splice(0, end === -1 ? this.#queue.length : Math.max(1, end));
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const records = group.reduce((sum, waiting) => sum + waiting.records.length, 0);
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1_000;
    try {
      this.#send(group);
      await this.options.producer.commit();
    } catch (cause) {
      this.options.observe?.('failed', records, seconds());
      this.options.logger.error(
        { err: cause, records, requests: group.length, runbook: 'docs/runbooks/broker-unreachable.md' },
        'Commit failed, answered 503',
      );
      for (const { settle } of group) settle.reject(new NotCommittedError('The commit failed', { cause }));
      await this.#afterFailure(cause);
      return;
    }
    this.options.observe?.('committed', records, seconds());
    for (const { settle } of group) settle.resolve(undefined);
  }

  #send(group: readonly Waiting[]): void {
    const { producer, names } = this.options;
    const writers = new Map<string, { topic: string; partition: number; writer: BatchWriter }>();
    producer.begin();
    for (const { records } of group)
      for (const { topic, key, value, timestamp, headers } of records) {
        const partition = partitionOf(key, topic.partitions);
        const name = `${topic.name}/${partition}`;
        let found = writers.get(name);
        if (found === undefined)
          writers.set(name, (found = { topic: names.topic(topic), partition, writer: new BatchWriter() }));
        found.writer.append(timestamp, key, value, headers);
      }
    for (const { topic, partition, writer } of writers.values()) producer.send(topic, partition, writer);
  }

  /** An abort is enough where the outcome is known; where not, the producer proves itself before anything is taken again. */
  async #afterFailure(cause: unknown): Promise<void> {
    const isInDoubt = cause instanceof FencedError || cause instanceof UnknownOutcomeError;
    try {
      if (isInDoubt) throw cause;
      if (this.options.producer.isOpen) await this.options.producer.abort();
    } catch {
      this.options.readiness.notReady(condition, 'Kafka does not take transactions');
      this.#recovering ??= this.#recover().finally(() => {
        this.#recovering = undefined;
      });
    }
  }

  async #recover(): Promise<void> {
    for (const { settle, bytes } of this.#queue.splice(0)) {
      this.#queuedBytes -= bytes;
      settle.reject(new NotCommittedError('Kafka takes nothing now'));
    }
    while (!this.#stopping.signal.aborted) {
      try {
        await this.options.producer.initialize();
        this.options.readiness.ready(condition);
        return;
      } catch (error) {
        this.options.logger.warn({ err: error }, 'Kafka does not take transactions, trying again');
        await delay(recoverEveryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import {
  FencedError,
  type GroupConsumer,
  KafkaError,
  StaleGenerationError,
  type TransactionalProducer,
  TransientError,
  UnknownOutcomeError,
} from '@naru/kafka';
import type { Logger } from '@naru/observability';
import type { RunnerMetrics } from './runner-metrics.js';

const LONGEST_PAUSE_MS = 2_000;

export interface RecoveryParts {
  readonly producer: TransactionalProducer;
  readonly consumer: GroupConsumer;
  readonly metrics: RunnerMetrics;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Repeats what fails while something outside is away. */
  readonly patiently: (attempt: () => Promise<void>) => Promise<void>;
}

/**
 * What a refused commit leaves depends on what is known of it. Aborted for certain: the state under the overlay is what
 * the log says, the records come again. Anything else: nobody knows whose the tasks are or what they hold, so they are
 * given up, and restored by whoever gets them.
 */
export class Recovery {
  #refusals = 0;

  constructor(private readonly parts: RecoveryParts) {}

  /** A commit went through. */
  over(): void {
    this.#refusals = 0;
  }

  /** Makes producer and group ready to go on after a refused commit. Throws what nobody must go on after. */
  async from(error: unknown): Promise<void> {
    const { producer, consumer, metrics, logger, signal, patiently } = this.parts;
    if (error instanceof FencedError || error instanceof UnknownOutcomeError) {
      metrics.refused(error instanceof FencedError ? 'fenced' : 'unknown');
      logger.warn({ err: error }, 'Nobody knows the outcome of a transaction, tasks are given up and restored');
      await patiently(() => producer.initialize());
      consumer.disown();
    } else if (error instanceof StaleGenerationError) {
      metrics.refused('stale');
      logger.warn({ err: error }, 'The group has moved on, transaction aborted, tasks are given up');
      await this.#abort();
      consumer.disown();
    } else if (error instanceof TransientError) {
      metrics.refused('aborted');
      logger.warn({ err: error }, 'Transaction aborted, its records are taken again');
      await this.#abort();
      await pause(Math.min(50 * 2 ** this.#refusals++, LONGEST_PAUSE_MS), undefined, { signal });
      if (!consumer.rebalancing) await patiently(() => consumer.rewind());
    } else throw error;
  }

  async #abort(): Promise<void> {
    const { producer, patiently } = this.parts;
    try {
      await producer.abort();
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      await patiently(() => producer.initialize()); // which aborts it too
    }
  }
}

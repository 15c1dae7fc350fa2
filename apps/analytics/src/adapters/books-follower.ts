import { setTimeout as pause } from 'node:timers/promises';
import { type SchemaRegistry, codecFor } from '@naru/avro';
import { topics } from '@naru/contracts';
import { TransientError } from '@naru/kafka';
import type { Books, Vitals } from '@naru/ledger';
import type { Part } from '@naru/observability';
import { BooksReading, type BooksReadingOptions } from './books-reading.js';
import type { BooksNow } from './books-metrics.js';

export interface BooksFollowerOptions extends Omit<BooksReadingOptions, 'codec'> {
  readonly registry: SchemaRegistry;
}

const POLL_MS = 500;
/** How often what is in flight is held against the ends of topics. */
const SETTLE_MS = 1_000;
const PAUSE_MS = 2_000;
/** How long stopping waits; what is still asked then ends with the client's connections. */
const LEAVING_MS = 1_000;

/**
 * Follows the ledger, without a group: every instance keeps the books. It touches no readiness and ends no process:
 * books that fall behind are told by their age, and are an alarm of their own.
 */
export class BooksFollower implements Part {
  readonly name = 'books';
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #books: Books | undefined;
  #asOf = 0;

  constructor(private readonly options: BooksFollowerOptions) {}

  /** The books, once they have been read to their end; whatever was booked before `asOf` (ms since 1970) is in them. */
  get current(): { readonly books: Books; readonly asOf: number } | undefined {
    return this.#books === undefined ? undefined : { books: this.#books, asOf: this.#asOf };
  }

  /** What is to be watched, as of now. */
  readonly now = (): BooksNow | undefined => {
    const vitals: Vitals | undefined = this.#books?.vitals();
    return vitals === undefined ? undefined : { vitals, asOf: this.#asOf };
  };

  readonly start = (): void => {
    this.#running = this.#run();
  };

  readonly stop = async (): Promise<void> => {
    this.#stopping.abort();
    await Promise.race([this.#running, pause(LEAVING_MS, undefined, { ref: false })]);
  };

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#follow(signal);
      } catch (error) {
        if (isStopped(signal)) return;
        this.options.logger.error(
          { err: error, runbook: 'docs/runbooks/books-dont-balance.md' },
          'Reading the ledger failed, the books are read anew',
        );
        await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const codec = await codecFor(topics.hubLedger, this.options.registry);
    const reading = await BooksReading.open({ ...this.options, codec });
    try {
      let settledAt = 0;
      while (!signal.aborted) {
        await this.#patiently(() => reading.advance(POLL_MS));
        if (!reading.isCaughtUp) continue;
        this.#books = reading.books;
        this.#asOf = Math.max(this.#asOf, reading.completeAt ?? 0);
        if (performance.now() - settledAt < SETTLE_MS) continue;
        settledAt = performance.now();
        await this.#patiently(() => reading.settle());
      }
    } finally {
      await reading.close();
    }
  }

  /** A broker that is away comes back; what was read stays read. */
  async #patiently(attempt: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof TransientError) || signal.aborted) throw error;
      this.options.logger.warn(
        { err: error, runbook: 'docs/runbooks/broker-unreachable.md' },
        'The books are not read on until Kafka answers again',
      );
      await pause(PAUSE_MS, undefined, { signal });
    }
  }
}

const isStopped = (signal: AbortSignal): boolean => signal.aborted;

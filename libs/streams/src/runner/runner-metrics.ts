import type { TopicContract } from '@naru/contracts';
import type { MetricsRegistry } from '@naru/observability';
import { counterIn, gaugeIn, histogramIn } from '../metrics.js';
import type { FateCount } from './fates.js';

/** What a runner tells of itself; numbers of records count when their transaction is committed. */
export class RunnerMetrics {
  readonly #taken;
  readonly #produced;
  readonly #transactions;
  readonly #seconds;
  readonly #lag;
  readonly #restored;
  readonly #entries;
  readonly #timers;
  readonly #clock;

  constructor(registry: MetricsRegistry) {
    this.#taken = counterIn(registry, {
      name: 'naru_records_total',
      help: 'Records taken, by input topic and what became of them',
      labelNames: ['topic', 'fate', 'reason'],
    });
    this.#produced = counterIn(registry, {
      name: 'naru_produced_records_total',
      help: 'Records written, by topic',
      labelNames: ['topic'],
    });
    this.#transactions = counterIn(registry, {
      name: 'naru_transactions_total',
      help: 'Transactions, by what became of them',
      labelNames: ['outcome'],
    });
    this.#seconds = histogramIn(registry, {
      name: 'naru_commit_seconds',
      help: 'From the begin of a transaction on the broker to its known commit',
      labelNames: [],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    });
    this.#lag = gaugeIn(registry, {
      name: 'naru_lag_offsets',
      help: 'Offsets between what was taken and the end of the input',
      labelNames: ['topic', 'partition'],
    });
    this.#restored = gaugeIn(registry, {
      name: 'naru_restored_records',
      help: 'Changelog records read by the last restore of a store',
      labelNames: ['store', 'task'],
    });
    this.#entries = gaugeIn(registry, {
      name: 'naru_store_entries',
      help: 'Keys in a store',
      labelNames: ['store', 'task'],
    });
    this.#timers = counterIn(registry, {
      name: 'naru_timers_total',
      help: 'Timers that were due and handled',
      labelNames: [],
    });
    this.#clock = gaugeIn(registry, {
      name: 'naru_clock_seconds',
      help: 'Clock of a task (event time, Unix seconds): how far all of its inputs have come',
      labelNames: ['task'],
    });
  }

  committed(
    fates: Iterable<FateCount>,
    produced: ReadonlyMap<TopicContract, number>,
    { timers, seconds }: { readonly timers: number; readonly seconds: number },
  ): void {
    for (const { topic, fate, reason, count } of fates) this.#taken.inc({ topic, fate, reason }, count);
    for (const [{ name }, count] of produced) this.#produced.inc({ topic: name }, count);
    this.#timers.inc(timers);
    this.#transactions.inc({ outcome: 'committed' });
    this.#seconds.observe(seconds);
  }

  refused(outcome: 'aborted' | 'fenced' | 'unknown' | 'stale'): void {
    this.#transactions.inc({ outcome });
  }

  lag(topic: string, partition: number, offsets: number): void {
    this.#lag.set({ topic, partition }, offsets);
  }

  clock(task: number, at: number): void {
    this.#clock.set({ task }, at / 1_000);
  }

  store(store: string, task: number, entries: number): void {
    this.#entries.set({ store, task }, entries);
  }

  restored(store: string, task: number, records: number): void {
    this.#restored.set({ store, task }, records);
  }

  /** What is another instance's from now on. */
  forgetTask(topics: Iterable<string>, stores: Iterable<string>, task: number): void {
    this.#clock.remove({ task });
    for (const topic of topics) this.#lag.remove({ topic, partition: task });
    for (const store of stores) {
      this.#entries.remove({ store, task });
      this.#restored.remove({ store, task });
    }
  }
}

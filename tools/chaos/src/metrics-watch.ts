// What the services' own counters say over a run in which they are restarted, and forget.
import { setTimeout as delay } from 'node:timers/promises';
import type { Instance } from '@naru/stack';

const everyMs = 1_000;

export interface Counters {
  /** Generations of groups that an instance joined. */
  readonly rebalances: number;
  /** Commits that were refused since the group or the transactional id had moved on. */
  readonly refusals: number;
  /** Tasks that it has now; undefined where it has no group. */
  readonly tasks: number | undefined;
}

const zero: Counters = { rebalances: 0, refusals: 0, tasks: undefined };

const sumOf = (text: string, pattern: RegExp): number | undefined => {
  const found = [...text.matchAll(pattern)];
  return found.length === 0 ? undefined : found.reduce((sum, [, value]) => sum + Number(value), 0);
};

/** The figures of one answer of /metrics. */
export const readCounters = (text: string): Counters => ({
  rebalances: sumOf(text, /^naru_kafka_rebalances_total\{[^}]*\} (\S+)$/gm) ?? 0,
  refusals: sumOf(text, /^naru_transactions_total\{[^}]*outcome="(?:fenced|stale)"[^}]*\} (\S+)$/gm) ?? 0,
  tasks: sumOf(text, /^naru_kafka_tasks\{[^}]*\} (\S+)$/gm),
});

/** Counters only grow: one that is smaller than before began anew. */
const grown = (before: number, now: number): number => (now >= before ? now - before : now);

export class MetricsWatch {
  readonly #last = new Map<string, Counters>();
  readonly #refusals = new Map<string, number>();
  #rebalances = 0;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>[] = [];

  /** Watches an instance until it is given up. */
  watch(instance: Instance, isThere: () => boolean): void {
    this.#watching.push(this.#follow(instance, isThere));
  }

  get rebalances(): number {
    return this.#rebalances;
  }

  refusalsOf({ name }: Instance): number {
    return this.#refusals.get(name) ?? 0;
  }

  tasksOf({ name }: Instance): number | undefined {
    return this.#last.get(name)?.tasks;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#watching);
  }

  async #follow(instance: Instance, isThere: () => boolean): Promise<void> {
    while (!this.#stopping.signal.aborted && isThere()) {
      await this.#look(instance).catch(() => undefined);
      await delay(everyMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #look({ name, address }: Instance): Promise<void> {
    const response = await fetch(`${address}/metrics`, { signal: AbortSignal.timeout(2_000) });
    const now = readCounters(await response.text());
    const before = this.#last.get(name) ?? zero;
    this.#last.set(name, now);
    this.#rebalances += grown(before.rebalances, now.rebalances);
    this.#refusals.set(name, (this.#refusals.get(name) ?? 0) + grown(before.refusals, now.refusals));
  }
}

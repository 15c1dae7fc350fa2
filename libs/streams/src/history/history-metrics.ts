import type { MetricsRegistry } from '@naru/observability';
import { gaugeIn } from '../metrics.js';
import type { LiveDelay } from './history-pace.js';

/** What the history lane tells of itself. */
export class HistoryMetrics {
  readonly #rate;
  readonly #backlog;
  readonly #stalled;
  readonly #delay;

  constructor(registry: MetricsRegistry) {
    this.#rate = gaugeIn(registry, {
      name: 'naru_history_allowed_records_per_second',
      help: 'What the history lane may take: steered by what live records take beside it',
      labelNames: [],
    });
    this.#backlog = gaugeIn(registry, {
      name: 'naru_history_backlog_offsets',
      help: 'Offsets of the history lane that wait to be taken, as of the last fetch',
      labelNames: [],
    });
    this.#stalled = gaugeIn(registry, {
      name: 'naru_history_stalled_seconds',
      help: 'Since the history lane last took something, while something waits in it',
      labelNames: [],
    });
    this.#delay = gaugeIn(registry, {
      name: 'naru_live_delay_seconds',
      help: 'From the receipt of live records to their commit by this stage (90 of 100 took no longer): now, and while the history lane rests',
      labelNames: ['when'],
    });
  }

  tell(told: {
    readonly rate: number;
    readonly backlog: number;
    readonly stalledMs: number;
    readonly delay: LiveDelay;
  }): void {
    const { rate, backlog, stalledMs, delay } = told;
    this.#rate.set(rate);
    this.#backlog.set(backlog);
    this.#stalled.set(stalledMs / 1_000);
    if (delay.now !== undefined) this.#delay.set({ when: 'now' }, delay.now / 1_000);
    if (delay.alone !== undefined) this.#delay.set({ when: 'alone' }, delay.alone / 1_000);
  }
}

import type { MetricsRegistry } from '@naru/observability';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Judged } from '../pipeline.js';

/** What ingest shows of itself, beside requests. */
export class IngestMetrics {
  readonly #records;
  readonly #commits;
  readonly #groups;

  constructor(private readonly registry: MetricsRegistry) {
    const common = { registers: [registry] };
    this.#records = new Counter({
      name: 'naru_ingest_records_total',
      help: 'Records judged and committed.',
      labelNames: ['kind', 'fate', 'reason'],
      ...common,
    });
    this.#commits = new Histogram({
      name: 'naru_ingest_commit_seconds',
      help: 'Time of one transaction, from its first byte to its end.',
      labelNames: ['outcome'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
      ...common,
    });
    this.#groups = new Histogram({
      name: 'naru_ingest_commit_records',
      help: 'Records of one transaction.',
      buckets: [1, 10, 100, 1_000, 10_000],
      ...common,
    });
  }

  /** Shows what waits to be committed, as it is when asked. */
  showQueue(queuedBytes: () => number): void {
    new Gauge({
      name: 'naru_ingest_queue_bytes',
      help: 'What waits to be committed.',
      registers: [this.registry],
      collect() {
        this.set(queuedBytes());
      },
    });
  }

  count(kind: string, judged: readonly Judged[]): void {
    for (const { fate, reason = '' } of judged) this.#records.inc({ kind, fate, reason });
  }

  readonly committed = (outcome: 'committed' | 'failed', records: number, seconds: number): void => {
    this.#commits.observe({ outcome }, seconds);
    this.#groups.observe(records);
  };
}

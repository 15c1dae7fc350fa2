import type { MetricsRegistry } from '@naru/observability';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Step } from './partition-work.js';
import { type ReturnedStep, setAsideOf } from './returned-work.js';
import type { WarehouseTable } from './warehouse-table.js';

/** What the sink tells of itself; numbers of records count when their offsets are committed. */
export class SinkMetrics {
  readonly #taken;
  readonly #seconds;
  readonly #rows;
  readonly #proofs;
  readonly #found;
  readonly #refused;
  readonly #room;
  readonly #transactions;
  readonly #lag;
  readonly #pending;

  constructor(registry: MetricsRegistry) {
    const registers = [registry];
    this.#taken = new Counter({
      name: 'naru_records_total',
      help: 'Records taken, by input topic and what became of them',
      labelNames: ['topic', 'fate', 'reason'],
      registers,
    });
    this.#rows = new Counter({
      name: 'naru_warehouse_rows_total',
      help: 'Rows known to be in, by table',
      labelNames: ['table'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'naru_warehouse_insert_seconds',
      help: 'How long the warehouse took for one block, waiting for it and proving included',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60],
      registers,
    });
    this.#proofs = new Counter({
      name: 'naru_warehouse_proofs_total',
      help: 'Blocks of which the table was asked what it holds, by why it was in doubt',
      labelNames: ['doubt'],
      registers,
    });
    this.#found = new Counter({
      name: 'naru_warehouse_rows_found_total',
      help: 'Rows that a proof found in the table already, so that they were not inserted again',
      registers,
    });
    this.#refused = new Counter({
      name: 'naru_warehouse_blocks_refused_total',
      help: 'Blocks that the warehouse would not have, planned again in halves or as a dead letter',
      registers,
    });
    this.#room = new Gauge({
      name: 'naru_warehouse_disk_room_bytes',
      help: 'Free bytes of the fullest disk of the warehouse, asked after inserts whose answers may be believed',
      registers,
    });
    this.#transactions = new Counter({
      name: 'naru_transactions_total',
      help: 'Transactions, by what became of them',
      labelNames: ['outcome'],
      registers,
    });
    this.#pending = new Gauge({
      name: 'naru_warehouse_pending_bytes',
      help: 'Bytes of rows that were read and are not booked; reading pauses at 64 MiB',
      registers,
    });
    this.#lag = new Gauge({
      name: 'naru_lag_offsets',
      help: 'Offsets between what was taken and the end of the input',
      labelNames: ['topic', 'partition'],
      registers,
    });
  }

  inserted({ database, table }: WarehouseTable, rows: number, seconds: number): void {
    this.#rows.inc({ table: `${database}.${table.table}` }, rows);
    this.#seconds.observe(seconds);
  }

  proven(doubt: string): void {
    this.#proofs.inc({ doubt });
  }

  found(rows: number): void {
    this.#found.inc(rows);
  }

  refused(): void {
    this.#refused.inc();
  }

  room(bytes: number): void {
    this.#room.set(bytes);
  }

  commitRefused(outcome: 'fenced' | 'stale' | 'unknown'): void {
    this.#transactions.inc({ outcome });
  }

  committed(steps: readonly Step[]): void {
    this.#transactions.inc({ outcome: 'committed' });
    for (const { work, done } of steps) {
      const topic = work.table.contract.name;
      for (const { rows, deleted, setAside } of done) {
        if (rows + deleted.length > 0) this.#taken.inc({ topic, fate: 'delivered', reason: '' }, rows + deleted.length);
        for (const { record } of setAside) this.#taken.inc({ topic, fate: record.fate, reason: record.reason });
      }
    }
  }

  takenBack(steps: readonly ReturnedStep[]): void {
    this.#transactions.inc({ outcome: 'committed' });
    for (const row of steps.flatMap(({ done }) => done)) {
      const refusal = setAsideOf(row)?.record;
      const topic = 'work' in row ? row.work.table.contract.name : row.came.topic;
      this.#taken.inc({ topic, fate: refusal?.fate ?? 'delivered', reason: refusal?.reason ?? '' });
    }
  }

  pending(bytes: number): void {
    this.#pending.set(bytes);
  }

  /** `nameOf`: the catalogue's name of a topic. */
  lag(
    lags: readonly { topic: string; partition: number; lag: number }[],
    nameOf: (topic: string) => string | undefined,
  ): void {
    for (const { topic, partition, lag } of lags) this.#lag.set({ topic: nameOf(topic) ?? topic, partition }, lag);
  }
}

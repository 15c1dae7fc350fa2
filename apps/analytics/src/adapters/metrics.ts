import type { MetricsRegistry } from '@naru/observability';
import type { SetAsideRecord } from '@naru/streams';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Pending } from './pending.js';
import type { WarehouseTable } from './warehouse-table.js';

/** What the sink tells of itself; numbers of records count when their offsets are committed. */
export class SinkMetrics {
  readonly #taken;
  readonly #seconds;
  readonly #rows;
  readonly #lag;

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
      help: 'Rows inserted, by table; those that come again are counted again',
      labelNames: ['table'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'naru_warehouse_insert_seconds',
      help: 'How long the warehouse took for one block, waiting for it included',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60],
      registers,
    });
    this.#lag = new Gauge({
      name: 'naru_lag_offsets',
      help: 'Offsets between what was taken and the end of the input',
      labelNames: ['topic', 'partition'],
      registers,
    });
  }

  readonly inserted = ({ database, table }: WarehouseTable, rows: number, seconds: number): void => {
    this.#rows.inc({ table: `${database}.${table.table}` }, rows);
    this.#seconds.observe(seconds);
  };

  /** Everything of `pending` is committed; `refused` are those of its rows that the warehouse wouldn't have. */
  committed(pending: Pending, refused: readonly SetAsideRecord[], tables: ReadonlyMap<string, WarehouseTable>): void {
    const delivered = new Map(pending.tombstones);
    const add = (topic: string, count: number) => delivered.set(topic, (delivered.get(topic) ?? 0) + count);
    for (const block of pending.blocks) add(tables.get(block.topic)?.contract.name ?? block.topic, block.rows);
    for (const { topic } of refused) add(topic, -1);
    for (const [topic, count] of delivered) this.#taken.inc({ topic, fate: 'delivered', reason: '' }, count);
    for (const { topic, fate, reason } of [...pending.setAside, ...refused]) this.#taken.inc({ topic, fate, reason });
  }

  lag(
    lags: readonly { topic: string; partition: number; lag: number }[],
    tables: ReadonlyMap<string, WarehouseTable>,
  ): void {
    for (const { topic, partition, lag } of lags)
      this.#lag.set({ topic: tables.get(topic)?.contract.name ?? topic, partition }, lag);
  }
}

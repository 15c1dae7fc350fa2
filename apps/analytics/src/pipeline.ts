import { type DecodeError, RegistryUnreachableError } from '@naru/avro';
import type { Warehouse } from '@naru/clickhouse';
import {
  type AssignmentListener,
  type FetchedBatch,
  type GroupConsumer,
  StaleGenerationError,
  TransientError as KafkaTransientError,
} from '@naru/kafka';
import type { Logger, Readiness } from '@naru/observability';
import type { SetAsideRecord } from '@naru/streams';
import { type DeadLetters, isOutOfReach } from './adapters/dead-letters.js';
import { insertBlock } from './adapters/insert-blocks.js';
import type { SinkMetrics } from './adapters/metrics.js';
import { Pending } from './adapters/pending.js';
import { takeBatch } from './adapters/take-batch.js';
import { untilThere } from './adapters/until-there.js';
import type { WarehouseTable } from './adapters/warehouse-table.js';
import { type FlushPace, lingerMs } from './domain/flush-pace.js';

export interface SinkOptions {
  consumer(listener: AssignmentListener): GroupConsumer;
  readonly warehouse: Pick<Warehouse, 'insert'>;
  /** By physical topic. */
  readonly tables: ReadonlyMap<string, WarehouseTable>;
  readonly deadLetters: Pick<DeadLetters, 'send'>;
  readonly pace: FlushPace;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly metrics: SinkMetrics;
  readonly signal: AbortSignal;
}

const IDLE_POLL_MS = 500;

/**
 * Records on their way into the warehouse: take batches, insert their rows in blocks, set aside what makes no row, then
 * commit the offsets. One thing after the other, so while the warehouse is away nothing is read and memory stays as it
 * is. At least once for now: what was inserted and not committed comes again, mostly under the same token.
 */
export class Sink {
  readonly #consumer: GroupConsumer;
  readonly #pending = new Pending();
  #lastFlushMs = 0;

  constructor(private readonly options: SinkOptions) {
    this.#consumer = options.consumer({
      beforeRebalance: async () => {
        await this.#flush();
      },
      // after a rebalance reading begins at what is committed, whatever was taken comes again
      onRevoked: () => {
        this.#pending.clear();
      },
    });
  }

  /** Works until it is told to stop, then inserts and commits what it has. Throws what it must not go on after. */
  async run(): Promise<void> {
    const { readiness, signal } = this.options;
    readiness.notReady('sink', 'joining the group');
    await this.#whileKafkaIsAway(() => this.#consumer.start());
    readiness.ready('sink');
    while (!signal.aborted) await this.#turn();
    await this.#flush();
  }

  async close(): Promise<void> {
    this.options.readiness.notReady('sink', 'stopped');
    await this.#consumer.close();
  }

  async #turn(): Promise<void> {
    const batches = await this.#whileKafkaIsAway(() => this.#consumer.poll(this.#patienceMs));
    for (const batch of batches) {
      const isKept = await this.#orDropAll(() => this.#take(batch));
      if (!isKept || (this.#pending.isFull && !(await this.#flush()))) return;
    }
    if (!this.#pending.isEmpty && this.#patienceMs === 0) await this.#flush();
    this.options.metrics.lag(this.#consumer.lag(), this.options.tables);
  }

  /** How long nothing needs to be flushed (ms). */
  get #patienceMs(): number {
    if (this.#pending.isEmpty) return IDLE_POLL_MS;
    return Math.max(0, Math.round(lingerMs(this.#lastFlushMs, this.options.pace) - this.#pending.ageMs));
  }

  async #take(batch: FetchedBatch): Promise<void> {
    const table = this.options.tables.get(batch.topic);
    if (table === undefined) throw new Error(`A batch of ${batch.topic}, which nobody asked for`);
    const refused = new Map<number, DecodeError>();
    const into = { pending: this.#pending, table, refused };
    for (let from = batch.baseOffset; ;) {
      const missing = takeBatch(batch, from, into);
      if (missing === undefined) return;
      const encoder = await this.#whileRegistryIsAway(() => table.prepare(missing.schemaId));
      if (encoder instanceof Error) refused.set(missing.schemaId, encoder);
      from = missing.offset;
    }
  }

  /** Brings everything where it belongs; false where it was dropped instead, and will come again. */
  async #flush(): Promise<boolean> {
    if (this.#pending.isEmpty) return true;
    const began = performance.now();
    const isDone = await this.#orDropAll(async () => {
      const refused = await this.#insert();
      await this.#setAside([...this.#pending.setAside, ...refused]);
      await this.#whileKafkaIsAway(() => this.#consumer.commit(this.#pending.positions), this.#isOver);
      this.options.metrics.committed(this.#pending, refused, this.options.tables);
    });
    this.#pending.clear();
    this.#lastFlushMs = performance.now() - began;
    return isDone;
  }

  /**
   * Does a piece of work. Where that fails since the tasks are, or are about to be, somebody else's, or since time is up,
   * everything taken is dropped and the answer is false: whoever reads on begins at what is committed.
   */
  async #orDropAll(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof StaleGenerationError) && !this.#isOver() && !this.options.signal.aborted) throw error;
      this.options.logger.warn({ err: error }, 'What was taken is dropped, it comes again from the committed offsets');
      this.#pending.clear();
      return false;
    }
  }

  async #insert(): Promise<SetAsideRecord[]> {
    const { logger, metrics } = this.options;
    const options = { ...this.options, inserted: metrics.inserted, isOver: this.#isOver };
    const refused: SetAsideRecord[] = [];
    for (const block of this.#pending.blocks) refused.push(...(await insertBlock(block, options)));
    for (const { topic, partition, offset, detail } of refused)
      logger.warn({ topic, partition, offset, detail }, 'The warehouse refused a record, it becomes a dead letter');
    return refused;
  }

  async #setAside(records: readonly SetAsideRecord[]): Promise<void> {
    const waiting = { ...this.options, condition: 'dead letters', isAway: isOutOfReach, isOver: this.#isOver } as const;
    await untilThere(() => this.options.deadLetters.send(records), waiting);
  }

  /** From here on waiting is pointless: the group takes the tasks away from who doesn't come back to poll. */
  readonly #isOver = (): boolean => this.#consumer.rebalancing;

  #whileKafkaIsAway<R>(attempt: () => Promise<R>, isOver?: () => boolean): Promise<R> {
    const isAway = (error: unknown): error is Error => error instanceof KafkaTransientError;
    const waiting = { ...this.options, condition: 'kafka', isAway } as const;
    return untilThere(attempt, isOver === undefined ? waiting : { ...waiting, isOver });
  }

  #whileRegistryIsAway<R>(attempt: () => Promise<R>): Promise<R> {
    const isAway = (error: unknown): error is Error => error instanceof RegistryUnreachableError;
    return untilThere(attempt, { ...this.options, condition: 'registry', isAway, isOver: this.#isOver });
  }
}

import { RegistryUnreachableError } from '@naru/avro';
import { type FetchedBatch, type KafkaClient, type Position, TransientError } from '@naru/kafka';
import { type RecordDecoder, isUndecodable } from './decoder.js';
import { UndecodableRecordError } from './errors.js';
import type { Subscription, SubscriptionOptions } from './options.js';
import { type Patience, patiently } from './patience.js';
import { type Mark, ProgressClock } from './progress.js';
import type { Received, Topics } from './received.js';
import { warn } from './warn.js';

const POLL_MS = 250;
/** How often a handler at work is looked after: whether its records are still ours. */
const WATCH_MS = 500;
/** Where nothing comes but what no handler sees, positions are kept this often. */
const IDLE_MS = 5_000;
const MOST_RECORDS = 1_000;

/** Where batches come from. */
export interface Intake {
  /** Batches of before another generation are nobody's any more. */
  readonly generation: number;
  /** Whether what was polled is still this subscriber's. */
  readonly isOurs: boolean;
  readonly partitions: readonly Pick<Position, 'topic' | 'partition'>[];
  poll(maxWaitMs: number): Promise<FetchedBatch[]>;
  close(): Promise<void>;
}

/** Records for one call of the handler, and where reading goes on behind them (topics as on the broker). */
export interface Portion<T extends Topics> {
  readonly records: readonly Received<T>[];
  readonly positions: readonly Position[];
}

/** Hands a portion over and keeps its positions; throws where it can't. Without records only positions moved. */
export type Deliver<T extends Topics> = (
  portion: Portion<T>,
  signal: AbortSignal,
  patiently: Patiently,
) => Promise<void>;

export type Patiently = <R>(attempt: () => Promise<R>, isWorthAnother: (error: unknown) => boolean) => Promise<R>;

export interface Parts<T extends Topics> {
  readonly client: KafkaClient;
  readonly decoder: RecordDecoder<T>;
  readonly intake: Intake;
  readonly deliver: Deliver<T>;
}

/** Reads, decodes, hands over, one poll after the other: what waits is bounded by what one poll brings. */
export class RunningSubscription<T extends Topics> implements Subscription {
  readonly done: Promise<void>;
  readonly #closing = new AbortController();
  readonly #clock = new ProgressClock();
  /** Positions that have moved since they were last kept, by partition. */
  readonly #moved = new Map<string, Position>();
  #keptAt = performance.now();
  #generation: number;
  #told: number | undefined;

  constructor(
    private readonly options: SubscriptionOptions<T>,
    private readonly parts: Parts<T>,
  ) {
    this.#generation = parts.intake.generation;
    this.done = this.#run().finally(() => this.#leave());
  }

  get clock(): number | undefined {
    return this.#told;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.done.catch(() => undefined); // told by `done`
  }

  async #run(): Promise<void> {
    const { intake } = this.parts;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const batches = await this.#patiently(() => intake.poll(POLL_MS), isTransient).catch(unless(signal));
      if (batches === undefined) return;
      if (this.#generation !== intake.generation) this.#moved.clear();
      this.#generation = intake.generation;
      if (batches.length > 0) await this.#take(batches);
    }
  }

  async #leave(): Promise<void> {
    this.#closing.abort();
    try {
      await this.parts.intake.close();
    } finally {
      await this.parts.client.close();
    }
  }

  async #take(batches: readonly FetchedBatch[]): Promise<void> {
    const taken = await this.#decode(batches);
    if (taken === undefined || !(await this.#handOver(taken.records))) return;
    if (taken.ending !== undefined) throw taken.ending;
    for (const [batch, mark] of taken.marks) this.#clock.note(batch, mark);
    this.#tellProgress();
  }

  /** What may be handed over: everything, or what stands before a record that ends the subscription. */
  async #decode(batches: readonly FetchedBatch[]): Promise<Taken<T> | undefined> {
    const records: Received<T>[] = [];
    const marks: [FetchedBatch, Mark][] = [];
    for (const batch of batches) {
      const attempt = this.#patiently(
        () => this.parts.decoder.decode(batch),
        (error) => error instanceof RegistryUnreachableError,
      );
      const decoded = await attempt.catch(unless(this.#closing.signal));
      if (decoded === undefined) return undefined;
      for (const item of decoded.items) {
        if (!isUndecodable(item)) records.push(item);
        else if ((await this.options.onUndecodable?.(item)) !== 'skip') {
          this.#move({ topic: batch.topic, partition: batch.partition, offset: item.position.offset });
          return { records, marks, ending: new UndecodableRecordError(item.position, item.reason, item.schemaId) };
        }
      }
      for (const mark of decoded.marks) marks.push([batch, mark]);
      this.#move({ topic: batch.topic, partition: batch.partition, offset: batch.lastOffset + 1 });
    }
    return { records, marks, ending: undefined };
  }

  /** In portions; false where the records became another's in between. */
  async #handOver(records: readonly Received<T>[]): Promise<boolean> {
    const { maxRecords = MOST_RECORDS } = this.options;
    if (records.length === 0 && performance.now() - this.#keptAt < IDLE_MS) return true;
    for (let from = 0; from + maxRecords < records.length; from += maxRecords) {
      const portion = records.slice(from, from + maxRecords);
      if (!(await this.#deliver({ records: portion, positions: this.#behind(portion) }))) return false;
    }
    const rest = records.slice(Math.floor(Math.max(records.length - 1, 0) / maxRecords) * maxRecords);
    if (!(await this.#deliver({ records: rest, positions: [...this.#moved.values()] }))) return false;
    this.#moved.clear();
    this.#keptAt = performance.now();
    return true;
  }

  async #deliver(portion: Portion<T>): Promise<boolean> {
    const { intake, deliver } = this.parts;
    const moving = new AbortController();
    const watch = setInterval(() => {
      if (!intake.isOurs) moving.abort();
    }, WATCH_MS);
    const signal = AbortSignal.any([moving.signal, this.#closing.signal]);
    try {
      await deliver(portion, signal, (attempt, isWorthAnother) =>
        patiently(attempt, this.#patience(signal, isWorthAnother, portion.records)),
      );
      return true;
    } catch (error) {
      if (signal.aborted || !intake.isOurs) return false; // not kept: they come again, to whoever has them then
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  #move(position: Position): void {
    this.#moved.set(`${position.topic}/${position.partition}`, position);
  }

  #behind(records: readonly Received<T>[]): Position[] {
    const positions = new Map<string, Position>();
    for (const { position } of records) {
      const topic = this.parts.decoder.brokerName(position.topic);
      positions.set(`${topic}/${position.partition}`, { ...position, topic, offset: position.offset + 1 });
    }
    return [...positions.values()];
  }

  #tellProgress(): void {
    const { decoder, intake } = this.parts;
    const marked = decoder.markedTopics;
    const clock = this.#clock.over(intake.partitions.filter(({ topic }) => marked.includes(topic)));
    if (clock === undefined || clock <= (this.#told ?? 0)) return;
    this.#told = clock;
    this.options.onProgress?.(clock);
  }

  #patiently<R>(attempt: () => Promise<R>, isWorthAnother: (error: unknown) => boolean): Promise<R> {
    return patiently(attempt, this.#patience(this.#closing.signal, isWorthAnother, []));
  }

  #patience(
    signal: AbortSignal,
    isWorthAnother: (error: unknown) => boolean,
    records: readonly Received<T>[],
  ): Patience {
    const { onRetry = warn } = this.options;
    return {
      signal,
      isWorthAnother,
      told: (failure) => {
        onRetry({ ...failure, records: records.length, first: records[0]?.position });
      },
    };
  }
}

interface Taken<T extends Topics> {
  readonly records: readonly Received<T>[];
  readonly marks: readonly (readonly [FetchedBatch, Mark])[];
  readonly ending: UndecodableRecordError | undefined;
}

const isTransient = (error: unknown): boolean => error instanceof TransientError;

/** Takes an error for undefined where the subscription closes anyway. */
const unless = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
  return undefined;
};

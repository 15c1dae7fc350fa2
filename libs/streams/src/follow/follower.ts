import { DecodeError, type WireCodec, codecFor } from '@naru/avro';
import type { TopicContract } from '@naru/contracts';
import { type FetchedBatch, type RecordView, Reader } from '@naru/kafka';
import { type StreamsContext, endProcess } from '../context.js';
import { PartitionsError } from '../errors.js';
import { counterIn } from '../metrics.js';
import { patiently } from '../patience.js';
import { type Walk, prepareSchema, walk } from '../walk.js';
import type { RecordAt } from './view-options.js';

const POLL_MS = 500;

export interface FollowerOptions extends StreamsContext {
  /** Names the condition of readiness that holds when everything that stood there at the start has been applied. */
  readonly condition: string;
  readonly topics: readonly TopicContract[];
  apply(topic: TopicContract, key: string, value: unknown, at: RecordAt): void;
}

/** Reads topics whole, without a group, and follows them. A record that can't be read is logged, counted and passed over. */
export class Follower {
  /** When everything that stood in the topics at the start has been applied; rejects when following ends before. */
  readonly ready: Promise<void>;
  /** Whatever was committed before this instant has been applied. */
  currentAt: Date | undefined;
  readonly #caughtUp: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #stopping = new AbortController();
  readonly #byName: ReadonlyMap<string, TopicContract>;
  readonly #codecs = new Map<string, WireCodec<unknown>>();
  readonly #unreadable;
  #reader: Reader | undefined;
  #running: Promise<void> | undefined;
  #isReady = false;

  constructor(private readonly options: FollowerOptions) {
    this.ready = this.#caughtUp.promise;
    this.ready.catch(() => undefined); // whoever awaits it hears; whoever doesn't has the log
    this.#byName = new Map(options.topics.map((topic) => [options.names.topic(topic.name), topic]));
    this.#unreadable = counterIn(options.metrics, {
      name: 'naru_unreadable_records_total',
      help: 'Records of followed topics that could not be decoded and were passed over',
      labelNames: ['topic'],
    });
    options.readiness.notReady(options.condition, 'not begun');
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Begins; answers at once. */
  start(): void {
    this.#running ??= this.#run().catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      const { condition, readiness, logger, onFatal = endProcess } = this.options;
      readiness.notReady(condition, error instanceof Error ? error.message : String(error));
      logger.fatal(
        { condition, err: error, runbook: 'docs/runbooks/service-restarts.md' },
        'Following can not go on, the process ends',
      );
      this.#caughtUp.reject(error);
      onFatal(error);
    });
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#reader?.close();
    await this.#running;
    this.#caughtUp.reject(new Error('closed before it had caught up'));
  }

  async #run(): Promise<void> {
    const { client, condition, readiness } = this.options;
    readiness.notReady(condition, 'reading');
    for (const [name, topic] of this.#byName) {
      const partitions = await this.#patiently(() => client.partitions(name));
      if (partitions !== topic.partitions) throw new PartitionsError(name, topic.partitions, partitions);
      this.#codecs.set(topic.name, await this.#patiently(() => codecFor(topic, this.options.registry)));
    }
    const reader = new Reader(client, { topics: [...this.#byName.keys()], from: 'earliest' });
    this.#reader = reader;
    await this.#patiently(() => reader.start());
    while (!this.#stopping.signal.aborted) {
      const batches = await this.#patiently(() => reader.poll(POLL_MS));
      for (const batch of batches) await this.#take(batch);
      this.#noteProgress(reader);
    }
  }

  #noteProgress(reader: Reader): void {
    if (!this.#isReady && reader.caughtUp) {
      this.#isReady = true;
      this.options.readiness.ready(this.options.condition);
      this.#caughtUp.resolve();
    }
    const { completeAt } = reader;
    if (this.#isReady && completeAt !== undefined) this.currentAt = new Date(completeAt);
  }

  async #take(batch: FetchedBatch): Promise<void> {
    const topic = this.#byName.get(batch.topic);
    const codec = topic && this.#codecs.get(topic.name);
    if (!topic || !codec) throw new Error(`A batch of ${batch.topic}, which nobody asked for`);
    const unknown = new Set<number>();
    const visitor: Walk = {
      schemas: codec,
      unknown,
      tombstone: (view) => {
        this.options.apply(topic, view.key() ?? '', null, placeOf(view, batch));
      },
      record: (view) => {
        this.#apply(topic, codec, view, placeOf(view, batch));
      },
      unreadable: (view, reason, schemaId) => {
        this.#passOver(topic, placeOf(view, batch), { reason, schemaId });
      },
    };
    for (let stop = walk(batch, batch.baseOffset, visitor); stop; stop = walk(batch, stop.offset, visitor)) {
      const { schemaId } = stop;
      await this.#patiently(() => prepareSchema(codec, schemaId, unknown));
    }
  }

  #apply(topic: TopicContract, codec: WireCodec<unknown>, view: RecordView, at: RecordAt): void {
    let value: unknown;
    try {
      value = codec.decode(view.buffer, view.valueStart, view.valueEnd);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#passOver(topic, at, error);
      return;
    }
    this.options.apply(topic, view.key() ?? '', value, at);
  }

  #passOver(
    topic: TopicContract,
    at: RecordAt,
    { reason, schemaId }: { reason: string; schemaId: number | null },
  ): void {
    this.#unreadable.inc({ topic: topic.name });
    this.options.logger.error({ topic: topic.name, ...at, reason, schemaId }, 'Record can not be read, passed over');
  }

  #patiently<R>(attempt: () => Promise<R>): Promise<R> {
    const { condition, readiness, logger } = this.options;
    return patiently(attempt, { condition: `${condition} waiting`, readiness, logger, signal: this.#stopping.signal });
  }
}

const placeOf = ({ offset, timestamp }: RecordView, { partition }: FetchedBatch): RecordAt => ({
  partition,
  offset,
  timestamp,
});

import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { UnknownOutcomeError } from '../errors.js';
import { checkMembership, type Membership } from '../group/committed-offsets.js';
import type { KafkaClient } from '../kafka-client.js';
import type { Position } from '../position.js';
import { BatchWriter } from '../records/batch-writer.js';
import { TransactionCoordinator } from './coordinator.js';
import { endEverywhere } from './end-everywhere.js';
import type { ProducerIdentity } from './partition-queue.js';
import { ProducePipeline } from './produce-pipeline.js';

export interface TransactionalProducerOptions {
  /** One process at a time per id: who initializes later fences the other. */
  readonly transactionalId: string;
  /** Topics that it writes, in which `initialize` ends what a predecessor's coordinator left without an end. */
  readonly writes?: readonly string[];
  /** After so long the coordinator aborts an open transaction; 5 s by default. */
  readonly transactionTimeoutMs?: number;
}

interface OpenTransaction {
  readonly identity: ProducerIdentity;
  readonly pipeline: ProducePipeline;
  readonly offsets: Promise<void>[];
  readonly beganAt: number;
}

/** One transaction after another under one transactional id: batches to any partitions, and a group's offsets. */
export class TransactionalProducer {
  readonly #cluster: Cluster;
  /** The coordinator ends a transaction after its timeout, so no request of one is waited for longer. */
  readonly #lane: Lane;
  readonly #coordinator: TransactionCoordinator;
  readonly #timeoutMs: number;
  readonly #name: string;
  readonly #writes: readonly string[];
  /** Who sends the next transaction; undefined before `initialize`, and where it isn't known any more. */
  #identity: ProducerIdentity | undefined;
  #open: OpenTransaction | undefined;

  constructor(client: KafkaClient, options: TransactionalProducerOptions) {
    const { transactionalId, transactionTimeoutMs, writes = [] } = options;
    this.#cluster = client.cluster;
    this.#timeoutMs = transactionTimeoutMs ?? 5_000;
    this.#lane = client.cluster.lane(Math.min(client.cluster.requestTimeoutMs, this.#timeoutMs));
    this.#coordinator = new TransactionCoordinator({ cluster: client.cluster, lane: this.#lane }, transactionalId);
    this.#name = transactionalId;
    this.#writes = writes;
  }

  /**
   * Ends what a predecessor (or this producer itself) left open, and fences it. First of all, before committed positions
   * are read; again after FencedError or UnknownOutcomeError.
   */
  async initialize(): Promise<void> {
    await this.#open?.pipeline.stop();
    this.#open = undefined;
    this.#identity = undefined;
    await this.#coordinator.checkFeatures();
    this.#identity = await this.#coordinator.initialize(this.#timeoutMs, (last) =>
      endEverywhere(this.#cluster, this.#writes, last),
    );
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Begins a transaction. Costs nothing until something is sent. */
  begin(): void {
    if (this.#open) throw new Error(`a transaction of ${this.#name} is open already`);
    if (!this.#identity) throw new Error(`${this.#name} has to be initialized before a transaction begins`);
    this.#open = {
      identity: this.#identity,
      pipeline: new ProducePipeline({ cluster: this.#cluster, lane: this.#lane }, this.#identity, this.#timeoutMs),
      offsets: [],
      beganAt: performance.now(),
    };
  }

  /**
   * Queues batches for a partition (a writer is finished by it) and sends them at once, in order, while the caller goes
   * on. The batches belong to the producer from here on. What fails surfaces at `commit`.
   */
  send(topic: string, partition: number, batches: BatchWriter | readonly Buffer[]): void {
    const finished = batches instanceof BatchWriter ? batches.finish() : batches;
    if (finished.length > 0) this.#transaction().pipeline.push(topic, partition, finished);
  }

  /** Resolves when the brokers have everything that was sent so far: a brake for large transactions. Fails as `commit` does. */
  async flush(): Promise<void> {
    await this.#transaction().pipeline.settled();
  }

  /** Puts positions of the group into the transaction, under the membership by which these records were fetched. */
  sendOffsets(membership: Membership, positions: readonly Position[]): void {
    if (positions.length === 0) return;
    checkMembership(membership);
    const { identity, offsets } = this.#transaction();
    const sent = this.#coordinator.commitOffsets(identity, membership, positions);
    sent.catch(() => undefined); // commit throws it
    offsets.push(sent);
  }

  /**
   * Resolves when everything is committed. Call `abort` after StaleGenerationError (the group has moved on),
   * TransientError (time was up) and PermanentError; `initialize`, and restore what depends on it, after FencedError and
   * UnknownOutcomeError.
   */
  async commit(): Promise<void> {
    const { identity, pipeline, offsets, beganAt } = this.#transaction();
    const [produced, ...committed] = await Promise.allSettled([pipeline.settled(), ...offsets]);
    for (const outcome of [produced, ...committed]) if (outcome.status === 'rejected') throw outcome.reason;
    if (pipeline.used || offsets.length > 0) {
      try {
        this.#identity = await this.#coordinator.end(identity, true);
      } catch (error) {
        if (error instanceof UnknownOutcomeError) this.#report('unknown', beganAt);
        throw error;
      }
      this.#report('committed', beganAt);
    }
    this.#open = undefined;
  }

  /** Drops the transaction; resolves when readers will never see it. FencedError, TransientError: `initialize`. */
  async abort(): Promise<void> {
    const { identity, pipeline, offsets, beganAt } = this.#transaction();
    await pipeline.stop();
    await Promise.allSettled(offsets);
    this.#open = undefined;
    if (!pipeline.used && offsets.length === 0) return;
    this.#identity = undefined; // stays so where the end fails
    this.#identity = await this.#coordinator.end(identity, false);
    this.#report('aborted', beganAt);
  }

  /** Aborts what is open. */
  async close(): Promise<void> {
    if (this.#open) await this.abort();
    await this.#cluster.closeLane(this.#lane);
  }

  #transaction(): OpenTransaction {
    if (!this.#open) throw new Error(`no transaction of ${this.#name} is open`);
    return this.#open;
  }

  #report(outcome: 'committed' | 'aborted' | 'unknown', beganAt: number): void {
    this.#cluster.options.metrics?.transaction?.(outcome, performance.now() - beganAt);
  }
}

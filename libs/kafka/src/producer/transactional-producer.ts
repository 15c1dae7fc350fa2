import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import type { Written, WrittenTopics } from '../ends/end-everywhere.js';
import type { EndedTransaction } from '../ends/last-transaction.js';
import { UnknownOutcomeError } from '../errors.js';
import { checkMembership, type Membership } from '../group/committed-offsets.js';
import type { KafkaClient } from '../kafka-client.js';
import type { Position } from '../position.js';
import { BatchWriter } from '../records/batch-writer.js';
import { TransactionCoordinator } from './coordinator.js';
import type { ProducerIdentity } from './partition-queue.js';
import { ProducePipeline } from './produce-pipeline.js';

export interface TransactionalProducerOptions {
  /** One process at a time per id: who initializes later fences the other. */
  readonly transactionalId: string;
  /** Topics that it writes, and the group whose positions it commits: there `initialize` ends what was left without an end. */
  readonly writes?: readonly string[];
  readonly group?: string;
  /** After so long the coordinator aborts an open transaction; 5 s by default. */
  readonly transactionTimeoutMs?: number;
}

interface OpenTransaction {
  readonly identity: ProducerIdentity;
  readonly pipeline: ProducePipeline;
  readonly offsets: Promise<void>[];
  /** Whose positions are in it. */
  group: string | undefined;
  readonly beganAt: number;
  /** Of the lane, when it began. */
  readonly breaks: number;
}

/** A commit of which some partition may not have heard. */
interface Former extends Pick<OpenTransaction, 'beganAt' | 'breaks'> {
  readonly ended: EndedTransaction;
  readonly written: Written;
  /** While they are being told. */
  settling?: Promise<void> | undefined;
}

/** A broker that says nothing for longer may lose its leads (broker.session.timeout.ms, 9 s). */
const LEADERS_STAY_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

/** One transaction after another under one transactional id: batches to any partitions, and a group's offsets. */
export class TransactionalProducer {
  readonly #cluster: Cluster;
  /** The coordinator ends a transaction after its timeout, so no request of one is waited for longer. */
  readonly #lane: Lane;
  readonly #coordinator: TransactionCoordinator;
  readonly #timeoutMs: number;
  readonly #name: string;
  readonly #writes: WrittenTopics;
  /** Who sends the next transaction; undefined before `initialize`, and where it isn't known any more. */
  #identity: ProducerIdentity | undefined;
  #open: OpenTransaction | undefined;
  #former: Former | undefined;
  /** Where no transaction follows, nobody else would look: positions that are not heard of keep a whole group waiting. */
  readonly #looking: NodeJS.Timeout;

  constructor(client: KafkaClient, options: TransactionalProducerOptions) {
    const { transactionalId, transactionTimeoutMs, writes = [], group } = options;
    this.#cluster = client.cluster;
    this.#timeoutMs = transactionTimeoutMs ?? 5_000;
    this.#lane = client.cluster.lane(Math.min(client.cluster.requestTimeoutMs, this.#timeoutMs));
    this.#coordinator = new TransactionCoordinator({ cluster: client.cluster, lane: this.#lane }, transactionalId);
    this.#name = transactionalId;
    this.#writes = { topics: writes, group };
    this.#looking = setInterval(() => {
      this.#formerIsHeard()?.catch(() => undefined); // looked for again
    }, LOOK_EVERY_MS).unref();
  }

  /**
   * Ends what a predecessor (or this producer itself) left open, and fences it. First of all, before committed positions
   * are read; again after FencedError or UnknownOutcomeError.
   */
  async initialize(): Promise<void> {
    await this.#open?.pipeline.stop();
    this.#open = undefined;
    this.#identity = undefined;
    await this.#formerIsHeard();
    await this.#coordinator.checkFeatures();
    this.#identity = await this.#coordinator.initialize(this.#timeoutMs, this.#writes);
    this.#former = undefined;
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
      pipeline: new ProducePipeline({ cluster: this.#cluster, lane: this.#lane }, this.#identity, {
        forMs: this.#timeoutMs,
        before: () => this.#formerIsHeard(),
      }),
      offsets: [],
      group: undefined,
      beganAt: performance.now(),
      breaks: this.#lane.breaks,
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
    const open = this.#transaction();
    const { identity, offsets } = open;
    open.group = membership.group;
    const sent = this.#sendOffsets(identity, membership, positions);
    sent.catch(() => undefined); // commit throws it
    offsets.push(sent);
  }

  /**
   * Resolves when everything is committed, with the offsets behind what was written, where brokers told them. Call `abort` after StaleGenerationError (the group has moved on),
   * TransientError (time was up) and PermanentError; `initialize`, and restore what depends on it, after FencedError and
   * UnknownOutcomeError.
   */
  async commit(): Promise<readonly Position[]> {
    const open = this.#transaction();
    const { identity, pipeline, offsets, beganAt, breaks } = open;
    const [produced, ...committed] = await Promise.allSettled([pipeline.settled(), ...offsets]);
    for (const outcome of [produced, ...committed]) if (outcome.status === 'rejected') throw outcome.reason;
    if (pipeline.used || offsets.length > 0) {
      try {
        this.#identity = await this.#coordinator.end(identity, true);
      } catch (error) {
        if (error instanceof UnknownOutcomeError) this.#report('unknown', beganAt);
        throw error;
      }
      this.#former = { ended: endOf(identity, true), written: writtenIn(open), beganAt, breaks };
      this.#report('committed', beganAt);
    }
    this.#open = undefined;
    return pipeline.ends;
  }

  /** Drops the transaction; resolves when readers will never see it. FencedError, TransientError: `initialize`. */
  async abort(): Promise<void> {
    const aborted = this.#transaction();
    const { identity, pipeline, offsets, beganAt } = aborted;
    await pipeline.stop();
    await Promise.allSettled(offsets);
    this.#open = undefined;
    if (!pipeline.used && offsets.length === 0) return;
    this.#identity = undefined; // stays so where the end fails
    await this.#formerIsHeard(); // behind another end nobody knows of it any more
    const next = await this.#coordinator.end(identity, false);
    // what goes wrong is as likely as not what also keeps partitions from hearing of it
    await this.#coordinator.settle(endOf(identity, false), writtenIn(aborted), this.#timeoutMs);
    this.#identity = next;
    this.#report('aborted', beganAt);
  }

  /** Aborts what is open. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    if (this.#open) await this.abort();
    await this.#cluster.closeLane(this.#lane);
  }

  async #sendOffsets(
    identity: ProducerIdentity,
    membership: Membership,
    positions: readonly Position[],
  ): Promise<void> {
    await this.#formerIsHeard();
    await this.#coordinator.commitOffsets(identity, membership, positions);
  }

  /**
   * Where brokers may have lost a lead since the former transaction, one of its partitions may not know that it was
   * committed; what is written there now would decide about it. Undefined where there is nothing to wait for.
   */
  #formerIsHeard(): Promise<void> | undefined {
    const former = this.#former;
    if (!former) return undefined;
    if (former.breaks === this.#lane.breaks && performance.now() - former.beganAt < LEADERS_STAY_MS) return undefined;
    former.settling ??= this.#coordinator
      .settle(former.ended, former.written, this.#timeoutMs)
      .then(() => {
        if (this.#former === former) this.#former = undefined;
      })
      .finally(() => (former.settling = undefined));
    return former.settling;
  }

  #transaction(): OpenTransaction {
    if (!this.#open) throw new Error(`no transaction of ${this.#name} is open`);
    return this.#open;
  }

  #report(outcome: 'committed' | 'aborted' | 'unknown', beganAt: number): void {
    this.#cluster.options.metrics?.transaction?.(outcome, performance.now() - beganAt);
  }
}

const endOf = ({ producerId, epoch }: ProducerIdentity, committed: boolean): EndedTransaction => ({
  producerId,
  epoch,
  committed,
});

const writtenIn = ({ pipeline, group }: OpenTransaction): Written => ({ partitions: pipeline.partitions, group });

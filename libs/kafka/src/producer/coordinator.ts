import { apiVersionsV3, initProducerIdV5, type API } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { withRetries } from '../cluster/retries.js';
import {
  type Written,
  type WrittenTopics,
  endEverywhere,
  noEnd,
  openIn,
  partitionsOf,
} from '../ends/end-everywhere.js';
import { type EndedTransaction, lastTransactionOf } from '../ends/last-transaction.js';
import { check, codes, PermanentError, TransientError, UnknownOutcomeError, KafkaError } from '../errors.js';
import { checkComplete, offsetsToCommit, type Membership } from '../group/committed-offsets.js';
import type { Position } from '../position.js';
import { commitOffsetsInTransaction, endTransaction } from '../protocol/transactions.js';
import type { ProducerIdentity } from './partition-queue.js';

/** With these the coordinator says that it didn't take the request; after other transient ones it may have. */
const notTaken: ReadonlySet<number> = new Set([
  codes.CONCURRENT_TRANSACTIONS,
  codes.COORDINATOR_LOAD_IN_PROGRESS,
  codes.NOT_COORDINATOR,
]);
const TRANSACTION_VERSION = 2;

/** The requests that begin, fill and end transactions of one transactional id. */
export class TransactionCoordinator {
  readonly #cluster: Cluster;
  readonly #lane: Lane;
  readonly #transactionalId: string;

  constructor(way: { cluster: Cluster; lane: Lane }, transactionalId: string) {
    this.#cluster = way.cluster;
    this.#lane = way.lane;
    this.#transactionalId = transactionalId;
  }

  /** PermanentError where the brokers don't have transaction.version 2 (Kafka 4.0). */
  async checkFeatures(): Promise<void> {
    const answer = await withRetries(this.#retrying('ApiVersions'), () =>
      this.#cluster.askAny((link) => link.call(apiVersionsV3.api, 'naru', '0')),
    );
    const feature = answer.finalizedFeatures?.find(({ name }) => name === 'transaction.version');
    if ((feature?.maxVersionLevel ?? 0) >= TRANSACTION_VERSION) return;
    throw new PermanentError('the brokers need transaction.version 2 (Kafka 4.0 or later)', -1, 'UNSUPPORTED_VERSION');
  }

  /**
   * Ends what a predecessor left open, there also where the coordinator forgot to, waits for it, and fences it.
   * TransientError as long as something of this producer is open there of which nobody knows any more how it ended: what
   * is written next would decide about it.
   */
  async initialize(transactionTimeoutMs: number, { topics, group }: WrittenTopics): Promise<ProducerIdentity> {
    return await withRetries(this.#retrying('InitProducerId'), async () => {
      const id = this.#transactionalId;
      const written = { partitions: await partitionsOf(this.#cluster, topics), group };
      // until it is initialized the coordinator knows
      const last = await lastTransactionOf(this.#cluster, id, this.#lane);
      if (last) await endEverywhere(this.#cluster, written, last, this.#lane);
      const answer = await this.#ask(initProducerIdV5.api, id, transactionTimeoutMs, -1n, -1);
      check(answer.errorCode, `initialize ${id}`);
      const { producerId, producerEpoch: epoch } = answer;
      const open = await openIn(this.#cluster, written, this.#lane);
      const lost = open.find((one) => one.producerId === producerId && one.epoch < epoch);
      if (lost) throw noEnd(this.#cluster, lost);
      return { transactionalId: id, producerId, epoch };
    });
  }

  /** Tells an end to those partitions that haven't heard it from the coordinator. TransientError after `forMs`. */
  async settle(ended: EndedTransaction, written: Written, forMs: number): Promise<void> {
    // throws as long as the coordinator is telling them itself
    await withRetries({ ...this.#retrying('DescribeTransactions'), forMs }, () =>
      lastTransactionOf(this.#cluster, this.#transactionalId, this.#lane),
    );
    await withRetries({ what: 'WriteTxnMarkers', cluster: this.#cluster, forMs }, () =>
      endEverywhere(this.#cluster, written, ended, this.#lane),
    );
  }

  /** Puts a group's offsets into the transaction. StaleGenerationError where the group has moved on. */
  async commitOffsets(
    { transactionalId, producerId, epoch }: ProducerIdentity,
    membership: Membership,
    positions: readonly Position[],
  ): Promise<void> {
    const { group, memberId, generation } = membership;
    const coordinator = { kind: 'group', key: group } as const;
    await withRetries({ what: 'TxnOffsetCommit', cluster: this.#cluster, coordinator }, async () => {
      const link = this.#cluster.link(await this.#cluster.coordinatorOf('group', group), this.#lane);
      const topics = offsetsToCommit(positions);
      const answer = await link.call(commitOffsetsInTransaction, {
        transactionalId,
        group,
        producerId,
        epoch,
        generation,
        memberId,
        topics,
      });
      for (const { name, partitions } of answer.topics)
        for (const { partitionIndex, errorCode } of partitions)
          check(errorCode, `commit of ${group} in ${name}/${partitionIndex} by ${transactionalId}`);
      checkComplete(answer.topics, positions.length, `commit of ${group} by ${transactionalId}`);
    });
  }

  /**
   * Commits or aborts; answers who sends the next transaction. Repeating it is safe, the coordinator knows the epoch.
   * UnknownOutcomeError where a commit may have been carried out although nobody said so.
   */
  async end(identity: ProducerIdentity, commit: boolean): Promise<ProducerIdentity> {
    const { transactionalId, producerId, epoch } = identity;
    const what = `${commit ? 'commit' : 'abort'} of ${transactionalId}`;
    const commitment = { perhapsDone: false };
    try {
      return await withRetries(this.#retrying('EndTxn'), async () => {
        try {
          const answer = await this.#ask(endTransaction, transactionalId, producerId, epoch, commit);
          check(answer.errorCode, what);
          return { transactionalId, producerId: answer.producerId, epoch: answer.epoch };
        } catch (error) {
          if (error instanceof TransientError && !notTaken.has(error.code)) commitment.perhapsDone = true;
          throw error;
        }
      });
    } catch (error) {
      if (!commit || !commitment.perhapsDone || !(error instanceof KafkaError)) throw error;
      const message = `${what}: nobody knows whether it was carried out (${error.message})`;
      throw new UnknownOutcomeError(message, error.code, error.kafkaName, { cause: error });
    }
  }

  async #ask<A extends unknown[], R>(api: API<A, R>, ...args: A): Promise<R> {
    const node = await this.#cluster.coordinatorOf('transaction', this.#transactionalId);
    return await this.#cluster.link(node, this.#lane).call(api, ...args);
  }

  #retrying(what: string) {
    const coordinator = { kind: 'transaction', key: this.#transactionalId } as const;
    return { what, cluster: this.#cluster, coordinator };
  }
}

import {
  FencedError,
  type GroupConsumer,
  type KafkaClient,
  type Position,
  StaleGenerationError,
  TransactionalProducer,
  TransientError,
  UnknownOutcomeError,
} from '@naru/kafka';
import { intakeOf, joinGroup } from './group.js';
import { openSubscription } from './open.js';
import type { GroupOptions, Handler, HandlingContext, Subscription, SubscriptionOptions } from './options.js';
import { type OutgoingRecord, sendAll } from './outbox.js';
import type { Topics } from './received.js';
import type { Patiently } from './running.js';
import { warn } from './warn.js';

export interface TransactionContext extends HandlingContext {
  /** Writes a record in the transaction that keeps the positions. What an attempt that threw has sent is never written. */
  readonly send: (record: OutgoingRecord) => void;
}

export interface TransactionsOptions<T extends Topics> extends SubscriptionOptions<T>, GroupOptions {
  /** One process at a time per id; another one under the same id is refused from then on. */
  readonly transactionalId: string;
  readonly handle: Handler<T, TransactionContext>;
}

/**
 * Subscribes as a member of a group, exactly once from topic to topic: what the handler sends and the positions behind
 * its records are one transaction, which Kafka refuses from a member that the group has replaced. Whoever reads the
 * outputs needs read_committed. The handler may take its time: the transaction is opened when it is done.
 */
export function subscribeInTransactions<T extends Topics>(options: TransactionsOptions<T>): Promise<Subscription> {
  const { group, handle, transactionalId, maxBufferedBytes, onRetry = warn } = options;
  return openSubscription(options, group, async (client, { topics }) => {
    const producer = new TransactionalProducer(client, { transactionalId, group });
    await producer.initialize(); // ends what a predecessor left open, before positions are read
    const consumer = await joinGroup(client, { ...options, topics, maxBufferedBytes, onRetry });
    const transaction = new Transaction(client, producer, consumer);
    return {
      intake: intakeOf(consumer, topics),
      deliver: async ({ records, positions }, signal, patiently) => {
        await patiently(
          async () => {
            const outgoing: OutgoingRecord[] = [];
            if (records.length > 0) await handle(records, { signal, send: (record) => void outgoing.push(record) });
            await transaction.commit(outgoing, positions, patiently);
          },
          () => !consumer.rebalancing,
        );
      },
    };
  });
}

class Transaction {
  constructor(
    private readonly client: KafkaClient,
    private readonly producer: TransactionalProducer,
    private readonly consumer: GroupConsumer,
  ) {}

  /** After an error nothing of it is ever seen, or, where nobody knows, the consumer starts from what the group knows. */
  async commit(
    outgoing: readonly OutgoingRecord[],
    positions: readonly Position[],
    patiently: Patiently,
  ): Promise<void> {
    const { client, producer, consumer } = this;
    producer.begin();
    try {
      await sendAll(client, producer, outgoing);
      producer.sendOffsets(consumer.membership, positions);
      await producer.commit();
    } catch (error) {
      const isBegunAnew = error instanceof FencedError || error instanceof UnknownOutcomeError;
      if (isBegunAnew || error instanceof StaleGenerationError) consumer.disown();
      if (isBegunAnew || !(await this.#aborted())) {
        consumer.disown();
        await patiently(
          () => producer.initialize(),
          (failure) => failure instanceof TransientError,
        );
      }
      throw error;
    }
  }

  async #aborted(): Promise<boolean> {
    try {
      await this.producer.abort();
      return true;
    } catch {
      return false; // whatever it is: initializing ends the transaction too, or says why it can't
    }
  }
}

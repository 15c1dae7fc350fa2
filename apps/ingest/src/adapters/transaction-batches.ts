import type { PhysicalNames, TopicContract } from '@naru/contracts';
import { BatchWriter, type TransactionalProducer, partitionOf } from '@naru/kafka';
import { markHeaders } from '@naru/streams';
import type { Outgoing } from './outgoing.js';

/** The records of one transaction, by the partitions that they go to. */
export class TransactionBatches {
  readonly #writers = new Map<TopicContract, (BatchWriter | undefined)[]>();

  constructor(private readonly names: Pick<PhysicalNames, 'topic'>) {}

  add({ topic, key, value, timestamp, headers }: Outgoing): void {
    this.#writerOf(topic, partitionOf(key, topic.partitions)).append(timestamp, key, value, headers);
  }

  /** Marks every partition of a topic, behind what was added. */
  mark(topic: TopicContract, at: number): void {
    for (let partition = 0; partition < topic.partitions; partition++)
      this.#writerOf(topic, partition).append(at, null, null, markHeaders(at));
  }

  sendBy(producer: Pick<TransactionalProducer, 'send'>): void {
    for (const [topic, writers] of this.#writers)
      for (const [partition, writer] of writers.entries())
        if (writer !== undefined) producer.send(this.names.topic(topic), partition, writer);
  }

  #writerOf(topic: TopicContract, partition: number): BatchWriter {
    let writers = this.#writers.get(topic);
    if (writers === undefined) this.#writers.set(topic, (writers = Array<BatchWriter | undefined>(topic.partitions)));
    return (writers[partition] ??= new BatchWriter());
  }
}

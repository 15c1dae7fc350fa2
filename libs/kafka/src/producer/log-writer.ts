import type { KafkaClient } from '../kafka-client.js';
import { BatchWriter } from '../records/batch-writer.js';
import { partitionOf } from '../records/murmur2.js';
import { TransactionalProducer, type TransactionalProducerOptions } from './transactional-producer.js';

/** A topic as it stands on the broker. */
export interface LogTopic {
  readonly name: string;
  readonly partitions: number;
}

export interface LogRecord {
  /** Decides the partition. */
  readonly key: string;
  /** null deletes the key of a compacted topic. */
  readonly value: Buffer | null;
  /** ms since 1970. */
  readonly timestamp: number;
}

/**
 * Writes what comes now and then (what people command and enter), the records of one call in one transaction, one call
 * after another.
 */
export class LogWriter {
  readonly #producer: TransactionalProducer;
  #last: Promise<unknown> = Promise.resolve();
  #isProven = false;

  /** The transactional id is nobody else's: whoever takes it fences a predecessor of the same name. */
  constructor(client: KafkaClient, options: TransactionalProducerOptions) {
    this.#producer = new TransactionalProducer(client, options);
  }

  /** Resolves when all are committed. Throws KafkaErrors: then nobody may know whether they were. */
  write(topic: LogTopic, records: readonly LogRecord[]): Promise<void> {
    const written = this.#last.then(() => this.#commit(topic, records));
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#last;
    await this.#producer.close();
  }

  async #commit({ name, partitions }: LogTopic, records: readonly LogRecord[]): Promise<void> {
    const writers = new Map<number, BatchWriter>();
    for (const { key, value, timestamp } of records) {
      const partition = partitionOf(key, partitions);
      const writer = writers.get(partition) ?? new BatchWriter();
      writers.set(partition, writer);
      writer.append(timestamp, key, value);
    }
    try {
      // proves itself anew after any failure, which also ends what was left open
      if (!this.#isProven) await this.#producer.initialize();
      this.#isProven = true;
      this.#producer.begin();
      for (const [partition, writer] of writers) this.#producer.send(name, partition, writer);
      await this.#producer.commit();
    } catch (error) {
      this.#isProven = false;
      throw error;
    }
  }
}

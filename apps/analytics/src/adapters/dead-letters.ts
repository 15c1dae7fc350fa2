import type { WireCodec } from '@naru/avro';
import { type HubDeadLetter, type PhysicalNames, topics } from '@naru/contracts';
import {
  BatchWriter,
  FencedError,
  type TransactionalProducer,
  TransientError,
  UnknownOutcomeError,
  partitionOf,
} from '@naru/kafka';
import { SealKeyMissingError, type SourceKeys, identityOf, toSetAside } from '@naru/sealing';
import type { SetAsideRecord } from '@naru/streams';

export interface DeadLettersOptions {
  readonly producer: Pick<
    TransactionalProducer,
    'initialize' | 'begin' | 'send' | 'commit' | 'abort' | 'isOpen' | 'close'
  >;
  readonly names: PhysicalNames;
  readonly tenant: string;
  readonly codec: Pick<WireCodec<HubDeadLetter>, 'encode'>;
  readonly keys: Pick<SourceKeys, 'seal'>;
}

const stage = 'analytics';

/** Seals records that make no row and sends them to hub.dead-letters. */
export class DeadLetters {
  #isInitialized = false;

  constructor(private readonly options: DeadLettersOptions) {}

  /** Resolves when they are committed. What `isOutOfReach` knows says that they weren't, or that nobody knows: send them again. */
  async send(records: readonly SetAsideRecord[]): Promise<void> {
    if (records.length === 0) return;
    const { producer, names } = this.options;
    if (!this.#isInitialized) await producer.initialize();
    this.#isInitialized = true;
    const topic = names.topic(topics.hubDeadLetters);
    producer.begin();
    try {
      for (const [partition, writer] of this.#write(records)) producer.send(topic, partition, writer);
      await producer.commit();
    } catch (error) {
      this.#isInitialized = false; // initializing ends what is open, and settles what nobody knows
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.options.producer.close();
  }

  #write(records: readonly SetAsideRecord[]): Map<number, BatchWriter> {
    const writers = new Map<number, BatchWriter>();
    for (const record of records) {
      const key = `${stage}/${record.partition}`;
      const partition = partitionOf(key, topics.hubDeadLetters.partitions);
      const writer = writers.get(partition) ?? new BatchWriter();
      writers.set(partition, writer);
      const known = { stage, task: record.partition, tenant: this.options.tenant, ...identityOf(record) };
      writer.append(record.timestamp, key, this.options.codec.encode(toSetAside(this.options.keys, record, known)));
    }
    return writers;
  }
}

/** Whether an error of `send` goes by itself, or by sending again. */
export const isOutOfReach = (error: unknown): error is Error =>
  [TransientError, FencedError, UnknownOutcomeError, SealKeyMissingError].some((kind) => error instanceof kind);

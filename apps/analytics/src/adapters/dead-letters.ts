import { DecodeError, RecordFront, type WireCodec, beginsWith, headerLength, readFront } from '@naru/avro';
import { type HubDeadLetter, type PhysicalNames, type TopicContract, frontFields, topics } from '@naru/contracts';
import {
  BatchWriter,
  FencedError,
  type TransactionalProducer,
  TransientError,
  UnknownOutcomeError,
  partitionOf,
} from '@naru/kafka';
import { SealKeyMissingError, type SourceKeys, toSetAside, unknownSource } from '@naru/sealing';
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
  /** The topics that are read. */
  readonly topics: readonly TopicContract[];
}

const stage = 'analytics';

/** Seals records that make no row and sends them to hub.dead-letters. */
export class DeadLetters {
  readonly #withFront: ReadonlySet<string>;
  #isInitialized = false;

  constructor(private readonly options: DeadLettersOptions) {
    this.#withFront = new Set(
      options.topics.filter(({ avro }) => beginsWith(avro, frontFields)).map(({ name }) => name),
    );
  }

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
      const known = { stage, task: record.partition, tenant: this.options.tenant, ...this.#identityOf(record) };
      writer.append(record.timestamp, key, this.options.codec.encode(toSetAside(this.options.keys, record, known)));
    }
    return writers;
  }

  #identityOf({ topic, value, timestamp }: SetAsideRecord) {
    const front = value === null || !this.#withFront.has(topic) ? undefined : frontOf(value);
    if (value === null || front === undefined)
      return { source: unknownSource, recordId: null, receivedAt: timestamp, observedAt: null };
    return {
      source: value.toString('utf8', front.sourceStart, front.sourceEnd),
      recordId: value.subarray(front.recordIdStart, front.recordIdStart + 16),
      receivedAt: front.receivedAt,
      observedAt: front.observedAt,
    };
  }
}

/** Whether an error of `send` goes by itself, or by sending again. */
export const isOutOfReach = (error: unknown): error is Error =>
  [TransientError, FencedError, UnknownOutcomeError, SealKeyMissingError].some((kind) => error instanceof kind);

function frontOf(value: Buffer): RecordFront | undefined {
  try {
    return readFront(value, headerLength, value.length);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

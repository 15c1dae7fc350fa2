import type { WireCodec } from '@naru/avro';
import { type HubDeadLetter, type HubLedgerEntry, type PhysicalNames, topics } from '@naru/contracts';
import {
  BatchWriter,
  FencedError,
  KafkaError,
  type Membership,
  type TransactionalProducer,
  UnknownOutcomeError,
  partitionOf,
} from '@naru/kafka';
import { Tally, keyOfEntry } from '@naru/ledger';
import { type SourceKeys, identityOf, toSetAside } from '@naru/sealing';
import type { Skip } from '@naru/streams';
import type { Booking } from './booking.js';
import type { SetAside } from './row-block.js';
import type { WarehouseTable } from './warehouse-table.js';

export interface BookerOptions {
  readonly producer: TransactionalProducer;
  readonly names: PhysicalNames;
  readonly tenant: string;
  readonly instance: string;
  readonly deadLetters: Pick<WireCodec<HubDeadLetter>, 'encode'>;
  readonly ledger: Pick<WireCodec<HubLedgerEntry>, 'encode'>;
  readonly keys: Pick<SourceKeys, 'seal'>;
}

/** A range of a table's topic that nobody will read any more. */
export type LostRange = Pick<Skip, 'topic' | 'partition' | 'from' | 'to'> & {
  readonly table: Pick<WarehouseTable, 'isBooked' | 'contract'>;
};

interface Outgoing {
  readonly topic: string;
  readonly partition: number;
  readonly timestamp: number;
  readonly key: string;
  readonly value: Buffer;
}

const stage = 'analytics';

/**
 * Commits bookings, all together or not at all: what became of the records that are done (their ledger entries, and the
 * dead letters among them), how far the group is, and what is inserted next.
 */
export class Booker {
  #isInitialized = false;

  constructor(private readonly options: BookerOptions) {}

  /** Fences a predecessor of the same name and ends what it left open: before committed positions are read. */
  async initialize(): Promise<void> {
    this.#isInitialized = false;
    await this.options.producer.initialize();
    this.#isInitialized = true;
  }

  /** What they say to others, by the clock `now`. Throws SealKeyMissingError: try again. */
  write(bookings: readonly Booking[], now: number): Outgoing[] {
    const outgoing: Outgoing[] = [];
    const tallies = new Map<number, Tally>();
    for (const booking of bookings) {
      const tally = tallies.get(booking.partition) ?? new Tally();
      tallies.set(booking.partition, tally);
      for (const each of booking.setAside) {
        outgoing.push(this.#deadLetter(each));
        tally.wrote(topics.hubDeadLetters.name, each.record.timestamp);
      }
      booking.count(tally);
    }
    for (const [task, tally] of tallies)
      if (!tally.isEmpty) {
        const entry = tally.toEntry({ stage, task, instance: this.options.instance, bookedAt: now });
        outgoing.push(this.#outgoing(topics.hubLedger, keyOfEntry(entry), now, this.options.ledger.encode(entry)));
      }
    return outgoing;
  }

  /**
   * Resolves when everything is committed. Afterwards the producer can be used again, whatever this throws; after
   * FencedError and UnknownOutcomeError once it is initialized.
   */
  async commit(bookings: readonly Booking[], outgoing: readonly Outgoing[], membership: Membership): Promise<void> {
    const { producer } = this.options;
    if (!this.#isInitialized) await this.initialize();
    const writers = Map.groupBy(outgoing, ({ topic, partition }) => `${topic} ${partition}`);
    producer.begin();
    try {
      for (const records of writers.values()) {
        const writer = new BatchWriter();
        for (const { timestamp, key, value } of records) writer.append(timestamp, key, value);
        const [first] = records;
        if (first !== undefined) producer.send(first.topic, first.partition, writer);
      }
      producer.sendOffsets(
        membership,
        bookings.map(({ position }) => position),
      );
      await producer.commit();
    } catch (error) {
      await this.#giveUp(error);
      throw error;
    }
  }

  /** Books ranges that were gone before anybody read them, and that somebody has commanded to leave out. As `commit`. */
  async commitLost(skips: readonly LostRange[], membership: Membership, now: number): Promise<void> {
    const { producer, instance } = this.options;
    if (!this.#isInitialized) await this.initialize();
    producer.begin();
    try {
      for (const { table, partition, from, to } of skips) {
        if (!table.isBooked) continue;
        const tally = new Tally();
        tally.lost(table.contract.name, partition, from, to);
        const entry = tally.toEntry({ stage, task: partition, instance, bookedAt: now });
        const { topic, key, value, timestamp, ...at } = this.#outgoing(
          topics.hubLedger,
          keyOfEntry(entry),
          now,
          this.options.ledger.encode(entry),
        );
        const writer = new BatchWriter();
        writer.append(timestamp, key, value);
        producer.send(topic, at.partition, writer);
      }
      producer.sendOffsets(
        membership,
        skips.map(({ topic, partition, to }) => ({ topic, partition, offset: to, metadata: '' })),
      );
      await producer.commit();
    } catch (error) {
      await this.#giveUp(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.options.producer.close();
  }

  async #giveUp(error: unknown): Promise<void> {
    if (error instanceof FencedError || error instanceof UnknownOutcomeError) {
      this.#isInitialized = false;
      return;
    }
    try {
      await this.options.producer.abort();
    } catch (refusal) {
      if (!(refusal instanceof KafkaError)) throw refusal;
      this.#isInitialized = false; // initializing aborts it too
    }
  }

  #deadLetter({ record }: SetAside): Outgoing {
    const { tenant, deadLetters, keys } = this.options;
    const by = { stage, task: record.partition, tenant, ...identityOf(record) };
    const value = deadLetters.encode(toSetAside(keys, record, by));
    return this.#outgoing(topics.hubDeadLetters, `${stage}/${record.partition}`, record.timestamp, value);
  }

  #outgoing(
    topic: { readonly name: string; readonly partitions: number },
    key: string,
    timestamp: number,
    value: Buffer,
  ): Outgoing {
    const partition = partitionOf(key, topic.partitions);
    return { topic: this.options.names.topic(topic), partition, timestamp, key, value };
  }
}

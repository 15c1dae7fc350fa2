import { setImmediate } from 'node:timers/promises';
import { DecodeError, type WireCodec } from '@naru/avro';
import { type HubLedgerEntry, type PhysicalNames, topics } from '@naru/contracts';
import { type KafkaClient, type Position, Reader } from '@naru/kafka';
import { Books, minuteMs, minuteOf } from '@naru/ledger';
import type { Logger } from '@naru/observability';
import { positionsOfStages } from './stage-positions.js';

export interface BooksReadingOptions {
  readonly client: KafkaClient;
  readonly names: PhysicalNames;
  readonly codec: WireCodec<HubLedgerEntry>;
  readonly logger: Logger;
  /** How far back the ledger is read (ms). */
  readonly horizonMs: number;
}

/** A day of entries is read in one go, and others want to work meanwhile: heartbeats above all. */
const ENTRIES_A_BREATH = 200;

/** Clocks of instances may differ by so much: what the first minutes hold may have been booked before the beginning. */
const SKEW_MS = 2 * minuteMs;

/** One reading of the ledger, from a time on: the books that come of it, and whether they may be believed. */
export class BooksReading {
  #settling: { readonly entries: number; readonly ends: readonly Position[] } | undefined;

  private constructor(
    private readonly options: BooksReadingOptions,
    private readonly reader: Reader,
    readonly books: Books,
  ) {}

  static async open(options: BooksReadingOptions): Promise<BooksReading> {
    const { client, names, horizonMs } = options;
    const from = Date.now() - horizonMs;
    // where stages stand, of partitions in which nothing was booked since; before the ledger's end is looked up
    const positions = await positionsOfStages(options);
    const reader = new Reader(client, { topics: [names.topic(topics.hubLedger)], from, until: 'high-watermark' });
    try {
      await reader.start();
    } catch (error) {
      await reader.close();
      throw error;
    }
    const isWhole = reader.positions.every(({ offset }) => offset === 0);
    const opensAt = isWhole ? 0 : minuteOf(from + SKEW_MS) + minuteMs;
    return new BooksReading(options, reader, new Books({ opensAt, horizonMs, positions }));
  }

  /** Whether everything has been read that stood in the ledger when the reading began. */
  get isCaughtUp(): boolean {
    return this.reader.caughtUp;
  }

  /** Whatever was booked before this instant is in the books (ms since 1970); undefined where nobody can say now. */
  get completeAt(): number | undefined {
    return this.reader.completeAt;
  }

  /** Reads on; waits at most so long for something to read (ms). */
  async advance(maxWaitMs: number): Promise<void> {
    let breathedAt = this.books.entries;
    for (const batch of await this.reader.poll(maxWaitMs)) {
      const values: Buffer[] = [];
      batch.forEach((view) => {
        const value = view.value();
        if (value !== null) values.push(value);
      });
      for (const value of values) await this.#take(value);
      if (this.books.entries - breathedAt < ENTRIES_A_BREATH) continue;
      breathedAt = this.books.entries;
      await setImmediate();
    }
    const settling = this.#settling;
    if (settling?.ends.every(this.#isReadBeyond) !== true) return;
    this.books.ledgerSettled(settling.entries);
    this.#settling = undefined;
  }

  /**
   * Finds out what may be believed of the books as they are now: first the ends of the topics with something in flight,
   * then the end of the ledger; what is read up to there decides.
   */
  async settle(): Promise<void> {
    if (this.#settling !== undefined) return;
    const { client, names } = this.options;
    const { entries } = this.books;
    const byPhysical = new Map(this.books.topicsInFlight().map((topic) => [names.topic(topic), topic]));
    const ends = await client.admin.listOffsets([...byPhysical.keys()], 'latest', 'read_uncommitted');
    this.books.expect(
      entries,
      ends.map(({ topic, partition, offset }) => ({ topic: byPhysical.get(topic) ?? topic, partition, offset })),
    );

    const ledger = await client.admin.listOffsets([names.topic(topics.hubLedger)], 'latest', 'read_uncommitted');
    this.#settling = { entries, ends: ledger };
  }

  async close(): Promise<void> {
    await this.reader.close();
  }

  async #take(value: Buffer): Promise<void> {
    try {
      this.books.take(await this.options.codec.decodeAny(value));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.options.logger.error(
        { err: error, runbook: 'docs/runbooks/books-dont-balance.md' },
        'A ledger entry can not be read, what it books counts as missing',
      );
    }
  }

  readonly #isReadBeyond = ({ topic, partition, offset }: Position): boolean =>
    this.reader.positions.some(
      (position) => position.topic === topic && position.partition === partition && position.offset >= offset,
    );
}

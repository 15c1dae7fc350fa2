import { type KafkaClient, Reader } from '@naru/kafka';
import { ProgressClock } from '@naru/subscriber';
import type { StreamPosition } from './stream-cursor.js';
import type { StreamEntry, StreamSource } from './stream-source.js';

const POLL_MS = 500;
const MAX_BUFFERED_BYTES = 4 * 1_048_576;
/** What is kept of the last entries, so that whoever catches up can step over: as characters, and as entries. */
const KEPT_CHARACTERS = 1_048_576;
const KEPT_ENTRIES = 5_000;

export interface Listener {
  hear(entry: StreamEntry): void;
  /** The tail can't go on. */
  lose(error: unknown): void;
}

/** The end of one topic, read once for everybody who follows it live: no reader a client. */
export class TopicTail {
  readonly #reader: Reader;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<Listener>();
  readonly #clock = new ProgressClock();
  #kept: StreamEntry[] = [];
  #keptCharacters = 0;
  /** By partition: the next offset, and the first from which on all entries are kept. */
  #next: number[] = [];
  #floor: number[] = [];
  #running: Promise<void> | undefined;

  constructor(
    client: KafkaClient,
    private readonly source: StreamSource,
    private readonly onLost: () => void,
  ) {
    this.#reader = new Reader(client, {
      topics: [source.topic],
      from: 'latest',
      maxBufferedBytes: MAX_BUFFERED_BYTES,
    });
  }

  /** Begins at the end of now. */
  async start(): Promise<void> {
    await this.#reader.start();
    for (const { partition, offset } of this.#reader.positions) this.#next[partition] = offset;
    this.#floor = [...this.#next];
    this.#running = this.#run().catch((error: unknown) => {
      if (this.#closing.signal.aborted) return;
      this.onLost();
      for (const listener of [...this.#listeners]) listener.lose(error);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#reader.close();
    await this.#running;
  }

  get position(): StreamPosition {
    return [...this.#next];
  }

  /** Everything that the hub took before this time stands in the topic up to `position` (ms since 1970). */
  get clock(): number | undefined {
    return this.#clock.over(this.#reader.positions);
  }

  /**
   * Tells what is kept behind a position, then everything that comes; what lies before it is left out. Answers the way
   * to stop, or undefined where something behind the position is kept no more: then read the topic up to here first.
   */
  attach(after: StreamPosition, listener: Listener): (() => void) | undefined {
    if (this.#floor.some((floor, partition) => (after[partition] ?? 0) < floor)) return undefined;
    const own: Listener = {
      hear: (entry) => {
        if (entry.offset >= (after[entry.partition] ?? 0)) listener.hear(entry);
      },
      lose: (error) => {
        listener.lose(error);
      },
    };
    for (const entry of this.#kept) own.hear(entry);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted)
      for (const batch of await this.#reader.poll(POLL_MS)) {
        const { entries, marks } = await this.source.read(batch, signal);
        for (const entry of entries) this.#tell(entry);
        this.#next[batch.partition] = batch.lastOffset + 1;
        for (const mark of marks) this.#clock.note(batch, mark);
      }
  }

  #tell(entry: StreamEntry): void {
    this.#next[entry.partition] = entry.offset + 1;
    this.#kept.push(entry);
    this.#keptCharacters += entry.json.length;
    for (const listener of this.#listeners) listener.hear(entry);
    if (this.#keptCharacters > KEPT_CHARACTERS || this.#kept.length > KEPT_ENTRIES) this.#forgetHalf();
  }

  /** Half at once, so that forgetting costs little an entry. */
  #forgetHalf(): void {
    const gone = this.#kept.splice(0, Math.ceil(this.#kept.length / 2));
    for (const { partition, offset, json } of gone) {
      this.#floor[partition] = offset + 1;
      this.#keptCharacters -= json.length;
    }
  }
}

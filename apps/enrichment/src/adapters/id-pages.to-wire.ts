import type { Page } from '@naru/streams';
import type { RememberedId } from '../domain/seen-records.js';
import { type RecordFacts, type TakenLog, TaskMemory } from '../domain/task-memory.js';
import { PageWriter } from './page-writer.js';
import { rawTopics } from './raw-topics.js';

/** Far less than Kafka takes of a record, and much more than a page's own names. */
const PAGE_BYTES = 65_536;
/** Of a record's id, and of its content hash. */
const HALF = 8;

/** A task's memory, and what of it goes into its changelogs. */
export class LoggedMemory extends TaskMemory {
  constructor(readonly pages = new IdPages()) {
    super(pages);
  }
}

/** What a transaction has taken, as its changelogs will hold it (`IdPage`). */
export class IdPages implements TakenLog {
  readonly #recent = new IdPage('recent');
  readonly #imported = new IdPage('imported');

  add(bytes: Uint8Array, record: RecordFacts, id: RememberedId, source: string | undefined): void {
    (source === undefined ? this.#imported : this.#recent).add(bytes, record, id, source);
  }

  /** All since the last call; good until something is added. */
  finish(): Page[] {
    return [...this.#recent.finish(), ...this.#imported.finish()];
  }

  drop(): void {
    this.#recent.drop();
    this.#imported.drop();
  }
}

interface Closed {
  readonly names: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Pages of one log, the last one in the making: by hand, and while a record's own bytes are at hand. Made of objects, or of
 * what the memory holds afterwards, they would cost a third of all else that is done for a record.
 */
class IdPage {
  readonly #closed: Closed[] = [];
  readonly #topics = new Map<number, number>();
  readonly #sources = new Map<string, number>();
  /** Of all pages since the last time, one behind the other. */
  readonly #ids = new PageWriter();
  #start = 0;
  #count = 0;

  constructor(private readonly log: string) {}

  add(bytes: Uint8Array, record: RecordFacts, id: RememberedId, source: string | undefined): void {
    const ids = this.#ids;
    ids.copy(bytes, record.recordIdStart, record.recordIdStart + HALF);
    ids.copy(bytes, record.contentHashStart, record.contentHashStart + HALF);
    ids.long(id.revision);
    ids.long(placeOf(id.topic, this.#topics));
    ids.long(id.offset);
    ids.long(id.takenAt);
    ids.long(source === undefined ? 0 : placeOf(source, this.#sources));
    if (source === undefined) ids.long(0);
    else ids.sized(bytes, record.deviceStart, record.deviceEnd);
    this.#count++;
    if (ids.length - this.#start >= PAGE_BYTES) this.#close();
  }

  finish(): Page[] {
    this.#close();
    const pages = this.#closed.map(({ names, start, end }) => ({
      log: this.log,
      body: [names, this.#ids.between(start, end)],
    }));
    this.drop();
    return pages;
  }

  drop(): void {
    this.#closed.length = 0;
    this.#ids.clear();
    this.#begin();
  }

  #close(): void {
    if (this.#count === 0) return;
    const names = new PageWriter();
    names.texts([...this.#topics.keys()].map((topic) => rawTopics[topic] ?? ''));
    names.texts([...this.#sources.keys()]);
    names.long(this.#count);
    this.#ids.long(0); // no further ids
    const [start, end] = [this.#start, this.#ids.length];
    this.#closed.push({ names: names.between(0, names.length), start, end });
    this.#begin();
  }

  #begin(): void {
    this.#start = this.#ids.length;
    this.#topics.clear();
    this.#sources.clear();
    this.#count = 0;
  }
}

/** The place of a name in the page; a new one behind the others. */
function placeOf<N>(name: N, places: Map<N, number>): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

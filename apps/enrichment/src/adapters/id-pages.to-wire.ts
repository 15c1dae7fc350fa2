import type { Page } from '@naru/streams';
import type { DeviceMemory } from '../domain/device-memory.js';
import type { RememberedId } from '../domain/seen-records.js';
import type { TaskMemory } from '../domain/task-memory.js';
import { PageWriter } from './page-writer.js';
import { rawTopics } from './raw-topics.js';

/** Far less than Kafka takes of a record, and much more than a page's own names. */
const PAGE_BYTES = 65_536;

/** What a transaction has taken, as its changelogs hold it (`IdPage`). */
export function idsToPages(memory: TaskMemory): Page[] {
  const pages: Page[] = [];
  const recent = new IdPage('recent', pages);
  const imported = new IdPage('imported', pages);
  memory.seen.added((id, device) => {
    (device === undefined ? imported : recent).add(id, device);
  });
  recent.close();
  imported.close();
  return pages;
}

/** A page in the making, by hand: made of objects, it would cost as much as all else that is done for a record. */
class IdPage {
  readonly #topics = new Map<number, number>();
  readonly #sources = new Map<string, number>();
  readonly #ids = new PageWriter();
  #count = 0;
  #latest = 0;

  constructor(
    private readonly log: string,
    private readonly pages: Page[],
  ) {}

  add(id: RememberedId, device: DeviceMemory | undefined): void {
    const ids = this.#ids;
    ids.word(id.idHigh);
    ids.word(id.idLow);
    ids.word(id.contentHigh);
    ids.word(id.contentLow);
    ids.long(id.revision);
    ids.long(placeOf(id.topic, this.#topics));
    ids.long(id.offset);
    ids.long(id.takenAt);
    ids.long(device === undefined ? 0 : placeOf(device.source, this.#sources));
    ids.text(device === undefined ? '' : device.device);
    this.#latest = Math.max(this.#latest, id.takenAt * 1_000);
    this.#count++;
    if (ids.length >= PAGE_BYTES) this.close();
  }

  close(): void {
    if (this.#count === 0) return;
    const names = new PageWriter();
    names.texts([...this.#topics.keys()].map((topic) => rawTopics[topic] ?? ''));
    names.texts([...this.#sources.keys()]);
    names.long(this.#count);
    this.#ids.long(0); // no further ids
    // what is kept for ever has no time of its own
    const timestamp = this.#latest === 0 ? Date.now() : this.#latest;
    this.pages.push({ log: this.log, timestamp, body: [names.finish(), this.#ids.finish()] });
    this.#topics.clear();
    this.#sources.clear();
    this.#count = this.#latest = 0;
  }
}

/** The place of a name in the page; a new one behind the others. */
function placeOf<N>(name: N, places: Map<N, number>): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Warehouse } from '@naru/clickhouse';
import type { PhysicalNames } from '@naru/contracts';
import { type KafkaClient, KafkaError } from '@naru/kafka';
import type { DecoderOptions } from '@naru/subscriber';
import type { Listed, Wanted } from '../../domain/where/candidates.js';
import { type ToldFact, seenIn } from '../../domain/where/facts.js';
import { type Found, allOf, nothing, ofSource, together } from '../../domain/where/found.js';
import { bytesOf, uuidOf } from '../../domain/where/record-id.js';
import { type Story, tellStory } from '../../domain/where/story.js';
import type { BooksFollower } from '../books-follower.js';
import { type StagePosition, positionsOfStages } from '../stage-positions.js';
import { orUndefined } from './ask-warehouse.js';
import type { Decisions } from './decisions.js';
import { FactSearch, factTopicsOf } from './fact-search.js';
import { foundFrom, searchedTopics } from './found.from-wire.js';
import { Passages, type Positions, readersOf } from './passages.js';
import { holding, sentBy } from './sieves.js';
import { type Sieve, TailSearch } from './tail-search.js';
import { WarehouseSearch, mostRows } from './warehouse-search.js';
import { WaysBack, wayBackOf } from './ways-back.js';

export interface RecordSearchOptions extends DecoderOptions {
  readonly client: KafkaClient;
  readonly warehouse: Pick<Warehouse, 'rows'>;
  readonly names: PhysicalNames;
  readonly books: Pick<BooksFollower, 'current'>;
  readonly decisions: Pick<Decisions, 'get'>;
}

/** What could not be looked at, so that an answer says so. */
export interface Gaps {
  /** The warehouse does not answer. */
  readonly warehouse: boolean;
  /** More stands behind the warehouse than can be looked through in the time, or Kafka does not answer. */
  readonly tail: boolean;
  /** Kafka does not say how far the stages are. */
  readonly stages: boolean;
  /** There are more rows than are told. */
  readonly rows: boolean;
  /** Not all facts could be looked at that the record may be part of. */
  readonly facts: boolean;
}

/** What is asked for: a record by its id (16 bytes), or whatever was set aside of some bytes by their SHA-256 (32 bytes). */
export type Asked = { readonly recordId: Buffer } | { readonly sha256: Buffer };

export interface FoundRecord {
  readonly found: Found;
  readonly gaps: Gaps;
}

export interface ToldRecord extends FoundRecord {
  readonly story: Story;
  /** What it became part of; undefined where whoever asks may not know of it. */
  readonly facts: readonly ToldFact[] | undefined;
  /** The first offset that Kafka still has, by partition: `topic/partition`. */
  readonly earliest: ReadonlyMap<string, number>;
  /** How far the books are that say what is missing or lost (ms since 1970); null while they are being read. */
  readonly booksAt: number | null;
}

const warehouseStage = 'analytics';
const ofWarehouse = ({ stage }: StagePosition): boolean => stage === warehouseStage;

/** Kafka is asked for so long (ms): an answer within a second says more than a complete one later. */
const KAFKA_MS = 500;
const TAIL_MS = 600;
/** The way back is looked at when the record is found; next to nothing stands there. */
const WAY_BACK_MS = 250;
/** Searches at once: each may hold 16 MiB of what it reads. */
const MOST_AT_ONCE = 4;

/** Looks for records wherever the hub may have them: in the warehouse, and behind it on Kafka. */
export class RecordSearch {
  readonly #warehouse: WarehouseSearch;
  readonly #tail: TailSearch<Found>;
  readonly #waysBack: WaysBack;
  readonly #facts: FactSearch;
  readonly #passages: Passages;
  #running = 0;

  constructor(private readonly options: RecordSearchOptions) {
    this.#warehouse = new WarehouseSearch(options.warehouse, options.names);
    this.#tail = new TailSearch(options.client, { ...options, topics: searchedTopics, read: foundFrom });
    this.#waysBack = new WaysBack(options);
    this.#facts = new FactSearch(options);
    this.#passages = new Passages(options.books, this.#warehouse);
  }

  /** Whether another search would be one too many. */
  get isBusy(): boolean {
    return this.#running >= MOST_AT_ONCE;
  }

  /** Everything about one record; of `source` alone where one is given. */
  async tell(asked: Asked, source: string | undefined): Promise<ToldRecord> {
    return await this.#counted(async () => {
      const positions = await this.#positions();
      const { found, gaps } = await this.#find(asked, source, positions);
      const [whereabouts, earliest, coming, facts] = await Promise.all([
        this.#passages.of(found, positions),
        positions === undefined ? new Map<string, number>() : this.#earliest(found),
        this.#waysBack.coming(found.setAside, {
          positions,
          isWhole: !gaps.warehouse && !gaps.tail,
          signal: AbortSignal.timeout(WAY_BACK_MS),
        }),
        // what one sender's record became part of may be others', too
        source === undefined || seenIn(found).length === 0
          ? this.#facts.of(found, positions?.filter(ofWarehouse))
          : undefined,
      ]);
      const story = tellStory(found, {
        readersOf,
        whereabouts,
        wayBackOf: (aside) => wayBackOf(aside, coming, earliest.get(`${aside.place.topic}/${aside.place.partition}`)),
      });
      const told = {
        found,
        gaps: { ...gaps, facts: facts?.isComplete === false },
        story,
        facts: facts?.facts,
        earliest,
      };
      return { ...told, booksAt: this.options.books.current?.asOf ?? null };
    });
  }

  /** What ingest took of a source, or set aside, behind a place in the listing. */
  async list(wanted: Wanted, after: Listed | undefined, limit: number): Promise<FoundRecord> {
    return await this.#counted(async () => {
      const positions = await this.#positions();
      const [rows, tail] = await Promise.all([
        orUndefined(this.#warehouse.ofSource(wanted, after, limit)),
        this.#searchTail(positions, sentBy(wanted)),
      ]);
      return {
        found: together(rows ?? nothing, tail.found),
        gaps: { warehouse: rows === undefined, tail: !tail.isComplete, stages: false, rows: false, facts: false },
      };
    });
  }

  async #find(asked: Asked, source: string | undefined, positions: Positions): Promise<FoundRecord> {
    const bytes = 'recordId' in asked ? asked.recordId : asked.sha256;
    const rowsAsked =
      'recordId' in asked
        ? this.#warehouse.byId(uuidOf(asked.recordId))
        : this.#warehouse.byHash(asked.sha256.toString('hex'));
    const [rows, tail] = await Promise.all([orUndefined(rowsAsked), this.#searchTail(positions, holding(bytes))]);
    const both = onlyAsked(together(rows ?? nothing, tail.found), asked);
    const found = source === undefined ? both : ofSource(source, both);
    const gaps: Gaps = {
      warehouse: rows === undefined,
      tail: !tail.isComplete,
      stages: positions === undefined,
      rows: Object.values(rows ?? {}).some((items: readonly unknown[]) => items.length >= mostRows),
      facts: false,
    };
    // bytes that were set aside under an id: the rest of that record's story is asked for by the id
    const recordId = found.setAside.findLast((each) => each.recordId !== null)?.recordId ?? undefined;
    if ('recordId' in asked || recordId === undefined) return { found, gaps };
    const more = await this.#find({ recordId: bytesOf(recordId) }, source, positions);
    return { found: together(found, more.found), gaps: more.gaps };
  }

  async #searchTail(
    positions: Positions,
    sieve: Sieve,
  ): Promise<{ readonly found: Found; readonly isComplete: boolean }> {
    if (positions === undefined) return { found: nothing, isComplete: false };
    const signal = AbortSignal.timeout(TAIL_MS);
    const { found, isComplete } = await this.#tail.search(positions.filter(ofWarehouse), { sieve, signal });
    return { found: allOf(found), isComplete };
  }

  /** Asked before anything is looked for: what stages take meanwhile is found, and not missed. */
  async #positions(): Promise<Positions> {
    return await soon(positionsOfStages(this.options));
  }

  async #earliest(found: Found): Promise<ReadonlyMap<string, number>> {
    const { client, names } = this.options;
    const standing = [...found.copies, ...found.statements, ...found.setAside].map(({ place }) => place.topic);
    const byPhysical = new Map([...standing, ...factTopicsOf(found)].map((topic) => [names.topic(topic), topic]));
    const offsets = await soon(client.admin.listOffsets([...byPhysical.keys()], 'earliest', 'read_uncommitted'));
    return new Map(
      (offsets ?? []).map(({ topic, partition, offset }) => [`${byPhysical.get(topic) ?? topic}/${partition}`, offset]),
    );
  }

  async #counted<T>(search: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await search();
    } finally {
      this.#running--;
    }
  }
}

/** The tail is sifted by bytes, which may stand in other records for another reason. */
function onlyAsked(found: Found, asked: Asked): Found {
  if ('sha256' in asked) {
    const sha256 = asked.sha256.toString('hex');
    return { ...nothing, setAside: found.setAside.filter((each) => each.sha256 === sha256) };
  }
  const recordId = uuidOf(asked.recordId);
  const isIts = (each: { readonly recordId: string | null }): boolean => each.recordId === recordId;
  return {
    copies: found.copies.filter(isIts),
    statements: found.statements.filter(isIts),
    repeats: found.repeats.filter(isIts),
    setAside: found.setAside.filter(isIts),
  };
}

/** What Kafka answers soon; undefined where it doesn't. */
async function soon<T>(asked: Promise<T>): Promise<T | undefined> {
  const late = new AbortController();
  const answered = asked.catch((error: unknown) => {
    if (error instanceof KafkaError) return undefined;
    throw error;
  });
  try {
    return await Promise.race([answered, pause(KAFKA_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  } finally {
    late.abort();
  }
}

import type { HubLedgerEntry } from '@naru/contracts';
import { minuteMs, minuteOf } from '../minute.js';
import type { Balance, BalanceFilter, JudgedCrossing, StageRow, UnbalancedEntry, Vitals } from './balance.js';
import { type Crossing, crossingsOf, judge } from './crossing.js';
import { unbalancedIn } from './entry-check.js';
import { type Fate, type Fates, fateOf, isEnd } from './fates.js';
import { type Flow, flows as flowsOfHub } from './flows.js';
import { MinuteBook } from './minute-book.js';
import { type Passage, RangeBook } from './range-book.js';
import { Settling, type TopicEnd } from './settling.js';

export interface BooksOptions {
  /** Ways between stages; those of the catalogue by default. */
  readonly flows?: readonly Flow[];
  /** Minutes that begin before are not judged, since the ledger was not read from its beginning (ms since 1970). 0 by default. */
  readonly opensAt?: number;
  /** How long minutes are kept apart (ms); what is older goes into one sum a flow. A day by default. */
  readonly horizonMs?: number;
  /** Pages (minute, topic, source, stage) kept at most, some 200 bytes each; minutes are folded early beyond. */
  readonly mostPages?: number;
  /** Sources told apart; all others are booked as one. */
  readonly mostSources?: number;
  /** Where stages stood when the books were opened: of partitions that no entry tells of. */
  readonly positions?: readonly (TopicEnd & { readonly stage: string })[];
}

const DAY_MS = 86_400_000;
const MOST_ENTRIES_LISTED = 1_000;
const OTHER_SOURCES = '(others)';

/**
 * The books of the hub, read from its ledger: what every stage took, what became of it, and whether it balances. In
 * whatever order the entries of different tasks come, and however records were cut into entries, the end is the same.
 */
export class Books {
  readonly #flows: readonly Flow[];
  readonly #ranges: RangeBook;
  readonly #settling = new Settling();
  readonly #minutes = new Map<number, MinuteBook>();
  /** Minutes that were uneven when they were last looked at, with what was; undefined: they have moved since. */
  readonly #unclosed = new Map<number, Uneven | undefined>();
  /** Of minutes before the horizon, what was open then and what came since. */
  readonly #folded = new Map<Flow, Crossing>();
  readonly #sources = new Set<string>();
  #unbalanced: UnbalancedEntry[] = [];
  #entries = 0;
  #ledgerAt = 0;
  #pages = 0;
  #bookedAt = 0;
  #foldedBelow = 0;

  constructor(private readonly options: BooksOptions = {}) {
    this.#flows = options.flows ?? flowsOfHub;
    this.#ranges = new RangeBook(options.positions ?? []);
  }

  /** How many entries have been read: the measure of what is settled. */
  get entries(): number {
    return this.#entries;
  }

  /** Minutes from then on are told apart and judged (ms since 1970); of earlier ones there are sums, or nothing. */
  get heldSince(): number {
    return Math.max(this.#foldedBelow, this.options.opensAt ?? 0);
  }

  /** Reads one entry. Entries of one task come in their order, each once. */
  take(entry: HubLedgerEntry): void {
    this.#entries++;
    const { stage, counts, produced, bookedAt } = entry;
    this.#unbalanced.push(...unbalancedIn(entry));
    this.#ranges.take(entry);
    for (const { minute, topic, source, fate, count } of counts)
      this.#book({ minute, topic, source, stage, fate: fateOf(fate), count });
    for (const { minute, topic, count } of produced)
      this.#book({ minute, topic, source: '', stage, fate: 'produced', count });
    if (minuteOf(bookedAt) > this.#bookedAt) this.#turnPage(minuteOf(bookedAt));
  }

  /** What a stage has done with one offset of a topic (name in the catalogue); undefined where nobody knows. */
  passage(stage: string, topic: string, partition: number, offset: number): Passage | undefined {
    return this.#ranges.passage(stage, topic, partition, offset);
  }

  /** Topics with records that were delivered and not taken: whose ends say whether they are missing. */
  topicsInFlight(): readonly string[] {
    return [...new Set(this.#uneven().flatMap(({ flow, inFlight }) => (inFlight > 0 ? [flow.topic] : [])))];
  }

  /** Where topics end, asked after so many entries had been read. */
  expect(entries: number, ends: readonly TopicEnd[]): void {
    this.#settling.expect(this.#flows, entries, ends);
  }

  /** The ledger has been read beyond the ends that it had after so many entries had been read. */
  ledgerSettled(entries: number): void {
    this.#ledgerAt = entries;
  }

  /** The figures to watch. Looks only at minutes that aren't closed. */
  vitals(): Vitals {
    const uneven = this.#uneven();
    const imbalance = new Map<string, number>();
    const inFlight = new Map<Flow, number>();
    for (const crossing of uneven) {
      increase(imbalance, crossing.flow.to, crossing.missing + crossing.takenTwice);
      increase(inFlight, crossing.flow, crossing.inFlight);
    }
    for (const found of this.#unclosed.values())
      for (const { stage, difference, movedAt } of found?.differences ?? [])
        increase(imbalance, stage, movedAt > this.#ledgerAt ? 0 : Math.abs(difference));
    for (const { stage, records, fates } of this.#unbalanced) increase(imbalance, stage, Math.abs(records - fates));
    return {
      imbalance,
      missingOffsets: this.#ranges.offsets('missing'),
      twiceOffsets: this.#ranges.offsets('taken-twice'),
      inFlight: [...inFlight].map(([{ to, topic }, records]) => ({ stage: to, topic, records })),
      oldestOpen: oldestOf(uneven),
    };
  }

  /** The books of the minutes, source and stage asked for, in order of time. */
  balance(filter: BalanceFilter = {}): Balance {
    const { since = 0, until = Infinity, stage, source } = filter;
    const minutes = [...this.#minutes.keys()].filter((minute) => minute >= since && minute < until);
    minutes.sort((a, b) => a - b);
    const folded = since < this.#foldedBelow ? [...this.#folded.values()] : [];
    const crossings = this.#judge([...folded, ...minutes.flatMap((minute) => this.#crossingsAt(minute))]).filter(
      ({ flow, source: its }) =>
        (stage === undefined || stage === flow.from || stage === flow.to) && (source === undefined || source === its),
    );
    const rows = minutes.flatMap((minute) => this.#rowsOf(minute, filter));
    const isAsked = (found: { readonly stage: string; readonly bookedAt: number }) =>
      found.bookedAt >= since && (stage === undefined || stage === found.stage);
    const ranges = this.#ranges.problems().filter(isAsked);
    const entries = this.#unbalanced.filter(isAsked);
    const open = [...crossings, ...rows].filter(({ isOpen }) => isOpen);
    return {
      rows,
      crossings,
      ranges,
      entries,
      isBalanced:
        entries.length === 0 &&
        ranges.every(({ kind }) => kind === 'lost') &&
        crossings.every(({ missing, takenTwice }) => missing + takenTwice === 0) &&
        rows.every(({ difference, isOpen }) => difference === 0 || isOpen),
      openMinutes: new Set(open.map(({ minute }) => minute)).size,
      oldestOpen: oldestOf(open),
    };
  }

  #book(line: Line): void {
    const { minute, topic, stage, fate, count } = line;
    if (fate === undefined || minute < (this.options.opensAt ?? 0)) return;
    if (minute < this.#foldedBelow) {
      this.#bookFolded(line);
      return;
    }
    const book = this.#minutes.get(minute) ?? new MinuteBook();
    this.#minutes.set(minute, book);
    const before = book.size;
    const page = book.page(topic, this.#nameOf(line.source), stage);
    page[fate] += count;
    page.movedAt = this.#entries;
    this.#pages += book.size - before;
    this.#unclosed.set(minute, undefined);
  }

  #bookFolded({ topic, stage, fate, count }: Line): void {
    for (const flow of this.#flows) {
      const carriedAs = flow.carries === undefined ? 'produced' : 'delivered';
      const isWritten = fate === carriedAs && (flow.from ?? stage) === stage;
      if (isWritten && (flow.carries ?? [flow.topic]).includes(topic))
        this.#fold({ ...this.#emptyFold(flow), delivered: count, deliveredAt: this.#entries });
      if (stage === flow.to && topic === flow.topic && isEnd(fate))
        this.#fold({ ...this.#emptyFold(flow), taken: count, takenAt: this.#entries });
      if (stage === flow.to && topic === flow.topic && fate === 'returned')
        this.#fold({ ...this.#emptyFold(flow), taken: -count, takenAt: this.#entries });
    }
  }

  #emptyFold(flow: Flow): Crossing {
    return { flow, minute: null, source: '', delivered: 0, taken: 0, deliveredAt: 0, takenAt: 0 };
  }

  #fold({ flow, delivered, taken, deliveredAt, takenAt }: Crossing): void {
    const sum = this.#folded.get(flow) ?? this.#emptyFold(flow);
    this.#folded.set(flow, {
      ...sum,
      delivered: sum.delivered + delivered,
      taken: sum.taken + taken,
      deliveredAt: Math.max(sum.deliveredAt, deliveredAt),
      takenAt: Math.max(sum.takenAt, takenAt),
    });
  }

  /** Another minute began: what lies behind the horizon is folded, and what was found wrong there has been told for long. */
  #turnPage(minute: number): void {
    this.#bookedAt = minute;
    const horizon = minute - (this.options.horizonMs ?? DAY_MS);
    this.#ranges.forget(horizon);
    this.#unbalanced = this.#unbalanced.filter(({ bookedAt }) => bookedAt >= horizon).slice(-MOST_ENTRIES_LISTED);
    const ordered = [...this.#minutes.keys()].sort((a, b) => a - b);
    for (const oldest of ordered) {
      if (oldest >= horizon && this.#pages <= (this.options.mostPages ?? 200_000)) break;
      this.#foldMinute(oldest);
    }
  }

  /** Only what is open goes on: what is even or was judged has no more to say. */
  #foldMinute(minute: number): void {
    for (const crossing of this.#judge(this.#crossingsAt(minute))) if (crossing.isOpen) this.#fold(crossing);
    this.#pages -= this.#minutes.get(minute)?.size ?? 0;
    this.#minutes.delete(minute);
    this.#unclosed.delete(minute);
    this.#foldedBelow = Math.max(this.#foldedBelow, minute + minuteMs);
  }

  #crossingsAt(minute: number): readonly Crossing[] {
    const book = this.#minutes.get(minute);
    return book === undefined ? [] : this.#flows.flatMap((flow) => crossingsOf(flow, minute, book));
  }

  /** In order of time: what was lost of a flow accounts for its oldest missing records first. */
  #judge(crossings: readonly Crossing[]): readonly JudgedCrossing[] {
    this.#settling.update(this.#ranges.endTaken);
    const accountedFor = new Map<Flow, number>();
    return crossings.map((crossing) => {
      const { flow } = crossing;
      const verdict = judge(crossing, { flowAt: this.#settling.settledAt(flow), ledgerAt: this.#ledgerAt });
      if (verdict.missing === 0) return { ...crossing, ...verdict, lost: 0 };
      const { offsets, at } = this.#ranges.lostBy(flow);
      const used = accountedFor.get(flow) ?? 0;
      const lost = (crossing.minute ?? 0) <= at ? Math.min(verdict.missing, offsets - used) : 0;
      accountedFor.set(flow, used + lost);
      return { ...crossing, ...verdict, missing: verdict.missing - lost, lost };
    });
  }

  /** Crossings that don't balance, or not yet. Closes the minutes in which everything does. */
  #uneven(): readonly JudgedCrossing[] {
    const crossings: Crossing[] = [...this.#folded.values()].filter(isUneven);
    for (const minute of [...this.#unclosed.keys()].sort((a, b) => a - b)) {
      const found = this.#unclosed.get(minute) ?? this.#unevenAt(minute);
      crossings.push(...found.crossings);
      if (found.crossings.length + found.differences.length > 0) this.#unclosed.set(minute, found);
      else this.#unclosed.delete(minute);
    }
    return this.#judge(crossings);
  }

  #unevenAt(minute: number): Uneven {
    const differences: Uneven['differences'][number][] = [];
    this.#minutes.get(minute)?.forEach((topic, _source, stage, fates) => {
      const difference = this.#differenceOf(stage, topic, fates);
      if (difference !== 0) differences.push({ stage, difference, movedAt: fates.movedAt });
    });
    return { crossings: this.#crossingsAt(minute).filter(isUneven), differences };
  }

  #rowsOf(minute: number, filter: BalanceFilter): readonly StageRow[] {
    const rows: StageRow[] = [];
    this.#minutes.get(minute)?.forEach((topic, source, stage, fates) => {
      const isAsked = (filter.stage ?? stage) === stage && (filter.source ?? source) === source;
      if (isAsked && fates.taken + fates.returned + fates.met > 0)
        rows.push(this.#rowOf({ stage, topic, source, minute }, fates));
    });
    return rows;
  }

  #rowOf(of: Pick<StageRow, 'stage' | 'topic' | 'source' | 'minute'>, fates: Fates): StageRow {
    const { returned, delivered, deduplicated, deadLettered, quarantined } = fates;
    const difference = this.#differenceOf(of.stage, of.topic, fates);
    return {
      ...of,
      taken: fates.metFirst + difference,
      returned,
      delivered,
      deduplicated,
      deadLettered,
      quarantined,
      difference,
      isOpen: difference !== 0 && fates.movedAt > this.#ledgerAt,
    };
  }

  /** A stage that reads a topic is held against its ranges; what ingest takes over HTTP, against what it says it took. */
  #differenceOf(stage: string, topic: string, fates: Fates): number {
    if (stage !== 'ingest' || this.#flows.some((flow) => flow.to === stage && flow.topic === topic)) return 0;
    return fates.taken - fates.metFirst;
  }

  #nameOf(source: string): string {
    if (this.#sources.has(source)) return source;
    if (this.#sources.size >= (this.options.mostSources ?? 10_000)) return OTHER_SOURCES;
    this.#sources.add(source);
    return source;
  }
}

/** One line of an entry. */
interface Line {
  readonly minute: number;
  readonly topic: string;
  readonly source: string;
  readonly stage: string;
  readonly fate: Fate | undefined;
  readonly count: number;
}

/** What is uneven in a minute: between stages, and within them. */
interface Uneven {
  readonly crossings: readonly Crossing[];
  readonly differences: readonly { readonly stage: string; readonly difference: number; readonly movedAt: number }[];
}

const isUneven = ({ delivered, taken }: Crossing): boolean => delivered !== taken;

function increase<K>(sums: Map<K, number>, key: K, by: number): void {
  if (by > 0) sums.set(key, (sums.get(key) ?? 0) + by);
}

const oldestOf = (found: readonly { readonly minute: number | null; readonly isOpen: boolean }[]): number | null => {
  const minutes = found.flatMap(({ isOpen, minute }) => (isOpen && minute !== null ? [minute] : []));
  return minutes.length === 0 ? null : Math.min(...minutes);
};

import type { HubLedgerEntry, HubLedgerRange } from '@naru/contracts';
import { fateOf, isEnd } from './books/fates.js';
import { minuteMs, minuteOf } from './minute.js';

/**
 * What can become of a record. Besides: 'taken', which only ingest books, of what came over HTTP (it has no ranges there);
 * 'returned', of a record that was set aside and came back to the topic's handler; 'expired', of records set aside.
 */
export type BookedFate =
  'taken' | 'returned' | 'delivered' | 'deduplicated' | 'dead-lettered' | 'quarantined' | 'expired';

/** Who books, and when by the clock of the instance (ms since 1970, UTC; it is only told). */
export type BookedBy = Pick<HubLedgerEntry, 'stage' | 'task' | 'instance' | 'bookedAt'>;

/** Topics by their name in the catalogue, without the tenant. */
interface Count {
  readonly topic: string;
  readonly source: string;
  readonly minute: number;
  readonly fate: BookedFate;
  readonly reason: string;
  count: number;
}
interface Produced {
  readonly topic: string;
  readonly minute: number;
  count: number;
}
type Range = { -readonly [N in keyof HubLedgerRange]: HubLedgerRange[N] };

const holds = ({ minute }: { readonly minute: number }, at: number): boolean => at >= minute && at < minute + minuteMs;

/**
 * What one task does in one transaction, until it becomes its ledger entry. Counting costs no object a record: most
 * records are like the one before, and the others find their count in a short list.
 */
export class Tally {
  readonly #counts = new Map<string, Map<string, Count[]>>();
  readonly #ranges: Range[] = [];
  readonly #produced: Produced[] = [];
  #lastCount: Count | undefined;
  #lastRange: Range | undefined;
  #lastProduced: Produced | undefined;

  /** Whether there is nothing to book. */
  get isEmpty(): boolean {
    return this.#ranges.length === 0 && this.#counts.size === 0 && this.#produced.length === 0;
  }

  /** Whether a record was counted or written, and not only a range passed that holds none. */
  get hasRecords(): boolean {
    return this.#counts.size > 0 || this.#produced.length > 0;
  }

  /**
   * Counts a record, or `records`, of a source (empty: the hub made it itself, or nobody can read whose it is) that the
   * hub took at `at` (ms). `reason` is empty where the fate has none.
   */
  count(topic: string, source: string, at: number, fate: BookedFate, reason = '', records = 1): void {
    const last = this.#lastCount;
    if (
      last?.fate === fate &&
      last.source === source &&
      last.topic === topic &&
      last.reason === reason &&
      holds(last, at)
    ) {
      last.count += records;
      return;
    }
    const counts = this.#countsOf(topic, source);
    let found = counts.find((each) => each.fate === fate && each.reason === reason && holds(each, at));
    if (found === undefined) counts.push((found = { topic, source, minute: minuteOf(at), fate, reason, count: 0 }));
    found.count += records;
    this.#lastCount = found;
  }

  /**
   * The offsets [from, to) of a topic partition were taken, with so many records in them that count. Ranges of one
   * partition must touch: RangeError where this one doesn't begin where the last one ended.
   */
  took(topic: string, partition: number, from: number, to: number, records: number): void {
    const range = this.#rangeOf(topic, partition, from);
    range.toOffset = to;
    range.records += records;
  }

  /** The offsets [from, to) were gone before anybody read them, and somebody commanded to go on. */
  lost(topic: string, partition: number, from: number, to: number): void {
    this.#lastRange = undefined;
    this.#ranges.push({ topic, partition, fromOffset: from, toOffset: to, records: 0, lost: true });
  }

  /** A record was written to a topic, with this Kafka timestamp (ms). */
  wrote(topic: string, at: number): void {
    let found = this.#lastProduced;
    if (found?.topic !== topic || !holds(found, at))
      found = this.#produced.find((each) => each.topic === topic && holds(each, at));
    if (found === undefined) this.#produced.push((found = { topic, minute: minuteOf(at), count: 0 }));
    found.count++;
    this.#lastProduced = found;
  }

  /**
   * The check that a stage makes of itself: topics whose fates don't add up to the records that were taken of them or
   * came back, as a sentence; undefined where all do.
   */
  imbalance(): string | undefined {
    const topics = new Set([...this.#ranges.map(({ topic }) => topic), ...this.#counts.keys()]);
    const wrong = [...topics].flatMap((topic) => {
      const counts = [...(this.#counts.get(topic)?.values() ?? [])].flat();
      const taken = this.#ranges.filter((range) => range.topic === topic).map((range) => range.records);
      const returned = counts.filter(({ fate }) => fate === 'returned').map(({ count }) => count);
      const records = sumOf(taken) + sumOf(returned);
      const fates = sumOf(counts.filter(({ fate }) => isEnd(fateOf(fate))).map(({ count }) => count));
      return records === fates ? [] : [`${fates} fates of ${records} records of ${topic}`];
    });
    return wrong.length === 0 ? undefined : wrong.join(', ');
  }

  /** The entry as it goes into hub.ledger.v1, keyed by `keyOfEntry`. What is counted afterwards doesn't change it. */
  toEntry({ stage, task, instance, bookedAt }: BookedBy): HubLedgerEntry {
    const counts = [...this.#counts.values()].flatMap((bySource) => [...bySource.values()].flat());
    return {
      stage,
      task,
      instance,
      bookedAt,
      ranges: this.#ranges.map((range) => ({ ...range })),
      counts: counts.map((count) => ({ ...count })),
      produced: this.#produced.map((produced) => ({ ...produced })),
    };
  }

  clear(): void {
    this.#counts.clear();
    this.#ranges.length = 0;
    this.#produced.length = 0;
    this.#lastCount = this.#lastRange = this.#lastProduced = undefined;
  }

  #countsOf(topic: string, source: string): Count[] {
    let bySource = this.#counts.get(topic);
    if (bySource === undefined) this.#counts.set(topic, (bySource = new Map<string, Count[]>()));
    let counts = bySource.get(source);
    if (counts === undefined) bySource.set(source, (counts = []));
    return counts;
  }

  #rangeOf(topic: string, partition: number, from: number): Range {
    let range = this.#lastRange;
    if (range?.topic !== topic || range.partition !== partition)
      range = this.#ranges.findLast((each) => each.topic === topic && each.partition === partition);
    if (range !== undefined && range.toOffset !== from)
      throw new RangeError(`${topic}/${partition} goes on at ${from}, where ${range.toOffset} was due`);
    if (range === undefined || range.lost)
      this.#ranges.push((range = { topic, partition, fromOffset: from, toOffset: from, records: 0, lost: false }));
    this.#lastRange = range;
    return range;
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

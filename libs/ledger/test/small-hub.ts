import { type HubLedgerEntry, type TopicContract, topics } from '@naru/contracts';
import { Tally, type TopicEnd, minuteMs } from '../src/index.js';

/** A record as the books know it. */
export interface SmallRecord {
  readonly source: string;
  /** Which minute it was received in, counted from `noon`. */
  readonly minute: number;
  /** What ingest, and what enrichment make of it. */
  readonly atIngest: 'delivered' | 'dead-lettered';
  readonly atEnrichment: 'delivered' | 'deduplicated' | 'dead-lettered';
  /** Whether a dead letter of it is mended and comes back to the stage that set it aside. */
  readonly comesBack: boolean;
}

interface Logged {
  readonly offset: number;
  readonly source: string;
  readonly at: number;
  readonly record: SmallRecord;
}

export const noon = Date.parse('2026-11-22T12:00:00Z');

const raw = topics.parkingRawObservations;
const placed = topics.parkingObservations;
const changes = topics.parkingZoneChanges;
const letters = topics.hubDeadLetters;
const commands = topics.hubReturnCommands;
const returns = topics.hubIngestReturns;
const copies = topics.hubDuplicates;
const partitions = 2;

/** Who reads what: the part of the hub that is modelled. */
const readers = [
  ['enrichment', [raw]],
  ['parking', [placed, changes]],
  ['analytics', [raw, placed, letters, copies]],
  ['ingest', [letters, commands, returns]],
] as const;
export type Reader = (typeof readers)[number][0];

/** A hub of plain arrays whose every transaction books an entry, as the real stages do; each leaves a marker in its topics. */
export class SmallHub {
  /** Entries in the order of their commits. */
  readonly entries: HubLedgerEntry[] = [];
  readonly #logs = new Map<string, { records: Logged[]; end: number }>();
  readonly #positions = new Map<string, number>();

  ingest(records: readonly SmallRecord[]): void {
    const work = this.#begin('ingest', 0);
    for (const record of records) {
      const at = noon + record.minute * minuteMs;
      work.tally.count(raw.name, record.source, at, 'taken');
      work.tally.count(raw.name, record.source, at, record.atIngest);
      if (record.atIngest === 'delivered') work.write(raw, record.source, at, record);
      else work.write(letters, '', at, record);
    }
    work.commit();
    const back = records.filter(({ atIngest, comesBack }) => atIngest === 'dead-lettered' && comesBack);
    if (back.length === 0) return;
    const wish = this.#begin('ingest', 0);
    for (const record of back) wish.write(commands, record.source, noon, record);
    wish.commit();
  }

  /** A task takes at most so many records of each of its inputs. Answers whether there was anything. */
  work(stage: Reader, task: number, most: number): boolean {
    const work = this.#begin(stage, task);
    let isBusy = false;
    for (const topic of readers.find(([name]) => name === stage)?.[1] ?? []) {
      const taken = this.#read(stage, topic, task, most);
      if (taken === undefined) continue;
      isBusy = true;
      work.tally.took(topic.name, task, taken.from, taken.to, taken.records.length);
      for (const { source, at, record } of taken.records) {
        const fate = stage === 'enrichment' ? record.atEnrichment : 'delivered';
        work.tally.count(topic.name, stage === 'ingest' ? '' : source, at, fate);
        if (topic === commands) work.write(returns, source, at, record);
        if (topic === returns) {
          const receivedAt = noon + record.minute * minuteMs;
          work.tally.count(raw.name, source, receivedAt, 'returned');
          work.tally.count(raw.name, source, receivedAt, 'delivered');
          work.write(raw, source, receivedAt, record);
        }
        if (stage === 'enrichment' && fate === 'delivered') work.write(placed, source, at, record);
        if (fate === 'deduplicated') work.write(copies, '', at, record);
        if (fate === 'dead-lettered') work.write(letters, '', at, record);
        if (stage === 'parking' && topic === placed) work.write(changes, '', at, record);
      }
    }
    if (isBusy) work.commit();
    return isBusy;
  }

  /** Works until nobody has anything left to take. */
  drain(most: number): void {
    let isBusy = true;
    while (isBusy) {
      isBusy = false;
      for (const [stage] of readers)
        for (let task = 0; task < partitions; task++) isBusy = this.work(stage, task, most) || isBusy;
    }
  }

  /** Where topics end now. */
  ends(): readonly TopicEnd[] {
    return [raw, placed, changes, letters, copies, commands, returns].flatMap(({ name }) =>
      Array.from({ length: partitions }, (_, partition) => ({
        topic: name,
        partition,
        offset: this.#log(name, partition).end,
      })),
    );
  }

  #begin(stage: string, task: number) {
    const tally = new Tally();
    const touched = new Set<{ end: number }>();
    return {
      tally,
      write: (topic: TopicContract, source: string, at: number, record: SmallRecord) => {
        const log = this.#log(topic.name, record.minute % partitions);
        touched.add(log);
        log.records.push({ offset: log.end++, source, at, record });
        tally.wrote(topic.name, at);
      },
      commit: () => {
        for (const log of touched) log.end++; // the end of a transaction has an offset, too
        this.entries.push(tally.toEntry({ stage, task, instance: 'one', bookedAt: noon + this.entries.length }));
      },
    };
  }

  #read(stage: string, topic: TopicContract, partition: number, most: number) {
    const log = this.#log(topic.name, partition);
    const key = `${stage} ${topic.name} ${partition}`;
    const from = this.#positions.get(key) ?? 0;
    if (from >= log.end) return undefined;
    const records = log.records.filter(({ offset }) => offset >= from).slice(0, most);
    const isAll = log.records.at(-1)?.offset === records.at(-1)?.offset || records.length === 0;
    const to = isAll ? log.end : (records.at(-1)?.offset ?? from) + 1;
    this.#positions.set(key, to);
    return { from, to, records };
  }

  #log(topic: string, partition: number): { records: Logged[]; end: number } {
    const key = `${topic}/${partition}`;
    let log = this.#logs.get(key);
    if (log === undefined) this.#logs.set(key, (log = { records: [], end: 0 }));
    return log;
  }
}

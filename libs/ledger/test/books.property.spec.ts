import { describe, expect, it } from '@jest/globals';
import type { HubLedgerEntry } from '@naru/contracts';
import fc from 'fast-check';
import { Books, type Balance, type TopicEnd, keyOfEntry } from '../src/index.js';
import { type Reader, SmallHub, type SmallRecord } from './small-hub.js';

const record: fc.Arbitrary<SmallRecord> = fc.record({
  source: fc.constantFrom('sensors', 'cameras'),
  minute: fc.integer({ min: 0, max: 3 }),
  atIngest: fc.constantFrom('delivered', 'delivered', 'delivered', 'dead-lettered'),
  atEnrichment: fc.constantFrom('delivered', 'delivered', 'delivered', 'deduplicated', 'dead-lettered'),
  comesBack: fc.boolean(),
});
const step = fc.oneof(
  fc.array(record, { minLength: 1, maxLength: 6 }),
  fc.record({
    stage: fc.constantFrom<Reader>('enrichment', 'parking', 'analytics', 'ingest'),
    task: fc.integer({ min: 0, max: 1 }),
    most: fc.integer({ min: 1, max: 4 }),
  }),
);

/** A hub that has worked in some order, and has nothing left to do. */
const worked = fc
  .record({ steps: fc.array(step, { minLength: 1, maxLength: 12 }), most: fc.integer({ min: 1, max: 5 }) })
  .map(({ steps, most }) => {
    const hub = new SmallHub();
    for (const each of steps)
      if ('stage' in each) hub.work(each.stage, each.task, each.most);
      else hub.ingest(each);
    hub.drain(most);
    return { hub, sent: steps.flatMap((each) => ('stage' in each ? [] : each)) };
  })
  .filter(({ sent }) => sent.length > 0);

/** The order in which a reader of several partitions may come by the entries: that of each task stays. */
function interleaved(entries: readonly HubLedgerEntry[], picks: readonly number[]): HubLedgerEntry[] {
  const tasks = [...Map.groupBy(entries, keyOfEntry).values()].map((each) => [...each]);
  const order: HubLedgerEntry[] = [];
  for (let i = 0; order.length < entries.length; i++) {
    const waiting = tasks.filter((each) => each.length > 0);
    const next = waiting[(picks[i % picks.length] ?? 0) % waiting.length]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

/** The books at the end of the day: everything was read, and the readers' ends are known. */
function closedOver(entries: readonly HubLedgerEntry[], ends: readonly TopicEnd[], books = new Books()): Balance {
  for (const entry of entries) books.take(entry);
  books.expect(books.entries, ends);
  books.ledgerSettled(books.entries);
  return books.balance();
}

const isClean = ({ isBalanced, openMinutes }: Balance): boolean => isBalanced && openMinutes === 0;

/** Rows in one order, without when they moved. */
const figures = ({ rows, crossings }: Balance): readonly string[] =>
  [
    ...rows.map((row) => JSON.stringify(row)),
    ...crossings.map(({ flow, minute, source, delivered, taken }) =>
      JSON.stringify([flow.topic, flow.from, flow.to, minute, source, delivered, taken]),
    ),
  ].sort();

describe('the books', () => {
  it('come to the same even end, in whatever order tasks are read and however records were cut into entries', () => {
    fc.assert(
      fc.property(worked, fc.array(fc.nat(), { minLength: 1 }), ({ hub, sent }, picks) => {
        const inOrder = closedOver(hub.entries, hub.ends());
        const inAnother = closedOver(interleaved(hub.entries, picks), hub.ends());
        expect(isClean(inOrder)).toBe(true);
        expect(isClean(inAnother)).toBe(true);
        expect(figures(inAnother)).toEqual(figures(inOrder));
        // the same records in one piece
        const whole = new SmallHub();
        whole.ingest(sent);
        whole.drain(1_000);
        expect(figures(closedOver(whole.entries, whole.ends()))).toEqual(figures(inOrder));
      }),
    );
  });

  it('never call anything wrong on the way', () => {
    fc.assert(
      fc.property(worked, fc.array(fc.nat(), { minLength: 1 }), ({ hub }, picks) => {
        const books = new Books();
        for (const entry of interleaved(hub.entries, picks)) {
          books.take(entry);
          books.expect(books.entries, hub.ends());
          const { imbalance, missingOffsets, twiceOffsets } = books.vitals();
          expect([...imbalance, ...missingOffsets, ...twiceOffsets].filter(([, wrong]) => wrong > 0)).toEqual([]);
        }
      }),
    );
  });

  it.each<[string, (entries: HubLedgerEntry[], at: number) => void]>([
    ['an entry that is gone', (entries, at) => entries.splice(at, 1)],
    ['an entry that stands twice', (entries, at) => entries.splice(at, 0, ...entries.slice(at, at + 1))],
  ])('find %s', (_, disturb) => {
    fc.assert(
      fc.property(worked, fc.nat(), ({ hub }, pick) => {
        const at = pick % hub.entries.length;
        const { ranges = [], counts = [] } = hub.entries[at] ?? {};
        fc.pre(counts.length > 0 || ranges.length > 1);
        const entries = [...hub.entries];
        disturb(entries, at);
        expect(isClean(closedOver(entries, hub.ends()))).toBe(false);
      }),
    );
  });

  it('find every record too few or too many, in counts, in ranges and in what was produced', () => {
    const change = fc.record({
      where: fc.constantFrom('counts', 'records', 'produced'),
      pick: fc.nat(),
      by: fc.constantFrom(-1, 1),
    });
    fc.assert(
      fc.property(worked, fc.nat(), change, ({ hub }, pick, { where, pick: line, by }) => {
        const at = pick % hub.entries.length;
        const entries = structuredClone(hub.entries) as Mutable<HubLedgerEntry>[];
        const entry = entries[at];
        const lines = where === 'records' ? entry?.ranges : where === 'counts' ? entry?.counts : watched(entry);
        fc.pre(lines !== undefined && lines.length > 0);
        const changed = lines[line % lines.length];
        if (changed !== undefined && 'records' in changed) changed.records += by;
        else if (changed !== undefined) changed.count += by;
        expect(isClean(closedOver(entries as HubLedgerEntry[], hub.ends()))).toBe(false);
      }),
    );
  });

  it('are the same in small memory: what was folded still balances, and still misses what is missing', () => {
    fc.assert(
      fc.property(worked, fc.nat(), fc.boolean(), ({ hub }, pick, isDisturbed) => {
        const entries = hub.entries.map((entry, i) => ({ ...entry, bookedAt: entry.bookedAt + i * 60_000 }));
        if (isDisturbed) {
          const ofIngest = entries.findIndex(({ counts }) => counts.some(({ fate }) => fate === 'taken'));
          const [first] = entries.splice((ofIngest + pick) % entries.length, 1);
          fc.pre((first?.counts.length ?? 0) > 0);
        }
        const small = new Books({ mostPages: 3, horizonMs: 365 * 86_400_000 });
        expect(isClean(closedOver(entries, hub.ends(), small))).toBe(!isDisturbed);
      }),
    );
  });
});

type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };

/** What was produced to topics whose reader's records are held against it; of the others it is only told. */
const watched = (entry: Mutable<HubLedgerEntry> | undefined) =>
  entry?.produced.filter(({ topic }) => topic.startsWith('hub.') || topic === 'parking.zone-changes.v1');

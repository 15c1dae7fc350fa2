import { describe, expect, it } from '@jest/globals';
import type { HubLedgerEntry } from '@naru/contracts';
import { Books } from './books.js';
import { flows } from './flows.js';

const noon = Date.parse('2026-11-22T12:00:00Z');
const raw = 'parking.raw-observations.v1';
const placed = 'parking.observations.v1';
const sums = (numbers: ReadonlyMap<string, number>) => Object.fromEntries([...numbers].filter(([, n]) => n > 0));

const entry = (stage: string, more: Partial<HubLedgerEntry>): HubLedgerEntry => ({
  stage,
  task: 0,
  instance: 'one',
  bookedAt: noon,
  ranges: [],
  counts: [],
  produced: [],
  ...more,
});
const line = (fate: string, count: number, topic = raw, minute = noon, source = 'sensors') => ({
  topic,
  source,
  minute,
  fate,
  reason: '',
  count,
});
const range = (fromOffset: number, toOffset: number, records: number, topic = raw, lost = false) => ({
  topic,
  partition: 0,
  fromOffset,
  toOffset,
  records,
  lost,
});
const sent = (count: number) => entry('ingest', { counts: [line('taken', count), line('delivered', count)] });
const took = (from: number, to: number, records = to - from, stage = 'analytics') =>
  entry(stage, {
    ranges: [range(from, to, records)],
    counts: records === 0 ? [] : [line('delivered', records)],
  });
const endsAt = (offset: number) => [{ topic: raw, partition: 0, offset }];

/** What analytics owes ingest. */
const between = (books: Books) => {
  const crossing = books.balance({ stage: 'analytics' }).crossings.find(({ flow }) => flow.topic === raw);
  if (crossing === undefined) throw new Error('nothing crossed');
  const { delivered, taken, inFlight, missing, takenTwice, lost, isOpen } = crossing;
  return { delivered, taken, inFlight, missing, takenTwice, lost, isOpen };
};

describe('a difference between two stages', () => {
  it('is in flight until the reader has booked beyond where the topic ended after it was delivered', () => {
    const books = new Books();
    books.take(sent(5));
    books.take(took(0, 3));
    expect(between(books)).toMatchObject({ inFlight: 2, missing: 0, isOpen: true });
    expect(books.topicsInFlight()).toContain(raw);

    books.expect(books.entries, endsAt(6));
    expect(between(books)).toMatchObject({ inFlight: 2, missing: 0 });
    books.take(took(3, 5, 1));
    expect(between(books)).toMatchObject({ inFlight: 1, missing: 0 });
    // the marker behind the last record belongs to what must be passed
    books.take(took(5, 6, 0));
    expect(between(books)).toMatchObject({ delivered: 5, taken: 4, inFlight: 0, missing: 1, isOpen: false });
    expect(sums(books.vitals().imbalance)).toEqual({ analytics: 1 });
    expect(books.balance().isBalanced).toBe(false);
  });

  it('that came to be after the end was asked is not judged by it', () => {
    const books = new Books();
    books.take(sent(1));
    books.expect(books.entries, endsAt(2));
    books.take(sent(1));
    books.take(took(0, 2, 1));
    expect(between(books)).toMatchObject({ inFlight: 1, missing: 0 });
  });

  it('is never missing of a reader that nobody has heard of, but stays open', () => {
    const books = new Books();
    books.take(sent(1));
    books.expect(books.entries, endsAt(2));
    books.ledgerSettled(books.entries);
    expect(between(books)).toMatchObject({ inFlight: 1, isOpen: true });
    expect(books.vitals()).toMatchObject({ oldestOpen: noon });
    expect(books.vitals().inFlight).toContainEqual({ stage: 'analytics', topic: raw, records: 1 });
  });

  it('is judged by where the reader stood at the opening, where no entry tells of the partition', () => {
    const books = new Books({ positions: [{ stage: 'analytics', topic: raw, partition: 0, offset: 7 }] });
    books.take(sent(1));
    books.expect(books.entries, endsAt(7));
    expect(between(books)).toMatchObject({ missing: 1 });
  });

  it('is too much once the ledger has been read to its end, as its partitions may be read in any order', () => {
    const books = new Books();
    books.take(took(0, 2));
    expect(between(books)).toMatchObject({ inFlight: 0, takenTwice: 0, isOpen: true });
    expect(sums(books.vitals().imbalance)).toEqual({});
    books.ledgerSettled(books.entries);
    expect(between(books)).toMatchObject({ takenTwice: 2, isOpen: false });
    books.take(sent(2));
    expect(between(books)).toMatchObject({ takenTwice: 0, delivered: 2, taken: 2 });
  });

  it('is lost where retention was faster and somebody commanded to go on; beyond that it is missing', () => {
    const books = new Books();
    books.take(sent(10));
    books.take(
      entry('analytics', { ranges: [range(0, 4, 0, raw, true), range(4, 11, 5)], counts: [line('delivered', 5)] }),
    );
    books.expect(books.entries, endsAt(11));
    expect(between(books)).toMatchObject({ lost: 4, missing: 1 });
    expect(books.balance().ranges).toMatchObject([{ kind: 'lost', from: 0, to: 4 }]);
  });

  it('is found between placed records and what both lanes of raw records gave', () => {
    const books = new Books();
    const history = 'parking.raw-observations-history.v1';
    books.take(
      entry('enrichment', {
        ranges: [range(0, 2, 2), range(0, 3, 3, history)],
        counts: [line('delivered', 2), line('delivered', 2, history), line('deduplicated', 1, history)],
      }),
    );
    books.take(entry('parking', { ranges: [range(0, 4, 4, placed)], counts: [line('delivered', 4, placed)] }));
    const crossing = books.balance({ stage: 'parking' }).crossings.find(({ flow }) => flow.topic === placed);
    expect(crossing).toMatchObject({ delivered: 4, taken: 4, isOpen: false });
  });
});

describe('ranges of a task', () => {
  it('that leave something out, or come twice, are told with the offsets', () => {
    const books = new Books();
    for (const [from, to] of [
      [0, 5],
      [8, 10],
      [9, 12],
    ] as const)
      books.take(took(from, to));
    expect(books.balance().ranges).toEqual([
      { stage: 'analytics', topic: raw, partition: 0, kind: 'missing', from: 5, to: 8, bookedAt: noon },
      { stage: 'analytics', topic: raw, partition: 0, kind: 'taken-twice', from: 9, to: 10, bookedAt: noon },
    ]);
    const { missingOffsets, twiceOffsets } = books.vitals();
    expect([sums(missingOffsets), sums(twiceOffsets)]).toEqual([{ analytics: 3 }, { analytics: 1 }]);
  });

  it('may come in any order, and then leave nothing out', () => {
    const books = new Books();
    for (const [from, to] of [
      [5, 8],
      [10, 12],
      [0, 5],
      [8, 10],
    ] as const)
      books.take(took(from, to));
    expect(books.balance().ranges).toEqual([]);
  });
});

describe('an entry', () => {
  it('whose fates are not as many as its records is told', () => {
    const books = new Books();
    books.take(entry('enrichment', { ranges: [range(0, 3, 3)], counts: [line('delivered', 2)] }));
    expect(books.balance().entries).toMatchObject([{ stage: 'enrichment', topic: raw, records: 3, fates: 2 }]);
    expect(sums(books.vitals().imbalance)).toEqual({ enrichment: 1 });
  });

  it('of ingest balances by what it took', () => {
    const books = new Books();
    books.take(entry('ingest', { counts: [line('taken', 3), line('delivered', 1), line('quarantined', 1)] }));
    books.ledgerSettled(books.entries);
    expect(books.balance().rows).toMatchObject([{ taken: 3, delivered: 1, quarantined: 1, difference: 1 }]);
    expect(sums(books.vitals().imbalance)).toEqual({ ingest: 1 });
  });
});

describe('time', () => {
  const hour = 3_600_000;

  it('before the opening of the books is not judged', () => {
    const books = new Books({ opensAt: noon + 60_000 });
    books.take(took(0, 2));
    books.ledgerSettled(books.entries);
    expect(books.balance()).toMatchObject({ isBalanced: true, rows: [], crossings: [] });
  });

  it('beyond the horizon goes into one sum, in which a slow reader still catches up', () => {
    const books = new Books({ horizonMs: hour });
    books.take(sent(3));
    books.take(took(0, 1));
    books.take(entry('security', { bookedAt: noon + 2 * hour }));
    expect(books.balance().rows).toEqual([]);
    const folded = () => books.balance({ stage: 'analytics' }).crossings;
    expect(folded()).toMatchObject([{ minute: null, delivered: 3, taken: 1, inFlight: 2 }]);
    expect(books.vitals().inFlight).toContainEqual({ stage: 'analytics', topic: raw, records: 2 });
    books.take(took(1, 3));
    expect(folded()).toMatchObject([{ delivered: 3, taken: 3, inFlight: 0 }]);
    books.take(took(3, 4));
    books.ledgerSettled(books.entries);
    expect(folded()).toMatchObject([{ takenTwice: 1 }]);
  });

  it('closes what was found wrong a horizon ago: it has been told for as long', () => {
    const books = new Books({ horizonMs: hour });
    books.take(took(0, 1));
    books.take(took(3, 4));
    books.ledgerSettled(books.entries);
    expect(books.balance().isBalanced).toBe(false);
    books.take(entry('security', { bookedAt: noon + 2 * hour }));
    expect(books.balance()).toMatchObject({ isBalanced: true, ranges: [], crossings: [] });
  });
});

describe('the ways between stages', () => {
  const of = (topic: string) =>
    flows.filter((flow) => flow.topic === topic).map(({ from, to }) => `${from ?? '*'}>${to}`);

  it('follow from the catalogue', () => {
    expect(of(raw)).toEqual(['ingest>enrichment', 'ingest>analytics']);
    expect(of(placed)).toEqual(['enrichment>parking', 'enrichment>analytics']);
    expect(of('parking.zone-changes.v1')).toEqual(['parking>parking']);
    expect(of('hub.dead-letters.v1')).toEqual(['*>ingest', '*>analytics']);
    // only served by energy, not taken by its tasks
    expect(of('energy.intervals.v1')).toEqual(['energy>analytics']);
  });

  it('leave out what is compacted, and the ledger itself', () => {
    expect([...of('parking.bay-states.v1'), ...of('hub.ledger.v1'), ...of('parking.bays-changelog.v1')]).toEqual([]);
  });
});

describe('one record at a stage', () => {
  const at = (books: Books, offset: number) => books.passage('analytics', raw, 0, offset);

  it('was taken then, is ahead, was left out, or was lost', () => {
    const books = new Books();
    books.take(took(0, 5));
    books.take({ ...took(7, 9), bookedAt: noon + 60_000 });
    books.take(entry('analytics', { bookedAt: noon + 90_000, ranges: [range(9, 12, 0, raw, true)] }));
    expect([0, 5, 8, 10, 12].map((offset) => at(books, offset))).toEqual([
      { state: 'taken', at: noon },
      { state: 'missing', at: noon + 60_000 },
      { state: 'taken', at: noon + 60_000 },
      { state: 'lost', at: noon + 90_000 },
      { state: 'ahead', at: undefined },
    ]);
  });

  it('is known by where the stage stood, without its time, where no entry tells of it', () => {
    const books = new Books({ positions: [{ stage: 'analytics', topic: raw, partition: 0, offset: 4 }] });
    expect([at(books, 3), at(books, 4)]).toEqual([
      { state: 'taken', at: undefined },
      { state: 'ahead', at: undefined },
    ]);
    expect(new Books().passage('analytics', raw, 0, 0)).toBeUndefined();
  });
});

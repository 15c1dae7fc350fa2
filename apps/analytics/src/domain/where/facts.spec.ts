import { expect, it } from '@jest/globals';
import { statement } from '../../../test/support/found.js';
import { type Fact, type FactKind, type Seen, partsIn, quarterMs, seenIn } from './facts.js';
import { nothing } from './found.js';

const fact = (kind: FactKind, factId: string, more: Partial<Fact>): Fact => ({
  kind,
  factId,
  place: { topic: kind, partition: 0, offset: 0 },
  isTabled: true,
  assetId: 'a',
  about: null,
  from: 0,
  to: null,
  revision: 0,
  cause: null,
  withdrawn: false,
  recordIds: [],
  ...more,
});
const seen = (kind: FactKind, at: number, recordId = 'r'): Seen => ({ kind, recordId, assetId: 'a', at });
const told = (facts: readonly Fact[], ...of: readonly Seen[]) =>
  partsIn(facts, of).map(({ fact: { factId, revision, withdrawn }, part }) =>
    [factId, revision, part, ...(withdrawn ? ['withdrawn'] : [])].join(' '),
  );

const sessions = 'parking/sessions';
const intervals = 'energy/intervals';
const detections = 'security/detections';

it('a record opens the session that names it, and ends or lies within one of its bay and time', () => {
  const facts = [
    fact(sessions, 'first', { from: 10, to: 20, revision: 1, recordIds: ['r10'] }),
    fact(sessions, 'second', { from: 30, recordIds: ['r30'] }),
    fact(sessions, 'elsewhere', { from: 10, assetId: 'b', recordIds: ['other'] }),
  ];
  expect(told(facts, seen(sessions, 10, 'r10'))).toEqual(['first 1 opens']);
  expect(told(facts, seen(sessions, 15))).toEqual(['first 1 within']);
  expect(told(facts, seen(sessions, 20))).toEqual(['first 1 ends']);
  expect(told(facts, seen(sessions, 25))).toEqual([]);
  expect(told(facts, seen(sessions, 99))).toEqual(['second 0 within']);
});

it('each fact is told in its highest revision, from wherever that stands, and withdrawn ones as such', () => {
  const facts = [
    fact(sessions, 's', { from: 10, to: 20, revision: 2, withdrawn: true, isTabled: false, recordIds: ['r'] }),
    fact(sessions, 's', { from: 10, to: 20, revision: 1, recordIds: ['r'] }),
  ];
  expect(told(facts, seen(sessions, 10))).toEqual(['s 2 opens withdrawn']);
  const twice = [
    fact(sessions, 's', { isTabled: false, recordIds: ['r'] }),
    fact(sessions, 's', { recordIds: ['r'] }),
    fact(sessions, 's', { isTabled: false, recordIds: ['r'] }),
  ];
  expect(partsIn(twice, [seen(sessions, 0)]).map((each) => each.fact.isTabled)).toEqual([true]);
});

it('a register is part of the quarter that it ends, too, a power only of the one that it begins', () => {
  const quarters = (about: string) =>
    [0, quarterMs].map((from) => fact(intervals, `${about} ${from}`, { about, from, to: from + quarterMs }));
  const onBoundary = seen(intervals, quarterMs);
  expect(told(quarters('import'), onBoundary)).toEqual(['import 0 0 within', `import ${quarterMs} 0 within`]);
  expect(told(quarters('active-power'), onBoundary)).toEqual([`active-power ${quarterMs} 0 within`]);
});

it('of a detection nothing but the ids counts', () => {
  const facts = [
    fact(detections, 'its', { from: 5, to: 9, recordIds: ['other', 'r'] }),
    fact(detections, 'others', { from: 5, to: 9, recordIds: ['other'] }),
  ];
  expect(told(facts, seen(detections, 7))).toEqual(['its 0 completes']);
});

it('a record that was moved is looked for at each of its places, and one of a kind without facts at none', () => {
  const first = { ...statement(0, 'hash', 0), assetId: null };
  const { device: assetId, observedAt: at } = first;
  const moved = { ...first, revision: 1, assetId: 'bay' };
  expect(seenIn({ ...nothing, statements: [first, { ...moved, assetId: null }, moved] })).toEqual([
    { kind: sessions, recordId: 'r', assetId, at },
    { kind: sessions, recordId: 'r', assetId: 'bay', at },
  ]);
  expect(seenIn({ ...nothing, statements: [{ ...first, kind: 'mobility/events' }] })).toEqual([]);
});

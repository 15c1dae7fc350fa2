import { describe, expect, it } from '@jest/globals';
import { copy, placed, raw, statement } from '../../../test/support/found.js';
import { type Found, type SetAside, nothing, together } from './found.js';
import { type Whereabouts, tellStory } from './story.js';
import type { Back, WayBack } from './way-back.js';

const aside: SetAside = {
  place: { topic: 'hub.dead-letters.v1', partition: 0, offset: 0 },
  isTabled: true,
  fate: 'dead-lettered',
  recordId: 'r',
  source: 'bays',
  stage: 'parking',
  kind: 'placed',
  reason: 'wrong-type',
  detail: '',
  receivedAt: 1_000,
  observedAt: 900,
  origin: placed(0),
  attempt: 0,
  size: 1,
  sha256: '00',
  isKept: true,
};

const taken: Whereabouts = { state: 'taken', at: 5_000 };
const waiting: WayBack = { state: 'waiting', back: null };
const back: Back = { decision: 'redriven', by: 'key', at: 6_000, isFixed: false, attempt: 1, passage: 'taken' };
const redriven = (more: Partial<Back> = {}): WayBack => ({ state: 'redriven', back: { ...back, ...more } });

const tell = (
  found: Partial<Found>,
  exceptions: Readonly<Record<string, Whereabouts>> = {},
  waysBack: Readonly<Record<number, WayBack>> = {},
) =>
  tellStory(
    { ...nothing, ...found },
    {
      readersOf: (topic) => (topic === 'raw' ? ['enrichment', 'analytics'] : ['parking', 'analytics']),
      whereabouts: (stage, { topic, offset }) => exceptions[`${stage} ${topic}/${offset}`] ?? taken,
      wayBackOf: ({ place: { offset } }) => waysBack[offset] ?? waiting,
    },
  );

describe('the story of a record', () => {
  it('tells which copy each revision was made of, and of none where two could be it', () => {
    const { copies } = tell({
      copies: [copy(0, 'a'), copy(1, 'b'), copy(2, 'a')],
      statements: [statement(0, 'a', 0), statement(1, 'b', 1, 'correction'), statement(2, 'b', 2, 'master-data')],
    });
    expect(copies.map(({ hops }) => [hops[0]?.fate, hops[0]?.revision])).toEqual([
      ['delivered', 0],
      ['delivered', 1],
      ['delivered', 0],
    ]);
    const back = tell({
      copies: [copy(0, 'a')],
      statements: [statement(0, 'a', 0), statement(2, 'a', 2, 'correction')],
    });
    expect(back.copies[0]?.hops[0]).toMatchObject({ fate: 'delivered', revision: null });
  });

  it('names no fate where a stage took it and nothing of that is to be seen yet', () => {
    const story = tell({ copies: [copy(0, 'a')] });
    expect(story.copies[0]?.hops[0]).toMatchObject({ state: 'taken', fate: null });
    expect(story.state).toBe('unknown');
  });

  it('puts what is wrong before what is on its way, and that before where it ended', () => {
    const found = { copies: [copy(0, 'a')], statements: [statement(0, 'a', 0)] };
    expect(tell(found).state).toBe('delivered');
    const inFlight = { 'analytics placed/0': { state: 'in-flight', at: null } } as const;
    const story = tell(found, inFlight);
    expect(story.state).toBe('in-flight');
    expect(story.revisions[0]?.hops[1]).toMatchObject({ since: 5_000, fate: null });
    expect(tell(found, { ...inFlight, 'enrichment raw/0': { state: 'missing', at: null } }).state).toBe('missing');
    expect(tell({ ...found, setAside: [aside] }).state).toBe('dead-lettered');
  });

  it('tells what a stage took back as delivered, or as it set it aside again', () => {
    const found = { copies: [copy(0, 'a')], statements: [statement(0, 'a', 0)], setAside: [aside] };
    const parking = (story: ReturnType<typeof tell>) => story.revisions[0]?.hops[0];

    const waits = tell(found);
    expect(waits).toMatchObject({ state: 'dead-lettered', setAside: [{ state: 'waiting', back: null, fate: null }] });
    const comes = tell(found, {}, { 0: redriven({ passage: 'in-flight' }) });
    expect(comes).toMatchObject({ state: 'in-flight', setAside: [{ state: 'redriven', fate: null }] });
    expect(parking(comes)).toMatchObject({ fate: 'dead-lettered', reason: 'wrong-type' });
    const delivered = tell(found, {}, { 0: redriven() });
    expect(delivered).toMatchObject({ state: 'delivered', setAside: [{ state: 'redriven', fate: 'delivered' }] });
    expect(parking(delivered)).toMatchObject({ fate: 'delivered', reason: null });
    const nobodySays = tell(found, {}, { 0: redriven({ passage: 'unknown' }) });
    expect(nobodySays).toMatchObject({ state: 'unknown', setAside: [{ fate: null }] });
    expect(parking(nobodySays)).toMatchObject({ state: 'taken', fate: null });

    // seen all the same, where the rest is not
    const unsure = redriven({ passage: 'unknown' });
    const torn = { ...aside, stage: 'enrichment', origin: raw(0) };
    expect(tell({ ...found, setAside: [torn] }, {}, { 0: unsure })).toMatchObject({
      state: 'delivered',
      setAside: [{ fate: 'delivered' }],
    });

    // set aside again in another partition, where offsets are lower
    const again = { ...aside, attempt: 1, reason: 'late', place: { ...aside.place, partition: 1, offset: 7 } };
    const twice = tell({ ...found, setAside: [again, aside] }, {}, { 0: redriven() });
    expect(twice.setAside).toMatchObject([
      { state: 'redriven', fate: 'dead-lettered', reason: 'late' },
      { state: 'waiting', fate: null },
    ]);
    expect(twice.state).toBe('dead-lettered');
    expect(parking(twice)).toMatchObject({ fate: 'dead-lettered', reason: 'late' });
    const atLast = tell({ ...found, setAside: [again, aside] }, {}, { 0: redriven(), 7: redriven({ attempt: 2 }) });
    expect(atLast).toMatchObject({ state: 'delivered', setAside: [{ fate: 'dead-lettered' }, { fate: 'delivered' }] });
  });

  it('tells a row that the warehouse refused and analytics took back as delivered', () => {
    const refused = { ...aside, stage: 'analytics' };
    const found = { statements: [statement(0, 'a', 0)], setAside: [refused] };
    const row = (story: ReturnType<typeof tell>) => story.revisions[0]?.hops[1];
    expect(row(tell(found))).toMatchObject({ stage: 'analytics', fate: 'dead-lettered' });
    expect(row(tell(found, {}, { 0: redriven({ passage: 'in-flight' }) }))).toMatchObject({ fate: 'dead-lettered' });
    const back = tell(found, {}, { 0: redriven() });
    expect(row(back)).toMatchObject({ stage: 'analytics', fate: 'delivered' });
    expect(back).toMatchObject({ state: 'delivered', setAside: [{ state: 'redriven', fate: 'delivered' }] });
  });

  it('tells what enrichment took back by what it published of it, fixed or not; else nothing', () => {
    const torn = { ...aside, stage: 'enrichment', kind: 'raw', origin: raw(0) };
    const found = { copies: [copy(0, 'a')], setAside: [torn] };
    expect(tell(found, {}, { 0: redriven() })).toMatchObject({
      state: 'unknown',
      copies: [{ hops: [{ stage: 'enrichment', fate: null }, {}] }],
    });
    const published = { ...found, statements: [statement(0, 'mended', 0)] };
    expect(tell(published, {}, { 0: redriven() }).setAside).toMatchObject([{ fate: null }]);
    expect(tell(published, {}, { 0: redriven({ isFixed: true }) })).toMatchObject({
      state: 'delivered',
      copies: [{ hops: [{ stage: 'enrichment', fate: 'delivered', revision: 0 }, {}] }],
      setAside: [{ fate: 'delivered' }],
    });
  });

  it('tells what came back to ingest by the copy of the same receipt, if that has its id', () => {
    const refused = { ...aside, stage: 'ingest', kind: 'parking/observations', origin: null };
    expect(tell({ setAside: [refused] }, {}, { 0: redriven() })).toMatchObject({
      state: 'unknown',
      setAside: [{ state: 'redriven', fate: null }],
    });
    const taken = { copies: [copy(0, 'a')], statements: [statement(0, 'a', 0)], setAside: [refused] };
    expect(tell(taken, {}, { 0: redriven() })).toMatchObject({ state: 'delivered', setAside: [{ fate: 'delivered' }] });
  });

  it('tells one answer of what was refused and came back, and where it ended', () => {
    const refused = { ...aside, stage: 'ingest', origin: null };
    const again = { ...refused, attempt: 1, place: { ...aside.place, offset: 1 } };
    const story = tell({ copies: [copy(0, 'a')], statements: [statement(0, 'a', 0)], setAside: [refused, again] });
    expect(story.answers).toMatchObject([{ fate: 'dead-lettered', reason: 'wrong-type' }]);
    expect(story.state).toBe('delivered');
  });

  it('tells a copy of which only the line about the duplicate is left', () => {
    const repeat = {
      place: { topic: 'hub.duplicates.v1', partition: 0, offset: 0 },
      isTabled: true,
      recordId: 'r',
      source: 'bays',
      kind: 'parking/observations',
      stage: 'enrichment',
      receivedAt: 2_000,
      copy: raw(7),
      first: raw(0),
    };
    const { copies, state } = tell({ repeats: [repeat] });
    expect(copies).toMatchObject([{ copy: null, hops: [{ fate: 'deduplicated', against: raw(0) }, { fate: null }] }]);
    expect(state).toBe('deduplicated');
  });
});

it('what stands in the warehouse and on Kafka is told once, with its row', () => {
  const onKafka = {
    ...nothing,
    copies: [
      { ...copy(0, 'a'), isTabled: false },
      { ...copy(1, 'a'), isTabled: false },
    ],
  };
  const { copies } = together({ ...nothing, copies: [copy(0, 'a')] }, onKafka);
  expect(copies.map(({ place, isTabled }) => [place.offset, isTabled])).toEqual([
    [0, true],
    [1, false],
  ]);
});

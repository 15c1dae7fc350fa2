import { expect, it } from '@jest/globals';
import type { RecordAnswer, StageAnswer } from './answers.js';
import { toCandidates, toStory } from './report.js';

const stage = (name: string, more: Partial<StageAnswer>): StageAnswer => ({
  stage: name,
  state: 'taken',
  at: null,
  since: null,
  fate: null,
  reason: null,
  against: null,
  revision: null,
  ...more,
});
const raw = { topic: 'parking.raw-observations.v1', partition: 1 };
const id = 'f73c9229-6658-3bed-d745-595a933652cb';
const answer: RecordAnswer = {
  recordId: id,
  askedAt: '2026-11-22T00:05:00.000Z',
  state: 'in-flight',
  kind: 'parking/observations',
  source: 'bays',
  device: 'S-4711',
  observedAt: '2026-11-22T00:03:11.000Z',
  answers: [{ at: '2026-11-22T00:03:12.000Z', fate: 'delivered', reason: null, expected: null }],
  copies: [
    {
      receivedAt: '2026-11-22T00:03:13.000Z',
      ...raw,
      offset: 7,
      onKafka: false,
      table: 'parking.raw_observations',
      stages: [
        stage('enrichment', { at: '2026-11-22T00:03:14.000Z', fate: 'deduplicated', against: { ...raw, offset: 5 } }),
      ],
    },
  ],
  revisions: [
    {
      topic: 'parking.observations.v1',
      partition: 0,
      offset: 9,
      onKafka: true,
      table: null,
      revision: 1,
      cause: 'correction',
      place: {
        assetId: 'bay-1',
        reason: null,
        point: { longitude: 126.98, latitude: 37.57 },
        zones: { district: 'D1' },
        building: null,
        storey: -1,
        masterDataAt: null,
      },
      stages: [stage('parking', { state: 'in-flight', since: '2026-11-22T00:03:14.000Z' })],
    },
  ],
  setAside: [],
  facts: [
    {
      fact: 'parking/sessions',
      factId: '0b1c',
      part: 'opens',
      assetId: 'bay-1',
      about: null,
      from: '2026-11-22T00:03:11.000Z',
      to: null,
      revision: 2,
      cause: 'late',
      withdrawn: true,
      topic: 'parking.sessions.v1',
      partition: 0,
      offset: 4,
      onKafka: true,
      table: 'parking.sessions',
    },
  ],
  unknown: ['The books are still being read.'],
};

it('the story of a record is printed in the order of the flow', () => {
  expect(toStory(answer).split('\n')).toEqual([
    `Record ${id}: parking/observations from bays, device S-4711, seen 2026-11-22T00:03:11.000Z`,
    'It is in flight to parking since 2026-11-22T00:03:14.000Z, as of 2026-11-22T00:05:00.000Z.',
    '',
    'Answered by ingest:',
    '  2026-11-22T00:03:12.000Z delivered',
    '',
    'Taken 2026-11-22T00:03:13.000Z into parking.raw-observations.v1/1/7 (no longer on Kafka), row in parking.raw_observations',
    '  stage       state  at                        what became of it',
    '  enrichment  taken  2026-11-22T00:03:14.000Z  deduplicated against parking.raw-observations.v1/1/5',
    '',
    'Revision 1 (correction) in parking.observations.v1/0/9, no row in ClickHouse yet',
    'Place: asset bay-1; 126.98, 37.57; district/D1; storey -1',
    '  stage    state      at                              what became of it',
    '  parking  in flight  since 2026-11-22T00:03:14.000Z',
    '',
    'Part of parking/sessions 0b1c, which it opens: bay-1, since 2026-11-22T00:03:11.000Z',
    'In revision 2 (late), withdrawn, parking.sessions.v1/0/4, row in parking.sessions',
    '',
    'Not known:',
    '  The books are still being read.',
  ]);
});

it('what was set aside is told with its reason, and how to ask for it again', () => {
  const aside = {
    fate: 'dead-lettered',
    stage: 'ingest',
    reason: 'malformed-json',
    detail: 'an object was expected',
    sha256: '55505b6f',
    receivedAt: '2026-11-22T00:03:12.000Z',
    isKept: true,
    attempt: 0,
    origin: null,
    topic: 'hub.dead-letters.v1',
    partition: 0,
    offset: 3,
    onKafka: true,
    table: 'hub.dead_letters',
    state: 'waiting',
    back: null,
  } as const;
  const story = toStory({
    ...answer,
    recordId: null,
    state: 'dead-lettered',
    copies: [],
    revisions: [],
    setAside: [aside],
  });
  expect(story).toContain('It is dead-lettered, as of');
  expect(story).toContain(
    'Dead-lettered by ingest: malformed-json (an object was expected), received 2026-11-22T00:03:12.000Z',
  );
  expect(story).toContain('SHA-256 55505b6f; its bytes are kept, sealed');
  expect(story).toContain('It waits to be taken again: naru dead-letters redrive 0-3');
});

it('what was taken back is told with who did it, and what came of it', () => {
  const back = {
    by: 'k1',
    at: '2026-11-22T00:04:00.000Z',
    attempt: 1,
    isFixed: true,
    passage: 'in-flight',
    fate: null,
    reason: null,
  } as const;
  const aside = {
    fate: 'quarantined',
    stage: 'parking',
    reason: 'late',
    detail: '',
    sha256: '55505b6f',
    receivedAt: '2026-11-22T00:03:12.000Z',
    isKept: true,
    attempt: 0,
    origin: { topic: 'parking.observations.v1', partition: 0, offset: 9 },
    topic: 'hub.quarantine.v1',
    partition: 0,
    offset: 3,
    onKafka: true,
    table: null,
    state: 'released',
  } as const;
  const told = (more: object) =>
    toStory({ ...answer, revisions: [], setAside: [{ ...aside, back: { ...back, ...more } }] });
  expect(told({})).toContain('It is in flight to parking since 2026-11-22T00:04:00.000Z, as of');
  expect(told({})).toContain('Released 2026-11-22T00:04:00.000Z by k1, fixed, attempt 1: in flight to parking');
  expect(told({ passage: 'taken', fate: 'delivered' })).toContain('attempt 1: taken again by parking, delivered');
  expect(told({ passage: 'taken' })).toContain('taken again by parking, what became of it is not to be seen here');
  expect(told({ passage: 'unknown' })).toContain('nobody can say now whether parking has it again');
});

it('an empty list says so', () => {
  expect(toCandidates({ items: [], next: null, unknown: [] })).toBe('Ingest took nothing of this source then.');
});

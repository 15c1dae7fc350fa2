import { describe, expect, it } from '@jest/globals';
import type { LedgerAnswer } from './answers.js';
import { toReport } from './report.js';
import { instantOf } from './since.js';
import { toTable } from './table.js';

const minute = '2026-11-22T09:03:00.000Z';
const raw = 'parking.raw-observations.v1';
const row = (stage: string, delivered: number, deduplicated: number) => ({
  stage,
  topic: raw,
  source: 'sensors',
  minute,
  taken: delivered + deduplicated,
  returned: 0,
  delivered,
  deduplicated,
  deadLettered: 0,
  quarantined: 0,
  difference: 0,
});
const way = (to: string, taken: number, more: object) => ({
  topic: raw,
  from: 'ingest',
  to,
  source: 'sensors',
  minute,
  delivered: 1_200,
  taken,
  inFlight: 0,
  missing: 0,
  takenTwice: 0,
  lost: 0,
  ...more,
});
const books: LedgerAnswer = {
  since: '2026-11-22T08:10:00.000Z',
  asOf: '2026-11-22T09:10:07.120Z',
  balanced: false,
  open: 1,
  oldestOpen: minute,
  rows: [row('enrichment', 1_100, 100), row('ingest', 1_200, 0)],
  between: [way('enrichment', 1_200, {}), way('analytics', 1_150, { missing: 45, inFlight: 5 })],
  ranges: [{ stage: 'analytics', topic: raw, partition: 1, kind: 'missing', from: 9_100, to: 9_146, bookedAt: minute }],
  entries: [],
};

it('the books are printed in the order of the flow, with what is wrong and what is in flight', () => {
  expect(toReport(books).split('\n\n')).toEqual([
    'Since 2026-11-22T08:10:00.000Z',
    [
      'stage       topic                        source   taken  returned  delivered  deduplicated  dead letters  quarantined  difference',
      'ingest      parking.raw-observations.v1  sensors  1,200         ·      1,200             ·             ·            ·           ·',
      'enrichment  parking.raw-observations.v1  sensors  1,200         ·      1,100           100             ·            ·           ·',
    ].join('\n'),
    [
      'All together:',
      'stage       taken  returned  delivered  deduplicated  dead letters  quarantined  difference',
      'ingest      1,200         ·      1,200             ·             ·            ·           ·',
      'enrichment  1,200         ·      1,100           100             ·            ·           ·',
    ].join('\n'),
    [
      'Between stages:',
      'from    to          over                         delivered  taken  in flight  missing  taken twice  lost',
      'ingest  analytics   parking.raw-observations.v1      1,200  1,150          5       45            ·     ·',
      'ingest  enrichment  parking.raw-observations.v1      1,200  1,200          ·        ·            ·     ·',
    ].join('\n'),
    [
      'Records that differ, by minute:',
      'minute                    stage      topic                        source   missing  taken twice  lost',
      '2026-11-22T09:03:00.000Z  analytics  parking.raw-observations.v1  sensors       45            ·     ·',
    ].join('\n'),
    [
      'Ranges that do not touch:',
      'booked at                 stage      topic                        partition  kind     from  to',
      '2026-11-22T09:03:00.000Z  analytics  parking.raw-observations.v1  1          missing  9100  9146',
    ].join('\n'),
    "The books don't balance: docs/runbooks/books-dont-balance.md says what to do. 5 records are in flight, in 1 minute since 2026-11-22T09:03:00.000Z. As of 2026-11-22T09:10:07.120Z.",
  ]);
});

it('a table without rows has its headings', () => {
  expect(toTable(['a', 'b'], [])).toBe('a  b');
});

describe('since', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it.each([
    ['90s', '2026-11-22T11:58:30.000Z'],
    ['1h', '2026-11-22T11:00:00.000Z'],
    ['2d', '2026-11-20T12:00:00.000Z'],
    ['2026-11-22T09:03:00+09:00', '2026-11-22T00:03:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text, now)).toBe(instant);
  });

  it('says what to write instead', () => {
    expect(() => instantOf('yesterday', now)).toThrow('write 15m, 1h, 1d');
  });
});

import { describe, expect, it } from '@jest/globals';
import { type BayRows, type HistoricObservation, type HistoricSession, boundariesOf, piecesOf } from './pieces.js';

const seen = (observedAt: number, state: HistoricObservation['state'], recordId = `r${observedAt}`) => ({
  ...{ recordId, revision: 0, source: 'bays', observedAt, state, zones: {} },
});
const told = (startedAt: number, endedAt: number | null, more: Partial<HistoricSession> = {}): HistoricSession => ({
  ...{ sessionId: `s${startedAt}`, openingRecordId: `r${startedAt}`, startedAt, endedAt, zones: {} },
  ...{ revision: 1, cause: null, withdrawn: false, ...more },
});
const rows = (
  observations: readonly HistoricObservation[],
  sessions: readonly HistoricSession[] = [],
  isFromBeginning = true,
): BayRows => ({ observations, sessions, isFromBeginning });

describe('a boundary', () => {
  const observations = [seen(10, 'occupied'), seen(20, 'free'), seen(30, 'occupied'), seen(40, 'free')];

  it('is the first record, and lies behind each record that turns the bay free', () => {
    expect(boundariesOf(rows(observations, [told(10, 20), told(30, 40)]))).toEqual([10, 21, 41]);
  });

  it('is nowhere that a session was told across, however wrong it was told', () => {
    expect(boundariesOf(rows(observations, [told(10, 40)]))).toEqual([10, 41]);
    expect(boundariesOf(rows(observations, [told(5, null)]))).toEqual([]);
    expect(boundariesOf(rows(observations, [told(5, null, { withdrawn: true })]))).toEqual([10, 21, 41]);
  });

  it('is not between where a session was told to begin, and where a correction has moved its first record', () => {
    const session = told(30, 32, { openingRecordId: 'r10' });
    expect(boundariesOf(rows(observations, [session]))).toEqual([10, 41]);
    expect(boundariesOf(rows(observations, [{ ...session, withdrawn: true }]))).toEqual([10, 41]);
  });

  it('lies before sessions that were told too early, where the record that opens them is known', () => {
    expect(boundariesOf(rows(observations, [told(5, 20, { openingRecordId: 'r10' })]))).toEqual([5, 21, 41]);
    expect(boundariesOf(rows(observations, [told(5, 20)]))).toEqual([21, 41]);
  });

  it('is not where somebody came in the same millisecond', () => {
    expect(boundariesOf(rows([seen(10, 'free'), seen(10, 'occupied', 'b'), seen(20, 'free')]))).toEqual([10, 21]);
  });

  it('is not known of a first row that others may stand before', () => {
    expect(boundariesOf(rows([seen(20, 'free'), seen(30, 'occupied'), seen(40, 'free')], [], false))).toEqual([41]);
  });
});

describe('the pieces of a recompute', () => {
  const observations = [10, 30, 50, 70].flatMap((at) => [seen(at, 'occupied'), seen(at + 10, 'free')]);
  const sessions = [10, 30, 50, 70].map((at) => told(at, at + 10));
  const all = rows(observations, sessions);
  const spans = (pieces: ReturnType<typeof piecesOf>) =>
    pieces === 'further-back' ? pieces : pieces.map(({ from, until }) => [from, until]);

  it('reach from the last boundary before the range to the first one behind it', () => {
    expect(spans(piecesOf(all, { from: 35, to: null, mostRows: 100 }))).toEqual([[21, null]]);
    const [piece] = piecesOf(all, { from: 35, to: 52, mostRows: 100 });
    expect(piece).toMatchObject({ from: 21, until: 61 });
    expect(piece).toEqual({
      ...{ from: 21, until: 61 },
      observations: [seen(20, 'free'), ...observations.slice(2, 6)],
      sessions: [told(30, 40), told(50, 60)],
    });
  });

  it('begin with the first record where the range begins before it', () => {
    expect(spans(piecesOf(all, { from: 0, to: 15, mostRows: 100 }))).toEqual([[10, 21]]);
  });

  it('have to be looked for further back where all boundaries lie behind the beginning of the range', () => {
    const later = rows(observations.slice(2), sessions.slice(1), false);
    expect(piecesOf(later, { from: 35, to: null, mostRows: 100 })).toBe('further-back');
  });

  it('are none where nothing is certain', () => {
    expect(piecesOf(rows([]), { from: 0, to: null, mostRows: 100 })).toEqual([]);
    expect(piecesOf(rows([seen(10, 'occupied')], [told(5, null)]), { from: 0, to: null, mostRows: 100 })).toEqual([]);
  });

  it('are as large as they may be, and together hold everything once', () => {
    const pieces = piecesOf(all, { from: 0, to: null, mostRows: 7 });
    expect(spans(pieces)).toEqual([
      [10, 41],
      [41, null],
    ]);
    if (pieces === 'further-back') throw new Error('It begins with the first record');
    expect(pieces.flatMap((piece) => piece.sessions)).toEqual(sessions);
    // what nothing can be cut from is larger than it may be
    expect(spans(piecesOf(all, { from: 35, to: 36, mostRows: 1 }))).toEqual([[21, 41]]);
  });
});

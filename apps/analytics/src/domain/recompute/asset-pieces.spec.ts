import { describe, expect, it } from '@jest/globals';
import {
  type AssetRange,
  type AssetRows,
  type HistoricDetection,
  type HistoricEvent,
  assetPieces,
  longestMs,
  quietFrom,
} from './asset-pieces.js';

const seen = (observedAt: number): HistoricEvent => ({
  ...{ recordId: `r${observedAt}`, revision: 0, source: 'guards', observedAt, activity: 'logon-failed' },
  ...{ actor: null, isLive: true, point: null, zones: {} },
});
const told = (firstObservedAt: number, more: Partial<HistoricDetection> = {}): HistoricDetection => ({
  ...{ detectionId: `d${firstObservedAt}`, rule: 'brute-force', severity: 'medium', actor: null, firstObservedAt },
  ...{ observedAt: firstObservedAt + 1, recordIds: [`r${firstObservedAt}`], point: null, zones: {}, revision: 0 },
  ...{ withdrawn: false, ...more },
});
const rows = (more: Partial<AssetRows>): AssetRows => ({ events: [], detections: [], moved: new Map(), ...more });

const [from, until] = [longestMs * 10, longestMs * 20];
const range: AssetRange = { whole: { from, until }, from, until, mostEvents: 100 };
const ids = (detections: readonly HistoricDetection[] | undefined) => detections?.map(({ detectionId }) => detectionId);

describe('the pieces of the history of an asset', () => {
  it('have the events behind them that complete their detections, and the detections before them that took events', () => {
    const times = [from - 1, from, until - 1, until, until + longestMs - 1, until + longestMs];
    const detections = [told(from - longestMs - 1), told(from - 5), told(from), told(until)];
    const [piece] = assetPieces(rows({ events: times.map(seen), detections }), range);
    expect(piece?.events.map(({ observedAt }) => observedAt)).toEqual(times.slice(1, -1));
    expect(ids(piece?.detections)).toEqual([`d${from}`]);
    expect(ids(piece?.earlier)).toEqual([`d${from - 5}`]);
  });

  it('are cut where they would become too large, but not between events of one moment', () => {
    const times = [0, 1, 1, 1, 2, longestMs + 2].map((after) => from + after);
    const detections = [told(from + 1), told(from + 2)];
    const pieces = assetPieces(rows({ events: times.map(seen), detections }), { ...range, mostEvents: 2 });
    expect(pieces.map((piece) => [piece.from - from, (piece.until ?? 0) - from, piece.events.length])).toEqual([
      [0, 2, 5],
      [2, until - from, 2],
    ]);
    expect(pieces.map((piece) => ids(piece.detections))).toEqual([[`d${from + 1}`], [`d${from + 2}`]]);
    expect(ids(pieces[1]?.earlier)).toEqual([`d${from + 1}`]);
  });

  it('have a detection where its first record was moved, if that is in the range, and else where it was told', () => {
    const inside = told(from - 5, { recordIds: ['inside'] });
    const outside = told(from + 5, { recordIds: ['outside'] });
    const moved = new Map([
      ['inside', from + 7],
      ['outside', until + 1],
    ]);
    const [piece] = assetPieces(rows({ events: [seen(from + 7)], detections: [inside, outside], moved }), range);
    expect(piece?.detections).toEqual([inside, outside]);
    expect(piece?.earlier).toEqual([]);
  });

  it('are none where nothing is known', () => {
    expect(assetPieces(rows({ events: [seen(from - 1)], detections: [told(from - 1)] }), range)).toEqual([]);
  });
});

describe('the end of a range', () => {
  it('comes once nothing happened for as long as a rule may look', () => {
    expect(quietFrom(until, [])).toBe(until);
    expect(quietFrom(until, [until + 1])).toBe(until);
    const times = [until - longestMs, until - 10, until + 5, until + longestMs, until + 3 * longestMs];
    expect(quietFrom(until, times)).toBe(until + 2 * longestMs);
  });
});

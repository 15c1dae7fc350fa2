import { describe, expect, it } from '@jest/globals';
import {
  type HistoricInterval,
  type HistoricReading,
  type MeterPiece,
  meterPieces,
  quarterMs,
} from './meter-pieces.js';

const read = (quarter: number, property = 'active-power'): HistoricReading => ({
  ...{ recordId: `${property} ${quarter}`, revision: 0, source: 'meters', device: 'M-1', property, value: 1 },
  ...{ observedAt: quarter * quarterMs + 1, quality: 'good', zones: {} },
});
const told = (quarter: number): HistoricInterval => ({
  ...{ property: 'active-power', startedAt: quarter * quarterMs, source: 'meters', energyKwh: 1, seconds: 900 },
  ...{ readings: 1, quality: 'good', zones: {}, revision: 0, withdrawn: false },
});
const quartersOf = ({ from, until, readings, intervals }: MeterPiece) => ({
  ...{ from: from / quarterMs, until: until === null ? null : until / quarterMs },
  readings: readings.map(({ observedAt }) => (observedAt - 1) / quarterMs),
  intervals: intervals.map(({ startedAt }) => startedAt / quarterMs),
});
const range = (from: number, until: number | null, mostRows = 100) => ({
  ...{ from: from * quarterMs, until: until === null ? null : until * quarterMs, mostRows },
});

describe('the pieces of a meter', () => {
  it('have the next quarters with readings on both sides', () => {
    const readings = [1, 3, 3, 5, 6, 9, 9, 12].map((quarter) => read(quarter));
    const pieces = meterPieces({ readings, intervals: [3, 5, 6, 9].map(told) }, range(4, 8));
    expect(pieces.map(quartersOf)).toEqual([{ from: 4, until: 8, readings: [3, 3, 5, 6, 9, 9], intervals: [5, 6] }]);
  });

  it('have those of each property', () => {
    const readings = [read(1), read(2, 'active-energy-import'), read(5), read(8, 'active-energy-import'), read(9)];
    const [piece] = meterPieces({ readings, intervals: [] }, range(4, 6));
    expect(piece?.readings.map(({ recordId }) => recordId).sort()).toEqual(
      readings.map(({ recordId }) => recordId).sort(),
    );
  });

  it('are cut between quarters where they hold as many rows as they may, and are whole together', () => {
    const readings = [0, 1, 1, 1, 2, 3].map((quarter) => read(quarter));
    const pieces = meterPieces({ readings, intervals: [0, 1, 3].map(told) }, range(0, null, 3));
    expect(pieces.map(quartersOf)).toEqual([
      { from: 0, until: 2, readings: [0, 1, 1, 1, 2], intervals: [0, 1] },
      { from: 2, until: null, readings: [1, 1, 1, 2, 3], intervals: [3] },
    ]);
  });

  it('are there for what was told of a time without readings, and none where nothing is known', () => {
    expect(meterPieces({ readings: [read(1)], intervals: [told(5)] }, range(4, 8)).map(quartersOf)).toEqual([
      { from: 4, until: 8, readings: [1], intervals: [5] },
    ]);
    expect(meterPieces({ readings: [read(1), read(9)], intervals: [] }, range(4, 8))).toEqual([]);
  });
});

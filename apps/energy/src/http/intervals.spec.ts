import { describe, expect, it } from '@jest/globals';
import type { EnergyInterval } from '@naru/contracts';
import { Intervals } from './intervals.js';

const hourMs = 3_600_000;
const interval = (startedAt: number, more: Partial<EnergyInterval> = {}): EnergyInterval => ({
  intervalId: Buffer.alloc(16),
  assetId: 'm1',
  source: 'meters',
  property: 'active-energy-import',
  startedAt,
  seconds: 900,
  energyKwh: 1,
  meanPowerKw: 4,
  readings: 2,
  revision: 0,
  cause: null,
  zones: {},
  quality: 'good',
  withdrawn: false,
  ...more,
});

function following(...all: readonly EnergyInterval[]): Intervals {
  const intervals = new Intervals(2);
  for (const each of all) intervals.apply('m1', each);
  return intervals;
}

describe('recent intervals', () => {
  it('are the latest statement of each, in order', () => {
    const intervals = following(interval(hourMs), interval(0), interval(hourMs, { revision: 1, energyKwh: 2 }));
    expect(intervals.of('m1').map(({ energyKwh }) => energyKwh)).toEqual([1, 2]);
    expect(intervals.of('m1', hourMs)).toHaveLength(1);
    expect(intervals.of('m1', 0, hourMs)).toHaveLength(1);
    expect(intervals.of('m2')).toEqual([]);
  });

  it('leave out what was withdrawn', () => {
    expect(following(interval(0), interval(0, { revision: 1, withdrawn: true })).of('m1')).toEqual([]);
  });

  it('are let go when they lie behind, whatever way they come', () => {
    const hours = [0, 1, 2, 3, 4, 5].map((hour) => interval(hour * hourMs));
    const kept = [4 * hourMs, 5 * hourMs];
    expect(
      following(...hours)
        .of('m1')
        .map(({ startedAt }) => startedAt),
    ).toEqual(expect.arrayContaining(kept));
    expect(following(...hours).of('m1').length).toBeLessThan(5);
    expect(
      following(...hours.toReversed())
        .of('m1')
        .map(({ startedAt }) => startedAt),
    ).toEqual(expect.arrayContaining(kept));
  });
});

import { describe, expect, it } from '@jest/globals';
import { median, mediansOf, ratioOfCosts, ratioOfRates } from './report.js';

describe('a report', () => {
  it('tells the median of each figure, and the runs', () => {
    const runs = [
      { rate: 300, seconds: 1, store: 'memory' },
      { rate: 100, seconds: 3, store: 'memory' },
      { rate: 110, seconds: 2, store: 'memory' },
    ];
    expect(mediansOf(runs)).toEqual({ rate: 110, seconds: 2, store: 'memory', runs });
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('has no median of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => mediansOf([])).toThrow(RangeError);
  });

  it('is higher where Naru is better: rates Naru over peer, times and costs peer over Naru', () => {
    expect(ratioOfRates(300, 100)).toBe(3);
    expect(ratioOfCosts(2, 8)).toBe(4);
    expect(ratioOfRates(100, 300)).toBe(0.333);
  });
});

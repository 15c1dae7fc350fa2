import { describe, expect, it } from '@jest/globals';
import { Months } from './months.js';

describe('the months of a block', () => {
  it('are as many as allowed, and each as often as it comes', () => {
    const months = new Months(2);
    const taken = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00Z', '2026-11-01T00:00:00Z', '2027-01-01T00:00:00Z'];
    expect(taken.map((at) => months.take(Date.parse(at)))).toEqual([true, true, true, false]);
    expect(months.take(Date.parse('2026-12-31T23:59:59Z'))).toBe(true);
  });

  it('bear instants beyond any calendar', () => {
    const months = new Months(1);
    expect([months.take(9e18), months.take(-9e18), months.take(0)]).toEqual([true, true, false]);
  });
});

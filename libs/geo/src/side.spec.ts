import { describe, expect, it } from '@jest/globals';
import { sideOf } from './side.js';

describe('sideOf', () => {
  it('tells left, right and on the line', () => {
    expect(sideOf(0, 0, 10, 0, 5, 1)).toBeGreaterThan(0);
    expect(sideOf(0, 0, 10, 0, 5, -1)).toBeLessThan(0);
    expect(sideOf(0, 0, 10, 10, 5, 5)).toBe(0);
  });

  it('is exact where rounding alone gets it wrong', () => {
    // one unit in the last place above the diagonal: plain arithmetic calls it "on the line"
    const above = 0.5 + 2 ** -53;
    expect(Math.sign(sideOf(12, 12, 24, 24, 0.5, above))).toBe(1);
    expect(Math.sign(sideOf(12, 12, 24, 24, above, 0.5))).toBe(-1);
    expect(sideOf(12, 12, 24, 24, above, above)).toBe(0);
  });

  it('survives products that underflow', () => {
    expect(sideOf(0, 0, 1e-200, 1e-200, 0, 1e-200)).toBeGreaterThan(0);
    expect(sideOf(0, 0, 5e-324, 5e-324, 0, 5e-324)).toBeGreaterThan(0);
  });
});

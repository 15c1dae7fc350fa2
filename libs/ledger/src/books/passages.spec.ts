import { describe, expect, it } from '@jest/globals';
import { Passages } from './passages.js';

const noon = Date.parse('2026-11-22T12:00:00Z');

describe('when a stage came by an offset', () => {
  it('is told to the second, and not before it was', () => {
    const passages = new Passages(100);
    for (let step = 0; step < 40; step++) passages.note({ to: 110 + 10 * step, bookedAt: noon + 250 * step });
    expect(passages.at(99)).toBeUndefined();
    expect(passages.at(499)).toBe(noon + 250 * 39);
    expect(passages.at(500)).toBeUndefined();
    for (let offset = 100; offset < 500; offset++) {
      const was = noon + 250 * Math.floor((offset - 100) / 10);
      const told = passages.at(offset) ?? NaN;
      expect(told).toBeGreaterThanOrEqual(was);
      expect(told).toBeLessThan(was + 1_000);
    }
  });

  it('is forgotten after a while, and not guessed then', () => {
    const passages = new Passages(0);
    for (let second = 0; second < 3_000; second++) passages.note({ to: second + 1, bookedAt: noon + 1_000 * second });
    expect(passages.at(0)).toBeUndefined();
    expect(passages.at(2_999)).toBe(noon + 2_999_000);
  });
});

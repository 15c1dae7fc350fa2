import { describe, expect, it } from '@jest/globals';
import { longestIn, stallsOf } from './stalls.js';

describe('stalls', () => {
  it('begin when work waits, not when the last record came', () => {
    expect(
      stallsOf([
        { at: 1_000, since: 900 },
        { at: 9_000, since: 7_000 },
      ]),
    ).toEqual([{ from: 7_000, ms: 2_000 }]);
  });

  it('begin with the oldest work that waits, whatever comes first', () => {
    expect(
      stallsOf([
        { at: 1_000, since: 900 },
        { at: 9_000, since: 8_900 },
        { at: 9_001, since: 1_500 },
      ]),
    ).toEqual([{ from: 1_500, ms: 7_500 }]);
  });

  it('are none where records come, or nobody waits', () => {
    expect(
      stallsOf([
        { at: 1_000, since: 990 },
        { at: 1_100, since: 1_050 },
        { at: 9_000, since: undefined },
      ]),
    ).toEqual([]);
  });

  it('count as far as they lie in the span', () => {
    const stalls = [
      { from: 100, ms: 5_000 },
      { from: 6_000, ms: 700 },
    ];
    expect(longestIn(stalls, { from: 5_000, until: 7_000 })).toBe(700);
    expect(longestIn(stalls, { from: 0, until: 1_000 })).toBe(900);
    expect(longestIn(stalls, { from: 7_000, until: 8_000 })).toBe(0);
  });
});

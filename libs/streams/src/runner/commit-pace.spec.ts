import { describe, expect, it } from '@jest/globals';
import { CommitPace } from './commit-pace.js';

const afterCommits = (ms: number): CommitPace => {
  const pace = new CommitPace();
  for (let n = 0; n < 30; n++) pace.committed(ms);
  return pace;
};

describe('the pace of commits', () => {
  it('is 50 ms or 5,000 records while commits are quick', () => {
    expect([new CommitPace().afterMs, new CommitPace().afterRecords]).toEqual([50, 5_000]);
    expect([afterCommits(10).afterMs, afterCommits(10).afterRecords]).toEqual([50, 5_000]);
  });

  it('stretches where they take long, to 200 ms and 20,000 records, and comes back', () => {
    const slow = afterCommits(25);
    expect(slow.afterMs).toBeCloseTo(100, 0);
    const full = afterCommits(500);
    expect([full.afterMs, full.afterRecords]).toEqual([200, 20_000]);
    for (let n = 0; n < 30; n++) full.committed(5);
    expect(full.afterMs).toBe(50);
  });

  it('is not moved by one slow commit alone beyond what it weighs', () => {
    const pace = afterCommits(8);
    pace.committed(40);
    expect(pace.afterMs).toBeLessThan(80);
  });

  it('is what the options say, where they do', () => {
    const pace = new CommitPace({ afterMs: 5, afterRecords: 10 });
    for (let n = 0; n < 30; n++) pace.committed(500);
    expect([pace.afterMs, pace.afterRecords]).toEqual([5, 10]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { CommitPace } from './commit-pace.js';

const afterCommits = (ms: number): CommitPace => {
  const pace = new CommitPace();
  for (let n = 0; n < 30; n++) pace.committed(0, ms);
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
    for (let n = 0; n < 30; n++) full.committed(0, 5);
    expect(full.afterMs).toBe(50);
  });

  it('is not moved by one slow commit alone beyond what it weighs', () => {
    const pace = afterCommits(8);
    pace.committed(0, 40);
    expect(pace.afterMs).toBeLessThan(80);
  });

  it('commits at once after a quiet moment, and is no quicker than its pace in a busy one', () => {
    const pace = new CommitPace();
    expect(pace.dueAt(1_000)).toBe(1_005);
    pace.committed(1_005, 10);
    expect(pace.dueAt(1_016)).toBe(1_055);
    expect(pace.dueAt(1_100)).toBe(1_105);
  });

  it('lets what holds nothing live wait longer, and nothing live wait for it', () => {
    const pace = new CommitPace();
    expect(pace.dueAt(1_000, false)).toBe(1_200);
    pace.committed(1_200, 10, false);
    expect(pace.dueAt(1_211)).toBe(1_216);
  });
});

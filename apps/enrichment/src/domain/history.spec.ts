import { describe, expect, it } from '@jest/globals';
import { History, type Versioned } from './history.js';

const version = (validFrom: number, validTo: number | null, recordedAt: number): Versioned => ({
  validFrom,
  validTo,
  recordedAt,
});
const historyOf = (...versions: Versioned[]): History<Versioned> => {
  const history = new History<Versioned>();
  for (const one of versions) history.put(one);
  return history;
};

describe('History', () => {
  it('is half-open: a version holds at its beginning and no longer at its end', () => {
    const history = historyOf(version(10, 20, 1));
    expect([9, 10, 19, 20].map((instant) => history.at(instant)?.recordedAt)).toEqual([undefined, 1, 1, undefined]);
  });

  it('lets a later version follow, and the earlier one hold again where that ends', () => {
    const history = historyOf(version(0, null, 1), version(10, 20, 2));
    expect([5, 15, 25].map((instant) => history.at(instant)?.recordedAt)).toEqual([1, 2, 1]);
  });

  it('takes 0 as always, also for clocks that were never set', () => {
    expect(historyOf(version(0, null, 1)).at(-5)?.recordedAt).toBe(1);
  });

  it('replaces what was said about the same beginning, by when it was learned', () => {
    const history = historyOf(version(10, null, 5), version(10, 20, 7), version(10, null, 6));
    expect(history.versions).toEqual([version(10, 20, 7)]);
  });

  it('forgets a version', () => {
    const history = historyOf(version(0, null, 1), version(10, null, 2));
    expect(history.remove(10)?.recordedAt).toBe(2);
    expect(history.remove(10)).toBeUndefined();
    expect(history.at(15)?.recordedAt).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { lingerMs } from './flush-pace.js';

const pace = { leastMs: 500, mostMs: 5_000, share: 0.25 };

describe('rows wait', () => {
  it.each([
    ['the least where inserting is quick', 20, 500],
    ['three times as long as inserting a quarter of the time takes', 400, 1_200],
    ['never longer than they may', 60_000, 5_000],
  ])('%s', (_, lastFlushMs, wanted) => {
    expect(lingerMs(lastFlushMs, pace)).toBe(wanted);
  });
});

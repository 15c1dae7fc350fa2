import { describe, expect, it } from '@jest/globals';
import { type LostRange, lostOtherwise } from './lost.js';

const range = (fromOffset: number, toOffset: number): LostRange => ({
  stage: 'enrichment',
  topic: 'environment.raw-observations.v1',
  partition: 0,
  fromOffset,
  toOffset,
});

describe('what was lost by retention', () => {
  it('is what the books say, each range once', () => {
    expect(lostOtherwise([range(3, 9), range(20, 30)], [range(20, 30), range(3, 9)])).toEqual([]);
  });

  it('is told where the books know nothing of it, where they say less, and where they say it twice', () => {
    const words = 'enrichment environment.raw-observations.v1/0';
    expect(lostOtherwise([range(3, 9)], [])).toEqual([`${words} [3, 9) was deleted and is not booked as lost`]);
    expect(lostOtherwise([range(3, 9)], [range(3, 8)])).toEqual([
      `${words} [3, 9) was deleted and is not booked as lost`,
      `${words} [3, 8) is booked as lost and was not deleted`,
    ]);
    expect(lostOtherwise([range(3, 9)], [range(3, 9), range(3, 9)])).toEqual([
      `${words} [3, 9) is booked as lost and was not deleted`,
    ]);
  });
});

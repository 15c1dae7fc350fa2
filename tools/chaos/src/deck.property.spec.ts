import { describe, expect, it } from '@jest/globals';
import { randomOf } from '@naru/simulator';
import fc from 'fast-check';
import { deal } from './deck.js';

const pauses = ['pause a', 'pause b', 'pause c'];
const others = ['kill a', 'kill b', 'cut', 'full', 'kill broker', 'slow'];

describe('the deck', () => {
  it('holds a pause in any four rounds, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, rounds) => {
        const dealt = deal({ pauses, others }, rounds, randomOf(seed, 'deck'));
        expect(dealt).toEqual(deal({ pauses, others }, rounds, randomOf(seed, 'deck')));
        expect(dealt).toHaveLength(rounds);
        for (let i = 0; i + 4 <= rounds; i++)
          expect(dealt.slice(i, i + 4).some((card) => pauses.includes(card))).toBe(true);
      }),
    );
  });

  it('deals what there is, where one of the decks is empty', () => {
    const random = randomOf(1, 'deck');
    expect(deal({ pauses, others: [] }, 5, random)).toHaveLength(5);
    expect(deal({ pauses: [], others }, 8, random)).toHaveLength(8);
    expect(() => deal({ pauses: [], others: [] }, 1, random)).toThrow(RangeError);
  });

  it('plays what comes first before it repeats anything', () => {
    const dealt = deal({ pauses, others, first: ['replace'] }, 4, randomOf(1, 'deck'));
    expect(dealt).toContain('replace');
  });
});

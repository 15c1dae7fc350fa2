import { describe, expect, it } from '@jest/globals';
import { interleaved } from './rounds.js';

describe('rounds', () => {
  it('run the contenders in turn, so that whatever else happens meets them alike', async () => {
    const order: string[] = [];
    const contender = (name: string) => (round: number) => {
      order.push(`${name}${round}`);
      return Promise.resolve({ round });
    };
    const said: string[] = [];
    const runs = await interleaved(
      { naru: contender('n'), peer: contender('p') },
      { rounds: 2, say: (line) => void said.push(line) },
    );
    expect(order).toEqual(['n1', 'p1', 'n2', 'p2']);
    expect(runs).toEqual({ naru: [{ round: 1 }, { round: 2 }], peer: [{ round: 1 }, { round: 2 }] });
    expect(said).toHaveLength(4);
  });
});

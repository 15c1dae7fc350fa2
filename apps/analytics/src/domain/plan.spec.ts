import { describe, expect, it } from '@jest/globals';
import { planText, readPlan } from './plan.js';

describe('a plan', () => {
  it('is read as it was written, and is short', () => {
    const plan = { to: 2 ** 53 - 1, rows: 50_000, hash: 'a'.repeat(32), layout: '0123abcd' };
    expect(readPlan(planText(plan))).toEqual(plan);
    expect(planText(plan).length).toBeLessThan(200);
  });

  it.each([undefined, '', 'x', 'insert-2 7 1 a b', 'insert-1 7 1'])('is none where there is %j', (text) => {
    expect(readPlan(text)).toBeUndefined();
  });
});

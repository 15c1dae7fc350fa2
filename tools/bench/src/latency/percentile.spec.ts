import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile.js';

describe('percentile', () => {
  it('is the value under which this share lies', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)]).toEqual([51, 100, 7]);
  });

  it('is no number where there are no values', () => {
    expect(percentile([], 0.99)).toBeNaN();
  });
});

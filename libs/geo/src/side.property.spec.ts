import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { sideOf } from './side.js';

/** Coordinates so close to each other that rounding decides, as multiples of 2^-53. */
const ulps = fc.integer({ min: 0, max: 40 });
const coordinate = fc.oneof(
  ulps.map((n) => 0.5 + n * 2 ** -53),
  ulps.map((n) => 12 + n * 2 ** -49),
  fc.double({ min: 0, max: 64, noNaN: true }).map((x) => Math.round(x * 2 ** 40) / 2 ** 40),
);
const exact = (x: number): bigint => BigInt(x * 2 ** 53);

describe('sideOf', () => {
  it('has the sign of the exact determinant', () => {
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate), (six) => {
        const [ax, ay, bx, by, px, py] = six.map(exact) as [bigint, bigint, bigint, bigint, bigint, bigint];
        const sign = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
        return Math.sign(sideOf(...six)) === (sign > 0n ? 1 : sign < 0n ? -1 : 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('changes sign exactly when the line is turned round', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by, px, py) => {
        const there = Math.sign(sideOf(ax, ay, bx, by, px, py));
        return there === 0 - Math.sign(sideOf(bx, by, ax, ay, px, py));
      }),
      { numRuns: 5000 },
    );
  });
});

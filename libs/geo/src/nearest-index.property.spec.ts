import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NearestIndex } from './nearest-index.js';
import { distanceMetres } from './wgs84.js';

const longitude = fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 0, 126.97));
const latitude = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 0, 37.56));
const points = fc.array(fc.record({ longitude, latitude }), { maxLength: 60 });

describe('NearestIndex', () => {
  it('finds what a plain sort by distance finds, anywhere on the earth', () => {
    fc.assert(
      fc.property(
        points,
        longitude,
        latitude,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (places, x, y, limit, odd) => {
          const numbered = places.map((place, value) => ({ ...place, value }));
          const accepts = (value: number): boolean => !odd || value % 2 === 1;
          const expected = numbered
            .filter(({ value }) => accepts(value))
            .map((place) => distanceMetres(x, y, place.longitude, place.latitude))
            .sort((a, b) => a - b)
            .slice(0, limit);
          const found = new NearestIndex(numbered).nearest(x, y, { limit, accepts });
          expect(found).toHaveLength(expected.length);
          // antipodes: the chord hardly changes there, so distances agree to centimetres only
          found.forEach(({ metres }, i) => {
            expect(Math.abs(metres - (expected[i] ?? NaN))).toBeLessThan(0.5);
          });
          expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
          expect(found.every(({ value }) => accepts(value))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves out what lies farther than asked', () => {
    fc.assert(
      fc.property(points, longitude, latitude, fc.integer({ min: 1, max: 5_000_000 }), (places, x, y, withinMetres) => {
        const distances = places.map((place) => distanceMetres(x, y, place.longitude, place.latitude));
        const found = new NearestIndex(places.map((place) => ({ ...place, value: 0 }))).nearest(x, y, { withinMetres });
        const surely = distances.filter((metres) => metres < withinMetres - 0.5).length;
        const perhaps = distances.filter((metres) => metres < withinMetres + 0.5).length;
        expect(found.length).toBeGreaterThanOrEqual(surely);
        expect(found.length).toBeLessThanOrEqual(perhaps);
      }),
    );
  });
});

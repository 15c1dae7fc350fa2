import { describe, expect, it } from '@jest/globals';
import { distanceMetres, faultOfPoint, isWgs84, looksSwapped } from './wgs84.js';

describe('isWgs84', () => {
  it('takes the whole earth and nothing beyond', () => {
    expect([isWgs84(180, 90), isWgs84(-180, -90), isWgs84(0, 0)]).toEqual([true, true, true]);
    expect([isWgs84(180.1, 0), isWgs84(0, 90.1), isWgs84(NaN, 0), isWgs84(0, Infinity)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('sees latitude and longitude swapped where that can be seen', () => {
    expect(looksSwapped(37.5, 127)).toBe(true);
    expect(looksSwapped(127, 37.5)).toBe(false);
    // Barcelona's swapped coordinates are a place in Somalia's sea: no range tells
    expect(looksSwapped(41.4, 2.1)).toBe(false);
    expect(looksSwapped(200, 300)).toBe(false);
  });
});

describe('faultOfPoint', () => {
  it('says what is wrong with coordinates, and nothing of those that can be a point', () => {
    expect(faultOfPoint(127, 37.5)).toBeUndefined();
    const faults = [faultOfPoint(37.5, 127), faultOfPoint(200, 300), faultOfPoint(NaN, 0), faultOfPoint(0, Infinity)];
    expect(faults.map((fault) => fault?.reason)).toEqual([
      'swapped-coordinates',
      'coordinates-out-of-range',
      'not-finite',
      'not-finite',
    ]);
  });
});

describe('distanceMetres', () => {
  it('is a degree of latitude, half the globe, and nothing', () => {
    expect(distanceMetres(127, 37, 127, 38)).toBeCloseTo(111_195, 0);
    expect(distanceMetres(0, 0, 180, 0)).toBeCloseTo(20_015_114, 0);
    expect(distanceMetres(127, 37, 127, 37)).toBe(0);
    expect(distanceMetres(179.5, 0, -179.5, 0)).toBeCloseTo(111_195, 0);
  });
});

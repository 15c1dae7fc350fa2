import { describe, expect, it } from '@jest/globals';
import { NearestIndex } from './nearest-index.js';

describe('NearestIndex', () => {
  const bays = new NearestIndex([
    { longitude: 126.978, latitude: 37.5665, value: 'city-hall' },
    { longitude: 126.9769, latitude: 37.5759, value: 'gyeongbokgung' },
    { longitude: 127.0276, latitude: 37.4979, value: 'gangnam' },
  ]);

  it('tells the nearest first, with metres', () => {
    const found = bays.nearest(126.978, 37.5665, { limit: 2 });
    expect(found.map(({ value }) => value)).toEqual(['city-hall', 'gyeongbokgung']);
    expect(found[0]?.metres).toBe(0);
    expect(found[1]?.metres).toBeCloseTo(1050, -1);
  });

  it('keeps to the distance and to what is accepted', () => {
    expect(bays.nearest(126.978, 37.5665, { withinMetres: 2000 })).toHaveLength(2);
    expect(bays.nearest(126.978, 37.5665, { accepts: (value) => value === 'gangnam' })).toHaveLength(1);
    expect(bays.nearest(126.978, 37.5665, { limit: 0 })).toEqual([]);
  });

  it('finds across the date line', () => {
    const fiji = new NearestIndex([
      { longitude: 179.99, latitude: -17, value: 'west' },
      { longitude: 170, latitude: -17, value: 'far' },
    ]);
    expect(fiji.nearest(-179.99, -17, { limit: 1 })[0]?.value).toBe('west');
  });

  it('is empty where there is nothing', () => {
    expect(new NearestIndex([]).nearest(0, 0)).toEqual([]);
  });
});

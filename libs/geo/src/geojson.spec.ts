import { describe, expect, it } from '@jest/globals';
import { GeometryError, parseArea, toGeoJson } from './geojson.js';

const square = [
  [
    [126, 37],
    [127, 37],
    [127, 38],
    [126, 38],
    [126, 37],
  ],
];
const polygon = (coordinates: unknown): unknown => ({ type: 'Polygon', coordinates });
const faultOf = (geometry: unknown): string => {
  try {
    parseArea(geometry);
    return 'none';
  } catch (error) {
    return error instanceof GeometryError ? `${error.fault} ${error.path}` : 'another error';
  }
};

describe('parseArea', () => {
  it('reads polygons and multipolygons, and drops heights', () => {
    expect(toGeoJson(parseArea(polygon(square)))).toEqual({ type: 'Polygon', coordinates: square });
    const two = { type: 'MultiPolygon', coordinates: [square, square] };
    expect(toGeoJson(parseArea(two))).toEqual(two);
    const high = [square[0]?.map((position) => [...position, 12])];
    expect(toGeoJson(parseArea(polygon(high)))).toEqual({ type: 'Polygon', coordinates: square });
  });

  it('turns rings that run the wrong way round', () => {
    const hole = [
      [126.4, 37.4],
      [126.4, 37.6],
      [126.6, 37.6],
      [126.6, 37.4],
      [126.4, 37.4],
    ];
    const right = [...square, hole];
    expect(toGeoJson(parseArea(polygon(right.map((ring) => ring.toReversed()))))).toEqual(polygon(right));
    expect(toGeoJson(parseArea(polygon(right)))).toEqual(polygon(right));
  });

  it.each([
    ['nothing', null, 'not-an-area geometry'],
    ['a point', { type: 'Point', coordinates: [126, 37] }, 'not-an-area type'],
    ['no coordinates', { type: 'Polygon' }, 'not-an-area coordinates'],
    ['no rings', polygon([]), 'empty coordinates'],
    ['an empty ring', polygon([[]]), 'empty coordinates[0]'],
    ['no polygons', { type: 'MultiPolygon', coordinates: [] }, 'empty coordinates'],
    ['a position that is a number', polygon([[1, 2, 3, 4]]), 'not-an-area coordinates[0][0]'],
    [
      'a number that is none',
      polygon([
        [
          [126, NaN],
          [127, 37],
          [127, 38],
          [126, NaN],
        ],
      ]),
      'not-finite coordinates[0][0]',
    ],
    [
      'a number as text',
      polygon([
        [
          ['126', 37],
          [127, 37],
          [127, 38],
          ['126', 37],
        ],
      ]),
      'not-finite coordinates[0][0]',
    ],
    [
      'latitude first',
      polygon([
        [
          [37, 126],
          [37, 127],
          [38, 127],
          [37, 126],
        ],
      ]),
      'swapped-coordinates coordinates[0][0]',
    ],
    [
      'metres',
      polygon([
        [
          [198_000, 551_000],
          [1, 1],
          [2, 2],
          [198_000, 551_000],
        ],
      ]),
      'coordinates-out-of-range coordinates[0][0]',
    ],
    [
      'an open ring',
      polygon([
        [
          [126, 37],
          [127, 37],
          [127, 38],
          [126, 38],
        ],
      ]),
      'ring-not-closed coordinates[0]',
    ],
    [
      'a line there and back',
      polygon([
        [
          [126, 37],
          [127, 37],
          [126, 37],
        ],
      ]),
      'ring-too-short coordinates[0]',
    ],
    [
      'a flat ring',
      polygon([
        [
          [126, 37],
          [127, 37],
          [128, 37],
          [126, 37],
        ],
      ]),
      'ring-without-area coordinates[0]',
    ],
    [
      'a wrong ring in the second polygon',
      { type: 'MultiPolygon', coordinates: [square, [[]]] },
      'empty coordinates[1][0]',
    ],
  ])('refuses %s', (_, geometry, fault) => {
    expect(faultOf(geometry)).toBe(fault);
  });
});

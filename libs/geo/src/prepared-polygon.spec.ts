import { describe, expect, it } from '@jest/globals';
import type { Position } from './area.js';
import { PreparedPolygon } from './prepared-polygon.js';

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('PreparedPolygon', () => {
  it('holds what lies inside, not what lies in a hole', () => {
    const polygon = new PreparedPolygon([square(0, 0, 10), square(4, 4, 2)]);
    expect(polygon.contains(1, 1)).toBe(true);
    expect(polygon.contains(5, 5)).toBe(false);
    expect(polygon.contains(11, 5)).toBe(false);
  });

  it('takes its western and southern border, and leaves the eastern and northern to its neighbour', () => {
    const polygon = new PreparedPolygon([square(0, 0, 10)]);
    expect(polygon.contains(0, 5)).toBe(true);
    expect(polygon.contains(5, 0)).toBe(true);
    expect(polygon.contains(10, 5)).toBe(false);
    expect(polygon.contains(5, 10)).toBe(false);
    expect([
      polygon.contains(0, 0),
      polygon.contains(10, 0),
      polygon.contains(10, 10),
      polygon.contains(0, 10),
    ]).toEqual([true, false, false, false]);
  });

  it('gives the border of a hole to what fills the hole', () => {
    const around = new PreparedPolygon([square(0, 0, 10), square(4, 4, 2)]);
    const filling = new PreparedPolygon([square(4, 4, 2)]);
    for (const [x, y] of [
      [4, 4],
      [5, 4],
      [6, 4],
      [6, 5],
      [6, 6],
      [5, 6],
      [4, 6],
      [4, 5],
    ] as const)
      expect([around.contains(x, y), filling.contains(x, y)].filter(Boolean)).toHaveLength(1);
  });

  it('holds no point that is no number', () => {
    const polygon = new PreparedPolygon([square(0, 0, 10)]);
    expect(polygon.contains(NaN, 5)).toBe(false);
    expect(polygon.contains(5, Infinity)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Area, Position } from './area.js';
import { ZoneIndex } from './zone-index.js';

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('ZoneIndex', () => {
  const twoParts: Area = [[square(0, 0, 2)], [square(1, 1, 2)]];
  const index = new ZoneIndex([
    [[[square(0, 0, 10)]], 'district'],
    [twoParts, 'island'],
    [[[square(10, 0, 10)]], 'east'],
  ] as const);

  it('finds every zone that holds the point, each once, in their order', () => {
    expect(index.at(1.5, 1.5)).toEqual(['district', 'island']);
    expect(index.at(5, 5)).toEqual(['district']);
    expect(index.at(25, 5)).toEqual([]);
  });

  it('gives a shared border to one of two neighbours', () => {
    expect(index.at(10, 5)).toEqual(['east']);
  });

  it('finds zones by bounds', () => {
    expect(index.within([9, 9, 11, 11])).toEqual(['district', 'east']);
  });

  it('is empty without zones', () => {
    const none = new ZoneIndex<string>([]);
    expect([none.at(0, 0), none.within([-1, -1, 1, 1])]).toEqual([[], []]);
  });
});

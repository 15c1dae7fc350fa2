import { describe, expect, it } from '@jest/globals';
import { murmur2, partitionOf } from './murmur2.js';

describe('murmur2', () => {
  // The figures of Kafka's own UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is Java’s', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('places a key by its UTF-8 bytes', () => {
    expect(partitionOf('주차장', 7)).toBe(partitionOf(Buffer.from('주차장'), 7));
    expect(partitionOf('abc', 2)).toBe(479470107 % 2);
  });
});

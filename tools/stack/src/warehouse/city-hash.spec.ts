import { describe, expect, it } from '@jest/globals';
import { cityHash128 } from './city-hash.js';

const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7 + 3) & 255));
const hex = (buffer: Buffer): string =>
  [0, 8].map((at) => cityHash128(buffer).readBigUInt64LE(at).toString(16).padStart(16, '0')).join(' ');

describe('cityHash128', () => {
  // as the Python package clickhouse-cityhash 1.0.2 has them
  it.each([
    [0, '3df09dfc64c09a2b 3cb540c392e51e29'],
    [1, '39379490ccb55d55 2af2b13064cd571f'],
    [5, '769b42b3bb8e4249 cd00ae16776dd6f3'],
    [8, 'b6ad7c9a5953432f 9f0e02109921888c'],
    [15, '5a8299d8ab8f2f47 8ea0a478a90d3277'],
    [16, '21e79cab7f9c2b79 a35615c235313f7a'],
    [17, '0cd5bb13faea6e4c 32bf719178f6bbfe'],
    [143, '201689145f2ebee2 df56bd91c3fb4dd0'],
    [144, 'd639167b9b85767d 07a10bf4573107c6'],
    [145, 'de654d669366fc2a d2f68f547b37d6f5'],
    [1000, '984b538c7b372373 f6e6cbc56b688720'],
  ])('of %i bytes is that of version 1.0.2', (length, hash) => {
    expect(hex(bytes(length))).toBe(hash);
  });

  it('tells every byte and every length apart', () => {
    const hashes = new Set<string>();
    for (let length = 0; length < 300; length++) {
      hashes.add(hex(bytes(length)));
      const changed = bytes(length + 1);
      changed[length] = (changed[length] ?? 0) ^ 1;
      hashes.add(hex(changed));
    }
    expect(hashes.size).toBe(600);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ByteCursor,
  readInt64,
  varintLength,
  varlongLength,
  writeInt64,
  writeVarint,
  writeVarlong,
} from './byte-cursor.js';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int52 = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });

/** The plain definition, by BigInt: zigzag, then groups of seven bits. */
function reference(value: number): number[] {
  let raw = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  const bytes: number[] = [];
  for (; raw > 0x7fn; raw >>= 7n) bytes.push(Number(raw & 0x7fn) | 0x80);
  return [...bytes, Number(raw)];
}

describe('variable-length numbers', () => {
  const buffer = Buffer.alloc(16);

  it('a varint is written as defined and read back', () => {
    fc.assert(
      fc.property(int32, (value) => {
        const end = writeVarint(buffer, 0, value);
        expect([...buffer.subarray(0, end)]).toEqual(reference(value));
        expect(varintLength(value)).toBe(end);
        const cursor = new ByteCursor(buffer);
        expect(cursor.varint()).toBe(value);
        expect(cursor.position).toBe(end);
      }),
    );
  });

  it('a varlong is written as defined and read back', () => {
    fc.assert(
      fc.property(fc.oneof(int52, int32), (value) => {
        const end = writeVarlong(buffer, 0, value);
        expect([...buffer.subarray(0, end)]).toEqual(reference(value));
        expect(varlongLength(value)).toBe(end);
        const cursor = new ByteCursor(buffer);
        expect(cursor.varlong() === value).toBe(true);
        cursor.position = 0;
        cursor.skipVarint();
        expect(cursor.position).toBe(end);
      }),
    );
  });

  it('a 64-bit integer is what Node writes', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        writeInt64(buffer, 0, value);
        expect(buffer.readBigInt64BE(0)).toBe(BigInt(value));
        expect(readInt64(buffer, 0) === value).toBe(true);
      }),
    );
  });
});

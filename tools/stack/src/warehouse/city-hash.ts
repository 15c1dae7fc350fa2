// CityHash128 of version 1.0.2 (Google, 2011), which ClickHouse keeps as the checksum of its compressed blocks; later
// versions of CityHash give other values.

const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;
const k3 = 0xc949d7c7509e6557n;
const multiplier = 0x9ddfea08eb382d69n;

interface Pair {
  readonly low: bigint;
  readonly high: bigint;
}

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const times = (a: bigint, b: bigint): bigint => u64(a * b);
const mix = (value: bigint): bigint => value ^ (value >> 47n);
const rotate = (value: bigint, by: bigint): bigint => (value >> by) | u64(value << (64n - by));

function hash16(low: bigint, high: bigint): bigint {
  const a = mix(times(low ^ high, multiplier));
  return times(mix(times(high ^ a, multiplier)), multiplier);
}

function hashUpTo16(bytes: Buffer): bigint {
  const length = bytes.length;
  const size = BigInt(length);
  if (length > 8) {
    const last = bytes.readBigUInt64LE(length - 8);
    return hash16(bytes.readBigUInt64LE(0), rotate(u64(last + size), size)) ^ last;
  }
  if (length >= 4)
    return hash16(u64(size + (BigInt(bytes.readUInt32LE(0)) << 3n)), BigInt(bytes.readUInt32LE(length - 4)));
  if (length === 0) return k2;
  const y = BigInt(bytes.readUInt8(0)) + (BigInt(bytes.readUInt8(length >> 1)) << 8n);
  const z = size + (BigInt(bytes.readUInt8(length - 1)) << 2n);
  return times(mix(times(y, k2) ^ times(z, k3)), k2);
}

function weakHash32(bytes: Buffer, at: number, seedA: bigint, seedB: bigint): Pair {
  const z = bytes.readBigUInt64LE(at + 24);
  let a = u64(seedA + bytes.readBigUInt64LE(at));
  let b = rotate(u64(seedB + a + z), 21n);
  const c = a;
  a = u64(a + bytes.readBigUInt64LE(at + 8) + bytes.readBigUInt64LE(at + 16));
  b = u64(b + rotate(a, 44n));
  return { low: u64(a + z), high: u64(b + c) };
}

function murmur(bytes: Buffer, seed: Pair): Pair {
  const length = bytes.length;
  let { low: a, high: b } = seed;
  let c: bigint;
  let d: bigint;
  if (length <= 16) {
    a = times(mix(times(a, k1)), k1);
    c = u64(times(b, k1) + hashUpTo16(bytes));
    d = mix(u64(a + (length >= 8 ? bytes.readBigUInt64LE(0) : c)));
  } else {
    c = hash16(u64(bytes.readBigUInt64LE(length - 8) + k1), a);
    d = hash16(u64(b + BigInt(length)), u64(c + bytes.readBigUInt64LE(length - 16)));
    a = u64(a + d);
    for (let at = 0; at < length - 16; at += 16) {
      a = times(a ^ times(mix(times(bytes.readBigUInt64LE(at), k1)), k1), k1);
      b ^= a;
      c = times(c ^ times(mix(times(bytes.readBigUInt64LE(at + 8), k1)), k1), k1);
      d ^= c;
    }
  }
  a = hash16(a, c);
  b = hash16(d, b);
  return { low: a ^ b, high: hash16(b, a) };
}

function hashSeeded(bytes: Buffer, seed: Pair): Pair {
  const length = bytes.length;
  if (length < 128) return murmur(bytes, seed);
  let { low: x, high: y } = seed;
  let z = times(BigInt(length), k1);
  const vLow = u64(times(rotate(y ^ k1, 49n), k1) + bytes.readBigUInt64LE(0));
  let v: Pair = { low: vLow, high: u64(times(rotate(vLow, 42n), k1) + bytes.readBigUInt64LE(8)) };
  let w: Pair = {
    low: u64(times(rotate(u64(y + z), 35n), k1) + x),
    high: times(rotate(u64(x + bytes.readBigUInt64LE(88)), 53n), k1),
  };
  let at = 0;
  // two rounds of 64 bytes for each 128
  for (const end = length - (length % 128); at < end; at += 64) {
    x = times(rotate(u64(x + y + v.low + bytes.readBigUInt64LE(at + 16)), 37n), k1) ^ w.high;
    y = times(rotate(u64(y + v.high + bytes.readBigUInt64LE(at + 48)), 42n), k1) ^ v.low;
    z = rotate(z ^ w.low, 33n);
    v = weakHash32(bytes, at, times(v.high, k1), u64(x + w.low));
    w = weakHash32(bytes, at + 32, u64(z + w.high), y);
    [z, x] = [x, z];
  }
  y = u64(y + times(rotate(w.low, 37n), k0) + z);
  x = u64(x + times(rotate(u64(v.low + z), 49n), k0));
  // what is left, in pieces of 32 from the end
  for (let back = 32; back - 32 < length - at; back += 32) {
    y = u64(times(rotate(u64(y - x), 42n), k0) + v.high);
    w = { low: u64(w.low + bytes.readBigUInt64LE(length - back + 16)), high: w.high };
    x = u64(times(rotate(x, 49n), k0) + w.low);
    w = { low: u64(w.low + v.low), high: w.high };
    v = weakHash32(bytes, length - back, v.low, v.high);
  }
  x = hash16(x, v.low);
  y = hash16(y, w.low);
  return { low: u64(hash16(u64(x + v.high), w.high) + y), high: hash16(u64(x + w.high), u64(y + v.high)) };
}

/** CityHash128 1.0.2 as 16 bytes: the low half first, each little-endian. */
export function cityHash128(bytes: Buffer): Buffer {
  const length = bytes.length;
  const { low, high } =
    length >= 16
      ? hashSeeded(bytes.subarray(16), { low: bytes.readBigUInt64LE(0) ^ k3, high: bytes.readBigUInt64LE(8) })
      : length >= 8
        ? hashSeeded(bytes.subarray(length), {
            low: bytes.readBigUInt64LE(0) ^ times(BigInt(length), k0),
            high: bytes.readBigUInt64LE(length - 8) ^ k1,
          })
        : hashSeeded(bytes, { low: k0, high: k1 });
  const hash = Buffer.alloc(16);
  hash.writeBigUInt64LE(low, 0);
  hash.writeBigUInt64LE(high, 8);
  return hash;
}

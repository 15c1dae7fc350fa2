// Floating point alone puts a point on the wrong side of an edge that it nearly touches, and differently for the
// two zones that share the edge. So the sign is computed fast where rounding can't change it, and exactly elsewhere.

/** Shewchuk's bound on the rounding error of the determinant ("Adaptive Precision Floating-Point Arithmetic", 1997). */
const ROUNDING = (3 + 16 * 2 ** -53) * 2 ** -53;

/** Below this a product may have lost bits to underflow, which Shewchuk's bound leaves out. */
const UNDERFLOW = 2 ** -1000;

/**
 * On which side of the directed line a→b the point p lies: positive left, negative right, 0 exactly on it.
 * Exact for all finite doubles.
 */
export function sideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (bx - ax) * (py - ay);
  const right = (by - ay) * (px - ax);
  const sign = left - right;
  return Math.abs(sign) > ROUNDING * (Math.abs(left) + Math.abs(right)) + UNDERFLOW
    ? sign
    : exactSideOf(ax, ay, bx, by, px, py);
}

function exactSideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  // equal coordinates give an exact zero: the common case of points on straight borders
  if ((ax === bx || ay === py) && (ay === by || ax === px)) return 0;
  const [iax, iay, ibx, iby, ipx, ipy] = asIntegers([ax, ay, bx, by, px, py]);
  const sign = (ibx - iax) * (ipy - iay) - (iby - iay) * (ipx - iax);
  return sign > 0n ? 1 : sign < 0n ? -1 : 0;
}

type Six<T> = [T, T, T, T, T, T];

/** The six doubles as integers of one common power of two. */
function asIntegers(values: Six<number>): Six<bigint> {
  const parts = values.map(mantissaAndExponent) as Six<[bigint, number]>;
  const least = Math.min(...parts.map(([, exponent]) => exponent));
  return parts.map(([mantissa, exponent]) => mantissa << BigInt(exponent - least)) as Six<bigint>;
}

const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);

function mantissaAndExponent(value: number): [bigint, number] {
  double[0] = value;
  const raw = bits[0] ?? 0n;
  const fraction = raw & 0xf_ffff_ffff_ffffn;
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const magnitude = exponent === 0 ? fraction : fraction | 0x10_0000_0000_0000n;
  return [raw >> 63n ? -magnitude : magnitude, Math.max(exponent, 1)];
}

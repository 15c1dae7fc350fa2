/** Instants from `from` up to, and not including, `until`; ms since 1970, UTC. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const always: Span = { from: -Infinity, until: Infinity };

export const contains = ({ from, until }: Span, instant: number): boolean => instant >= from && instant < until;

/** One of the two where it lies inside the other: most spans are the same ones again. */
export function overlapOf(a: Span, b: Span): Span {
  if (a.from >= b.from && a.until <= b.until) return a;
  if (b.from >= a.from && b.until <= a.until) return b;
  return { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
}

/** The instants at which one of these versions begins or ends, each once, ascending. */
export function boundariesOf(
  versions: Iterable<{ readonly validFrom: number; readonly validTo: number | null }>,
): readonly number[] {
  const boundaries = new Set<number>();
  for (const { validFrom, validTo } of versions) boundaries.add(validFrom).add(validTo ?? Infinity);
  return [...boundaries].sort((a, b) => a - b);
}

/** The span around an instant without a boundary inside: what the versions say doesn't change in it. */
export function steadySpan(boundaries: readonly number[], instant: number): Span {
  let [low, high] = [0, boundaries.length]; // the first boundary behind the instant is sought
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] ?? Infinity) > instant) high = middle;
    else low = middle + 1;
  }
  return { from: boundaries[low - 1] ?? -Infinity, until: boundaries[low] ?? Infinity };
}

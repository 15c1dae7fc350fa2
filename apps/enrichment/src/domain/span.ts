/** Instants from `from` up to, and not including, `until`; ms since 1970, UTC. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const always: Span = { from: -Infinity, until: Infinity };

export const contains = ({ from, until }: Span, instant: number): boolean => instant >= from && instant < until;

export const overlapOf = (a: Span, b: Span): Span => ({
  from: Math.max(a.from, b.from),
  until: Math.min(a.until, b.until),
});

/** The instants at which one of these versions begins or ends, each once. */
export function boundariesOf(
  versions: Iterable<{ readonly validFrom: number; readonly validTo: number | null }>,
): readonly number[] {
  const boundaries = new Set<number>();
  for (const { validFrom, validTo } of versions) boundaries.add(validFrom).add(validTo ?? Infinity);
  return [...boundaries];
}

/** The span around an instant without a boundary inside: what the versions say doesn't change in it. */
export function steadySpan(boundaries: readonly number[], instant: number): Span {
  let { from, until } = always;
  for (const boundary of boundaries)
    if (boundary > instant) until = Math.min(until, boundary);
    else from = Math.max(from, boundary);
  return { from, until };
}

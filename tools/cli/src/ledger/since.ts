const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A time as ISO 8601 in UTC, from a time or from how long ago it was (`90s`, `15m`, `1h`, `2d`) by a clock (ms). Throws
 * an Error that says what to write.
 */
export function instantOf(text: string, now: number): string {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const at = amount === undefined ? Date.parse(text) : now - Number(amount) * units[unit as keyof typeof units];
  if (Number.isNaN(at)) throw new Error(`'${text}' is no time: write 15m, 1h, 1d or 2026-11-22T09:03:00+09:00`);
  return new Date(at).toISOString();
}

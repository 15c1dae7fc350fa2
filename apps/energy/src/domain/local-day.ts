const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that the calendar of an IANA time zone shows at an instant (days since 1970-01-01). Clock changes included. */
export function localDayOf(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / dayMs;
}

/** The day as people write it: 2026-11-22. */
export const textOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The day of a text such as 2026-11-22; undefined where there is no such day. */
export function dayOfText(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(at) || textOfDay(at / dayMs) !== text ? undefined : at / dayMs;
}

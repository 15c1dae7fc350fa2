/** When people are expected: from `opensAt` to `closesAt` of each local day (minutes from midnight), over midnight too. */
export interface OpeningHours {
  readonly opensAt: number;
  readonly closesAt: number;
  /** IANA. */
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0);
}

/** Whether an instant (ms since 1970) lies outside of the opening hours, by the clock on the wall there. */
export function isOutside(at: number, { opensAt, closesAt, timeZone }: OpeningHours): boolean {
  const minute = minuteOfDay(at, timeZone);
  return opensAt <= closesAt ? minute < opensAt || minute >= closesAt : minute < opensAt && minute >= closesAt;
}

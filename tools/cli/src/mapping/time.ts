import { DateTime } from 'luxon';

/**
 * The instant that a file's text means, as ISO 8601 in UTC. Text without an offset is local time of `timeZone`.
 * Returns undefined where the text is no time, or a local time that the zone skipped.
 */
export function readTime(text: string, timeZone: string, format?: string): string | undefined {
  const zone = { zone: timeZone };
  if (format !== undefined) return toUtc(DateTime.fromFormat(text, format, zone));
  const iso = DateTime.fromISO(text, zone);
  return toUtc(iso.isValid ? iso : DateTime.fromSQL(text, zone));
}

function toUtc(time: DateTime): string | undefined {
  return time.toUTC().toISO() ?? undefined;
}

// The joined query, asked of analytics as any analyst would, against the simulator's own figures.
import type { JournalEntry, Replay } from '@naru/simulator';

const zoneKind = 'district';

interface ZoneHourRow {
  readonly zone: string;
  readonly hour: string;
  readonly occupied_bay_hours: number;
  readonly energy_kwh: number;
  readonly detections: number | string;
  readonly accidents: number | string;
}

export interface ZoneHoursWanted {
  readonly replay: Replay;
  readonly entries: readonly JournalEntry[];
  /** Stories that the guards told: each must have become one detection. */
  readonly stories: number;
  /** The window (ms since 1970). */
  readonly from: number;
  readonly until: number;
}

/** Both sides are sums of thousands of numbers, and the query rounds to six digits. */
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 + 1e-6 * Math.abs(b);

/** What the query tells otherwise than the simulator. */
export async function checkZoneHours(
  analytics: { url: string; key: string },
  wanted: ZoneHoursWanted,
): Promise<{ readonly mismatches: readonly string[] }> {
  const query = new URLSearchParams({
    kind: zoneKind,
    from: new Date(wanted.from).toISOString(),
    until: new Date(wanted.until).toISOString(),
  });
  const url = `${analytics.url}/v1/analytics/queries/zone-hours?${query.toString()}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${analytics.key}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  const { rows } = (await response.json()) as { rows: readonly ZoneHourRow[] };

  const mismatches: string[] = [];
  const expect = (what: string, found: number, own: number): void => {
    if (!isClose(found, own)) mismatches.push(`${what}: ${found}, not ${own}`);
  };
  const byHour = new Map(rows.map((row) => [`${zoneKind}/${row.zone} ${Date.parse(row.hour)}`, row]));
  const own = [...wanted.replay.zoneHours].filter(([key]) => key.startsWith(`${zoneKind}/`));
  for (const [key, { occupiedBayHours, energyKwh }] of own) {
    const row = byHour.get(key);
    expect(`${key} occupied bay-hours`, row?.occupied_bay_hours ?? 0, occupiedBayHours);
    expect(`${key} kWh`, row?.energy_kwh ?? 0, energyKwh);
  }
  const sum = (count: (row: ZoneHourRow) => number | string): number =>
    rows.reduce((all, row) => all + Number(count(row)), 0);
  const accidents = wanted.entries.filter(({ source, fate }) => source === 'traffic' && fate === 'delivered').length;
  expect(
    'accidents',
    sum((row) => row.accidents),
    accidents,
  );
  expect(
    'detections',
    sum((row) => row.detections),
    wanted.stories,
  );
  return { mismatches };
}

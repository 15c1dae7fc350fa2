// What the records that the hub took say, by a plain replay in event time. It shares no line with the hub.
import type { SimulatedCity } from './ground/city.js';
import type { JournalEntry } from './journal.js';

const hourMs = 3_600_000;

export interface ZoneHour {
  occupiedBayHours: number;
  energyKwh: number;
  accidents: number;
}

export interface Replay {
  /** Occupied and heard bays by 'kind/zone'. */
  readonly occupancy: ReadonlyMap<string, { readonly bays: number; readonly occupied: number }>;
  readonly stateOf: ReadonlyMap<string, 'free' | 'occupied'>;
  /** By 'kind/zone hour', the hour as ms since 1970 of its start. */
  readonly zoneHours: ReadonlyMap<string, ZoneHour>;
}

interface Seen {
  readonly observedAt: number;
  readonly state: 'free' | 'occupied';
}

/** Splits [from, to) at whole hours; `share` is the part's share of the whole. */
function byHour(from: number, to: number, visit: (hour: number, ms: number, share: number) => void): void {
  for (let at = from; at < to;) {
    const hour = Math.floor(at / hourMs) * hourMs;
    const end = Math.min(to, hour + hourMs);
    visit(hour, end - at, (end - at) / (to - from));
    at = end;
  }
}

const isTaken = (entry: JournalEntry): boolean => entry.fate === 'delivered';

/** Delivered entries by device in event time; where a record was restated, its last statement. */
function seriesByDevice(entries: readonly JournalEntry[], source: string): Map<string, JournalEntry[]> {
  const latest = new Map<string, JournalEntry>();
  for (const entry of entries)
    if (entry.source === source && isTaken(entry) && entry.recordId && entry.fault !== 'duplicate')
      latest.set(entry.recordId, entry.fault === 'corrected' ? entry : (latest.get(entry.recordId) ?? entry));
  const series = new Map<string, JournalEntry[]>();
  for (const entry of latest.values()) {
    const list = series.get(entry.device);
    if (list) list.push(entry);
    else series.set(entry.device, [entry]);
  }
  for (const list of series.values()) list.sort((a, b) => a.observedAt - b.observedAt);
  return series;
}

/** @param until End of the last state of each bay (ms since 1970). */
export function replay(city: SimulatedCity, entries: readonly JournalEntry[], until: number): Replay {
  const occupancy = new Map<string, { bays: number; occupied: number }>();
  const stateOf = new Map<string, 'free' | 'occupied'>();
  const zoneHours = new Map<string, ZoneHour>();
  const hourOf = (zone: string, hour: number): ZoneHour => {
    const key = `${zone} ${hour}`;
    const known = zoneHours.get(key) ?? { occupiedBayHours: 0, energyKwh: 0, accidents: 0 };
    zoneHours.set(key, known);
    return known;
  };
  const assetOf = new Map(city.assets.map((asset) => [asset.device, asset.assetId]));

  for (const [device, list] of seriesByDevice(entries, 'bays')) {
    const assetId = assetOf.get(device);
    const seen = list.filter((entry): entry is JournalEntry & Seen => entry.state !== null);
    const last = seen.at(-1);
    if (assetId === undefined || !last) continue;
    stateOf.set(assetId, last.state);
    for (const zone of city.zonesOf(assetId)) {
      const tally = occupancy.get(zone) ?? { bays: 0, occupied: 0 };
      tally.bays++;
      if (last.state === 'occupied') tally.occupied++;
      occupancy.set(zone, tally);
      seen.forEach((entry, i) => {
        if (entry.state !== 'occupied') return;
        // A clock that runs ahead may have seen what is still to come.
        byHour(entry.observedAt, Math.min(seen[i + 1]?.observedAt ?? until, until), (hour, ms) => {
          hourOf(zone, hour).occupiedBayHours += ms / hourMs;
        });
      });
    }
  }

  for (const [device, list] of seriesByDevice(entries, 'meters')) {
    const assetId = assetOf.get(device);
    if (assetId === undefined) continue;
    list.forEach((entry, i) => {
      const next = list[i + 1];
      if (!next || entry.registerKwh === null || next.registerKwh === null) return;
      const energyKwh = next.registerKwh - entry.registerKwh;
      for (const zone of city.zonesOf(assetId))
        byHour(entry.observedAt, next.observedAt, (hour, _ms, share) => {
          hourOf(zone, hour).energyKwh += energyKwh * share;
        });
    });
  }
  return { occupancy, stateOf, zoneHours };
}

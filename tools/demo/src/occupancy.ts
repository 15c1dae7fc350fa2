// Occupancy as parking answers it, against the replay of what was delivered, and against the real simulated city.
import type { Replay, SimulatedCity } from '@naru/simulator';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
interface BayItem {
  readonly assetId: string;
  readonly state: string;
  readonly known: boolean;
}
interface ZoneItem {
  readonly zoneKind: string;
  readonly zoneId: string;
  readonly bays: number;
  readonly occupied: number;
}

async function listAll<T>(url: string, key: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const address: string =
      next === null ? url : `${url}${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`;
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
    const page = (await response.json()) as Page<T>;
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}

export interface OccupancyCheck {
  /** Bays and zones that the hub tells otherwise than the replay. */
  readonly mismatches: readonly string[];
  /** Mean over the zones of |occupied share told − occupied share in the simulated city|. */
  readonly truthError: number;
}

export async function checkOccupancy(
  parking: { readonly url: string; readonly key: string },
  city: SimulatedCity,
  wanted: Replay,
  truthOf: (assetId: string) => string,
): Promise<OccupancyCheck> {
  const bays = await listAll<BayItem>(`${parking.url}/v1/parking/bays?limit=1000`, parking.key);
  const zones = await listAll<ZoneItem>(`${parking.url}/v1/parking/occupancy?limit=1000`, parking.key);
  const mismatches: string[] = [];
  const told = new Map(bays.filter(({ known }) => known).map((bay) => [bay.assetId, bay.state]));
  for (const assetId of new Set([...told.keys(), ...wanted.stateOf.keys()]))
    if (told.get(assetId) !== wanted.stateOf.get(assetId))
      mismatches.push(
        `${assetId}: ${told.get(assetId) ?? 'missing'}, not ${wanted.stateOf.get(assetId) ?? 'heard of'}`,
      );
  const byZone = new Map(zones.map((zone) => [`${zone.zoneKind}/${zone.zoneId}`, zone]));
  for (const [zone, tally] of wanted.occupancy) {
    const found = byZone.get(zone);
    if (found?.bays !== tally.bays || found.occupied !== tally.occupied)
      mismatches.push(
        `${zone}: ${found?.occupied ?? '?'} of ${found?.bays ?? '?'}, not ${tally.occupied} of ${tally.bays}`,
      );
  }
  const truth = new Map<string, { bays: number; occupied: number }>();
  for (const { assetId } of city.ofKind('bay'))
    for (const zone of city.zonesOf(assetId)) {
      const tally = truth.get(zone) ?? { bays: 0, occupied: 0 };
      tally.bays++;
      if (truthOf(assetId) === 'occupied') tally.occupied++;
      truth.set(zone, tally);
    }
  const errors = [...truth].map(([zone, { bays: all, occupied }]) => {
    const found = byZone.get(zone);
    return Math.abs((found && found.bays > 0 ? found.occupied / found.bays : 0) - occupied / all);
  });
  return { mismatches, truthError: errors.reduce((a, b) => a + b, 0) / errors.length };
}

// The load of a zone is the energy that its meters take in a quarter of an hour. It is added up in whole milliwatt
// hours, so that the sum doesn't depend on the order of the meters. A meter counts once: by its import register where
// it has one, else by its power readings; what it feeds back doesn't count.
import type { ToldEnergy } from './quarter.js';
import type { Zones } from './reading.js';

/** What a meter adds to its zones in a quarter. */
export interface Load {
  readonly milliwattHours: number;
  readonly zones: Zones;
}

/** What is to be added to a zone's quarter, to take away where negative. */
export interface ZoneLoad {
  readonly zoneKind: string;
  readonly zoneId: string;
  readonly meterId: string;
  readonly startedAt: number;
  readonly addedMilliwattHours: number;
  readonly addedMeters: number;
}

/** The load of a meter in a quarter, by what was told of its import register and of its power. */
export function loadOf(imported: ToldEnergy | undefined, power: ToldEnergy | undefined): Load | undefined {
  const counted = [imported, power].find((told) => told !== undefined && !told.withdrawn);
  return counted && { milliwattHours: Math.round(counted.energyKwh * 1e6), zones: counted.zones };
}

/** What the zones of a meter have to hear when its load in a quarter changed. */
export function zoneLoadsOf(
  { meterId, startedAt }: { readonly meterId: string; readonly startedAt: number },
  before: Load | undefined,
  after: Load | undefined,
): ZoneLoad[] {
  const loads: ZoneLoad[] = [];
  const add = (zoneKind: string, zoneId: string, addedMilliwattHours: number, addedMeters: number): void => {
    if (addedMilliwattHours !== 0 || addedMeters !== 0)
      loads.push({ zoneKind, zoneId, meterId, startedAt, addedMilliwattHours, addedMeters });
  };
  for (const [kind, zone] of Object.entries(before?.zones ?? {}))
    if (before !== undefined && after?.zones[kind] !== zone) add(kind, zone, -before.milliwattHours, -1);
  for (const [kind, zone] of Object.entries(after?.zones ?? {})) {
    if (after === undefined) continue;
    const stayed = before?.zones[kind] === zone ? before : undefined;
    add(kind, zone, after.milliwattHours - (stayed?.milliwattHours ?? 0), stayed === undefined ? 1 : 0);
  }
  return loads;
}

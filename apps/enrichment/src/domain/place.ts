import { cellAt } from '@naru/geo';
import type { Asset, Point } from './asset.js';
import type { Zone } from './zone.js';
import type { Zones } from './zones.js';

/** Why a place is incomplete. */
export type PlaceReason = 'unknown-asset' | 'no-coordinates' | 'outside-zones';

/** Where a record belongs, as the city was when it was observed. */
export interface Place {
  readonly assetId: string | null;
  readonly reason: PlaceReason | null;
  readonly point: Point | null;
  /** Zone id by kind of zone. */
  readonly zones: Readonly<Record<string, string>>;
  /** H3, resolution 10. */
  readonly cell: string | null;
  readonly building: string | null;
  readonly storey: number | null;
  /** When the hub learned the newest version of the master data used; null where none was. */
  readonly masterDataAt: number | null;
}

/**
 * The place of what an asset's device observed at an instant. The asset's own point goes before the record's: a sensor
 * fixed to a bay reports the bay, whatever its receiver says. A zone that the asset names goes before one that its
 * point lies in; of overlapping zones of one kind the lowest id is taken.
 */
export function placeOf(cityZones: Zones, asset: Asset | undefined, ownPoint: Point | null, observedAt: number): Place {
  const point = asset?.point ?? ownPoint;
  const byBorder = point === null ? [] : firstOfEachKind(cityZones.holding(point, observedAt));
  const zones = { ...idsByKind(byBorder), ...asset?.zones };
  const learned = [asset, ...byBorder].flatMap((version) => (version === undefined ? [] : [version.recordedAt]));
  return {
    assetId: asset?.assetId ?? null,
    reason: reasonOf(asset, point, zones),
    point,
    zones,
    cell: point === null ? null : cellAt(point.longitude, point.latitude),
    building: asset?.building ?? null,
    storey: asset?.storey ?? null,
    masterDataAt: learned.length === 0 ? null : Math.max(...learned),
  };
}

function reasonOf(asset: Asset | undefined, point: Point | null, zones: object): PlaceReason | null {
  if (asset === undefined) return 'unknown-asset';
  if (point === null) return 'no-coordinates';
  return Object.keys(zones).length === 0 ? 'outside-zones' : null;
}

/** All zones of an asset at an instant, by border and by attribute: zone id by kind. */
export function zonesOf(cityZones: Zones, { point, zones }: Asset, instant: number): Readonly<Record<string, string>> {
  return { ...(point && idsByKind(firstOfEachKind(cityZones.holding(point, instant)))), ...zones };
}

/** Of zones in the order of kind and id. */
const firstOfEachKind = (zones: readonly Zone[]): Zone[] => zones.filter(({ kind }, i) => zones[i - 1]?.kind !== kind);

const idsByKind = (zones: readonly Zone[]): Record<string, string> =>
  Object.fromEntries(zones.map(({ kind, zoneId }) => [kind, zoneId]));

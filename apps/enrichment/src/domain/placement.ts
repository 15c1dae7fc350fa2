import type { Point } from './asset.js';
import type { MasterData } from './master-data.js';
import { type Place, placeOf } from './place.js';
import { contains, overlapOf, type Span } from './span.js';

/** How a device's records are placed, and as long as which they are placed the same. */
export interface Placement {
  readonly place: Place;
  readonly generation: number;
  readonly span: Span;
  /** The record's own point where the place depends on it; undefined where the asset has its own. */
  readonly dependsOn: Point | null | undefined;
}

/** Places what a device observed, by the master data as it was then. */
export function placementOf(
  { assets, zones, generation }: MasterData,
  { source, device }: { readonly source: string; readonly device: string },
  ownPoint: Point | null,
  observedAt: number,
): Placement {
  const { asset, span } = assets.carrierAt(source, device, observedAt);
  return {
    place: placeOf(zones, asset, ownPoint, observedAt),
    generation,
    span: overlapOf(span, zones.steadySpan(observedAt)),
    dependsOn: asset?.point == null ? ownPoint : undefined,
  };
}

/** Whether a record of the same device that was observed then, and says this of its point, is placed the same. */
export function stillHolds(
  { generation, span, dependsOn }: Omit<Placement, 'place'>,
  masterData: MasterData,
  ownPoint: { readonly hasPoint: boolean } & Point,
  observedAt: number,
): boolean {
  if (generation !== masterData.generation || !contains(span, observedAt)) return false;
  if (dependsOn === undefined) return true;
  if (dependsOn === null) return !ownPoint.hasPoint;
  return ownPoint.hasPoint && dependsOn.longitude === ownPoint.longitude && dependsOn.latitude === ownPoint.latitude;
}

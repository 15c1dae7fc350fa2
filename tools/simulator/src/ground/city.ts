import { placeAssets, type SimulatedAsset } from './assets.js';
import { layStreets } from './streets.js';
import { drawZones, ringHolds, type SimulatedZone } from './zones.js';

export interface SimulatedCity {
  readonly seed: number;
  readonly zones: readonly SimulatedZone[];
  readonly assets: readonly SimulatedAsset[];
  ofKind(kind: SimulatedAsset['kind']): readonly SimulatedAsset[];
  /** Zones that hold the asset, as 'kind/zoneId'. */
  zonesOf(assetId: string): readonly string[];
  /** Whether a zone of every kind holds it; what stands on the outer side of a border street lies in none. */
  isCovered(assetId: string): boolean;
  /** West, south, east, north of the ground, with a margin (degrees). */
  readonly bounds: readonly [number, number, number, number];
}

/** The city of a seed: the same seed builds the same city, on any machine. */
export function buildCity(seed: number): SimulatedCity {
  const streets = layStreets(seed);
  const zones = drawZones(streets);
  const assets = placeAssets(seed, streets);
  const byAsset = new Map(
    assets.map((asset) => [
      asset.assetId,
      zones.filter((zone) => ringHolds(zone.ring, asset.point)).map((zone) => `${zone.kind}/${zone.zoneId}`),
    ]),
  );
  const kinds = new Set(zones.map((zone) => zone.kind)).size;
  return {
    seed,
    zones,
    assets,
    ofKind: (kind) => assets.filter((asset) => asset.kind === kind),
    zonesOf: (assetId) => byAsset.get(assetId) ?? [],
    isCovered: (assetId) => byAsset.get(assetId)?.length === kinds,
    bounds: [126.9, 37.5, 127.05, 37.62],
  };
}

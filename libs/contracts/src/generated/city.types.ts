// Generated from schemas/city by `npm run generate`. Not to be edited.
import type { HubPoint } from './hub.types.js';

/** A version of a physical thing of the city: a bay, a meter, a camera. */
export interface CityAsset {
  /** Identity of the asset. */
  readonly assetId: string;
  /** 'bay', 'garage', 'meter', 'street-light', 'camera', 'gateway', 'sensor'; cities may add their own. */
  readonly kind: string;
  /** Its name for people. */
  readonly name: string;
  /** Devices that it carries, as '<source>/<device>', or '<device>' for any source. */
  readonly devices: readonly string[];
  /** Where it stands. */
  readonly point: HubPoint | null;
  /** Zones by attribute, kind to zone id, for zones without geometry. */
  readonly zones: Readonly<Record<string, string>>;
  /** Building it is in. */
  readonly building: string | null;
  /** Storey it is on; 0 is the ground floor. */
  readonly storey: number | null;
  /** Further properties, e.g. 'capacity'. */
  readonly attributes: Readonly<Record<string, string>>;
  /** From when this was true in the city (ms since 1970, UTC); 0 = always. */
  readonly validFrom: number;
  /** Until when it was true; null while it is. */
  readonly validTo: number | null;
  /** When the hub learned it (ms since 1970, UTC). */
  readonly recordedAt: number;
}

/** A version of an area of the city. */
export interface CityZone {
  /** Identity of the zone; unique within its kind. */
  readonly zoneId: string;
  /** 'district', 'neighbourhood', 'postcode', 'parking-zone', 'grid', 'municipality'; cities may add their own. */
  readonly kind: string;
  /** Name by language (BCP 47: 'ko', 'en', 'ca'). */
  readonly names: Readonly<Record<string, string>>;
  /** Zone that holds it, as '<kind>/<zone id>'. */
  readonly parent: string | null;
  /** Polygon or MultiPolygon as GeoJSON text in WGS84; null for a zone by attribute. */
  readonly geometry: string | null;
  /** Further properties. */
  readonly attributes: Readonly<Record<string, string>>;
  /** From when this was true in the city (ms since 1970, UTC); 0 = always. */
  readonly validFrom: number;
  /** Until when it was true; null while it is. */
  readonly validTo: number | null;
  /** When the hub learned it (ms since 1970, UTC). */
  readonly recordedAt: number;
}

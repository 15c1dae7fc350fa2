import type { Versioned } from './history.js';

/** WGS84 degrees. */
export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** A version of a physical thing of the city. */
export interface Asset extends Versioned {
  readonly assetId: string;
  readonly kind: string;
  readonly name: string;
  /** Devices that it carries, as '<source>/<device>', or '<device>' for any source. */
  readonly devices: readonly string[];
  readonly point: Point | null;
  /** Zones by attribute, kind to zone id. */
  readonly zones: Readonly<Record<string, string>>;
  readonly building: string | null;
  /** 0 is the ground floor. */
  readonly storey: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

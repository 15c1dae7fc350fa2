import type { Point } from './record.js';
import { Refusal } from './refusal.js';

/** A box in WGS84 degrees. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const globe: Bounds = { west: -180, south: -90, east: 180, north: 90 };

/** Degrees end at 360. Metres of a city's own grid count in the hundred thousands; feet and kilometres lie between. */
const beyondDegrees = 1_000;

/** What is wrong with a point, or undefined. `bounds` is where the records of its source lie; null is anywhere. */
export function judgePoint(point: Point, bounds: Bounds | null): Refusal | undefined {
  const within = bounds ?? globe;
  if (isInside(point, within) && isInside(point, globe)) return undefined;
  const swapped = { longitude: point.latitude, latitude: point.longitude };
  if (isInside(swapped, within) && isInside(swapped, globe))
    return new Refusal('swapped-coordinates', 'point: longitude east first, then latitude north');
  if (Math.max(Math.abs(point.longitude), Math.abs(point.latitude)) > beyondDegrees)
    return new Refusal('foreign-reference-system', 'point: degrees in WGS84 (EPSG:4326)');
  return new Refusal(
    'coordinates-out-of-range',
    `point: longitude from ${within.west} to ${within.east} and latitude from ${within.south} to ${within.north}`,
  );
}

const isInside = ({ longitude, latitude }: Point, { west, south, east, north }: Bounds): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

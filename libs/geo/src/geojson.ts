import type { Area, Polygon, Position, Ring } from './area.js';
import { isWgs84, looksSwapped } from './wgs84.js';

/** What can be wrong with a geometry. */
export type GeometryFault =
  | 'not-an-area'
  | 'empty'
  | 'not-finite'
  | 'swapped-coordinates'
  | 'coordinates-out-of-range'
  | 'ring-too-short'
  | 'ring-not-closed'
  | 'ring-without-area';

/** A geometry that is no area of the earth, with the path to what is wrong. */
export class GeometryError extends Error {
  override readonly name = 'GeometryError';

  constructor(
    readonly fault: GeometryFault,
    readonly path: string,
    detail: string,
  ) {
    super(`${detail} (at ${path})`);
  }
}

export interface GeoJsonArea {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: readonly unknown[];
}

/**
 * Reads a GeoJSON Polygon or MultiPolygon (RFC 7946) in WGS84. Rings that run the wrong way round are turned (many
 * publishers still write exteriors clockwise); heights are dropped. Throws GeometryError for anything else: that way
 * a wrong border is refused when it is loaded, and not found out by records that it misplaced.
 */
export function parseArea(geometry: unknown): Area {
  if (!isObject(geometry)) throw new GeometryError('not-an-area', 'geometry', 'A geometry is a GeoJSON object');
  const { type, coordinates } = geometry;
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    throw new GeometryError('not-an-area', 'type', 'An area is a Polygon or a MultiPolygon');
  if (type === 'Polygon') return [parsePolygon(coordinates, 'coordinates')];
  return listAt(coordinates, 'coordinates').map((polygon, i) => parsePolygon(polygon, `coordinates[${i}]`));
}

/** The area as GeoJSON: a Polygon where it is one, else a MultiPolygon. */
export function toGeoJson(area: Area): GeoJsonArea {
  const [first, ...others] = area;
  return first !== undefined && others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: area };
}

function parsePolygon(value: unknown, path: string): Polygon {
  return listAt(value, path).map((ring, i) => {
    const positions = parseRing(ring, `${path}[${i}]`);
    const counterclockwise = doubledAreaOf(positions, `${path}[${i}]`) > 0;
    return counterclockwise === (i === 0) ? positions : positions.toReversed();
  });
}

function parseRing(value: unknown, path: string): Ring {
  const ring = listAt(value, path).map((position, i) => parsePosition(position, `${path}[${i}]`));
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    throw new GeometryError('ring-not-closed', path, 'A ring ends with the position that it began with');
  if (ring.length < 4) throw new GeometryError('ring-too-short', path, 'A ring has at least four positions');
  return ring;
}

function parsePosition(value: unknown, path: string): Position {
  if (!Array.isArray(value) || value.length < 2)
    throw new GeometryError('not-an-area', path, 'A position is a list of longitude and latitude');
  const [longitude, latitude] = value as unknown[];
  if (
    typeof longitude !== 'number' ||
    typeof latitude !== 'number' ||
    !Number.isFinite(longitude) ||
    !Number.isFinite(latitude)
  )
    throw new GeometryError('not-finite', path, 'Longitude and latitude are finite numbers');
  if (looksSwapped(longitude, latitude))
    throw new GeometryError('swapped-coordinates', path, 'Longitude comes first, then latitude: these look swapped');
  if (!isWgs84(longitude, latitude))
    throw new GeometryError(
      'coordinates-out-of-range',
      path,
      'Longitude lies within ±180 and latitude within ±90 degrees (WGS84)',
    );
  // -0 is 0: it would not survive being written as text
  return [longitude + 0, latitude + 0];
}

/** Twice the ring's area by the shoelace formula, positive where it runs counterclockwise. */
function doubledAreaOf(ring: Ring, path: string): number {
  // taken from the first position, for the digits that differences of large coordinates would lose
  const [originX, originY] = ring[0] ?? [0, 0];
  let doubled = 0;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[i + 1] ?? [ax, ay];
    doubled += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
  });
  if (doubled === 0) throw new GeometryError('ring-without-area', path, 'A ring encloses an area');
  return doubled;
}

function listAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new GeometryError('not-an-area', path, 'Expected a list');
  if (value.length === 0) throw new GeometryError('empty', path, 'Expected at least one element');
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mean radius of the earth in metres (IUGG). */
const EARTH_RADIUS_METRES = 6_371_008.8;

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Whether the coordinates can be a point in WGS84 (EPSG:4326): finite, longitude within ±180, latitude within ±90. */
export function isWgs84(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** Whether the coordinates are no point in WGS84 as they stand, but would be one the other way round. */
export function looksSwapped(longitude: number, latitude: number): boolean {
  return !isWgs84(longitude, latitude) && isWgs84(latitude, longitude);
}

/** Why coordinates are no point in WGS84. */
export interface PointFault {
  readonly reason: 'not-finite' | 'swapped-coordinates' | 'coordinates-out-of-range';
  readonly detail: string;
}

/** What is wrong with coordinates that shall be a point in WGS84; undefined where they can be one. */
export function faultOfPoint(longitude: number, latitude: number): PointFault | undefined {
  if (isWgs84(longitude, latitude)) return undefined;
  const detail = 'Longitude within ±180 and latitude within ±90 degrees';
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return { reason: 'not-finite', detail };
  return { reason: looksSwapped(longitude, latitude) ? 'swapped-coordinates' : 'coordinates-out-of-range', detail };
}

/** Distance in metres over a spherical earth (haversine); at most about 0.5 % off the ellipsoid's. */
export function distanceMetres(
  fromLongitude: number,
  fromLatitude: number,
  toLongitude: number,
  toLatitude: number,
): number {
  const halfX = ((toLongitude - fromLongitude) * RADIANS_PER_DEGREE) / 2;
  const halfY = ((toLatitude - fromLatitude) * RADIANS_PER_DEGREE) / 2;
  const square =
    Math.sin(halfY) ** 2 +
    Math.cos(fromLatitude * RADIANS_PER_DEGREE) * Math.cos(toLatitude * RADIANS_PER_DEGREE) * Math.sin(halfX) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** The straight line through the unit sphere that spans a distance on the earth's surface, squared. */
export function squaredChordOf(metres: number): number {
  return metres >= Math.PI * EARTH_RADIUS_METRES ? 4 : (2 * Math.sin(metres / EARTH_RADIUS_METRES / 2)) ** 2;
}

/** A point on the unit sphere. */
export function unitVector(longitude: number, latitude: number): [x: number, y: number, z: number] {
  const cosine = Math.cos(latitude * RADIANS_PER_DEGREE);
  return [
    cosine * Math.cos(longitude * RADIANS_PER_DEGREE),
    cosine * Math.sin(longitude * RADIANS_PER_DEGREE),
    Math.sin(latitude * RADIANS_PER_DEGREE),
  ];
}

/** Longitude and latitude in degrees, in this order, as GeoJSON has it. */
export type Position = readonly [number, number];

/** A closed line: the first position stands again at the end. */
export type Ring = readonly Position[];

/** An exterior ring and its holes. */
export type Polygon = readonly Ring[];

/** One or more polygons: every zone's geometry, however it was written. */
export type Area = readonly Polygon[];

/** West, south, east, north, in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The smallest bounds around a polygon. Only the exterior ring matters: holes lie inside it. */
export function boundsOfPolygon(polygon: Polygon): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of polygon[0] ?? []) {
    west = Math.min(west, longitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}

/** The smallest bounds around an area. */
export function boundsOfArea(area: Area): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of area) {
    const [w, s, e, n] = boundsOfPolygon(polygon);
    west = Math.min(west, w);
    south = Math.min(south, s);
    east = Math.max(east, e);
    north = Math.max(north, n);
  }
  return [west, south, east, north];
}

/** Whether two bounds share a point. */
export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

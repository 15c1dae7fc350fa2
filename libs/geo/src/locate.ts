import type { Area, Polygon, Ring } from './area.js';
import { sideOf } from './side.js';

/** Where a point lies with respect to an area, as topology has it: the boundary belongs to neither side. */
export type Location = 'interior' | 'boundary' | 'exterior';

/** Locates a point in an area, exactly, in time proportional to its vertices. Rings may run either way. */
export function locate(area: Area, longitude: number, latitude: number): Location {
  const locations = area.map((polygon) => locateInPolygon(polygon, longitude, latitude));
  if (locations.includes('interior')) return 'interior';
  return locations.includes('boundary') ? 'boundary' : 'exterior';
}

function locateInPolygon(polygon: Polygon, x: number, y: number): Location {
  if (polygon.some((ring) => isOnRing(ring, x, y))) return 'boundary';
  return polygon.reduce((inside, ring) => inside !== isOddlyCrossed(ring, x, y), false) ? 'interior' : 'exterior';
}

function isOnRing(ring: Ring, x: number, y: number): boolean {
  return ring.some(([ax, ay], i) => {
    const [bx, by] = ring[i + 1] ?? [ax, ay];
    const between = Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
    return between && sideOf(ax, ay, bx, by, x, y) === 0;
  });
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function isOddlyCrossed(ring: Ring, x: number, y: number): boolean {
  let odd = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[i + 1] ?? [ax, ay];
    if (ay > y === by > y) return;
    const side = sideOf(ax, ay, bx, by, x, y);
    if (by > ay ? side > 0 : side < 0) odd = !odd;
  });
  return odd;
}

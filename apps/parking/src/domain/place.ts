import type { Place, Zones } from './observation.js';

/** Whether two places say the same. */
export function isSamePlace(a: Place, b: Place): boolean {
  return (
    a.known === b.known &&
    a.point?.longitude === b.point?.longitude &&
    a.point?.latitude === b.point?.latitude &&
    haveSameZones(a.zones, b.zones)
  );
}

export function haveSameZones(a: Zones, b: Zones): boolean {
  const kinds = Object.keys(a);
  return kinds.length === Object.keys(b).length && kinds.every((kind) => a[kind] === b[kind]);
}

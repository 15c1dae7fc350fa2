import { latLngToCell } from 'h3-js';

/** The hub's resolution of H3 cells: about 65 m from centre to corner, 15,000 m². */
export const H3_RESOLUTION = 10;

/** The H3 cell that holds a point in WGS84, as hexadecimal text. */
export function cellAt(longitude: number, latitude: number): string {
  return latLngToCell(latitude, longitude, H3_RESOLUTION);
}

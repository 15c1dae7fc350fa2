// The ground is made up, but lies in Seoul: streets around the City Hall, bent a little so that no border is straight.
import { randomOf } from '../random.js';

export type Position = readonly [longitude: number, latitude: number];

export const columns = 24;
export const rows = 20;
const blockMetres = 165;
const southWest: Position = [126.956, 37.552];
const metresPerDegreeOfLatitude = 111_320;
const metresPerDegreeOfLongitude = metresPerDegreeOfLatitude * Math.cos((37.566 * Math.PI) / 180);

/** Moves a position by metres to the east and north (flat earth: the area is 4 km wide). */
export function moved([longitude, latitude]: Position, eastMetres: number, northMetres: number): Position {
  const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  return [
    round(longitude + eastMetres / metresPerDegreeOfLongitude),
    round(latitude + northMetres / metresPerDegreeOfLatitude),
  ];
}

export interface StreetSegment {
  readonly id: string;
  readonly from: Position;
  readonly to: Position;
  readonly lengthMetres: number;
  /** Unit vector along the street: east, north. */
  readonly along: readonly [number, number];
}

export interface Streets {
  crossing(column: number, row: number): Position;
  readonly segments: readonly StreetSegment[];
}

export function layStreets(seed: number): Streets {
  const random = randomOf(seed, 'streets');
  const crossings = Array.from({ length: columns + 1 }, (_, column) =>
    Array.from({ length: rows + 1 }, (__, row) =>
      moved(southWest, column * blockMetres + random.between(-18, 18), row * blockMetres + random.between(-18, 18)),
    ),
  );
  const crossing = (column: number, row: number): Position => {
    const found = crossings[column]?.[row];
    if (!found) throw new RangeError(`No crossing at ${column}, ${row}.`);
    return found;
  };
  const segments: StreetSegment[] = [];
  const lay = (id: string, from: Position, to: Position): void => {
    const east = (to[0] - from[0]) * metresPerDegreeOfLongitude;
    const north = (to[1] - from[1]) * metresPerDegreeOfLatitude;
    const lengthMetres = Math.hypot(east, north);
    segments.push({ id, from, to, lengthMetres, along: [east / lengthMetres, north / lengthMetres] });
  };
  for (let column = 0; column <= columns; column++)
    for (let row = 0; row <= rows; row++) {
      if (column < columns) lay(`e${column}-${row}`, crossing(column, row), crossing(column + 1, row));
      if (row < rows) lay(`n${column}-${row}`, crossing(column, row), crossing(column, row + 1));
    }
  return { crossing, segments };
}

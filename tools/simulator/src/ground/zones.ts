import type { Position, Streets } from './streets.js';
import { columns, rows } from './streets.js';

export interface SimulatedZone {
  readonly kind: string;
  readonly zoneId: string;
  readonly names: { readonly ko: string; readonly en: string };
  readonly parent: string | null;
  readonly ring: readonly Position[];
}

const districtColumns = [0, 5, 10, 14, 19, columns];
const neighbourhoodRows = [0, 5, 10, 15, rows];
// Parking zones cut across districts on purpose: kinds of zone overlap in real cities.
const parkingColumns = [0, 4, 8, 12, 16, 20, columns];
const parkingRows = [0, 7, 13, rows];

const districtNames = [
  { ko: '서나루구', en: 'West Naru-gu' },
  { ko: '한빛구', en: 'Hanbit-gu' },
  { ko: '가온구', en: 'Gaon-gu' },
  { ko: '다솜구', en: 'Dasom-gu' },
  { ko: '동나루구', en: 'East Naru-gu' },
];

const ranges = (cuts: readonly number[]): (readonly [number, number])[] =>
  cuts.slice(1).map((end, index) => [cuts[index] ?? 0, end] as const);

/** Outline along the streets, counter-clockwise and closed, so that neighbours share every vertex of their border. */
function outline(
  streets: Streets,
  [west, east]: readonly [number, number],
  [south, north]: readonly [number, number],
): Position[] {
  const ring: Position[] = [];
  for (let column = west; column < east; column++) ring.push(streets.crossing(column, south));
  for (let row = south; row < north; row++) ring.push(streets.crossing(east, row));
  for (let column = east; column > west; column--) ring.push(streets.crossing(column, north));
  for (let row = north; row >= south; row--) ring.push(streets.crossing(west, row));
  return ring;
}

export function drawZones(streets: Streets): SimulatedZone[] {
  const zones: SimulatedZone[] = [];
  const whole = [0, rows] as const;
  ranges(districtColumns).forEach((across, d) => {
    const names = districtNames[d] ?? { ko: `${d + 1}구`, en: `District ${d + 1}` };
    const districtId = `D${d + 1}`;
    zones.push({ kind: 'district', zoneId: districtId, names, parent: null, ring: outline(streets, across, whole) });
    ranges(neighbourhoodRows).forEach((up, n) => {
      zones.push({
        kind: 'neighbourhood',
        zoneId: `${districtId}N${n + 1}`,
        names: { ko: `${names.ko} ${n + 1}동`, en: `${names.en} ${n + 1}-dong` },
        parent: `district/${districtId}`,
        ring: outline(streets, across, up),
      });
    });
  });
  ranges(parkingColumns).forEach((across, column) => {
    ranges(parkingRows).forEach((up, row) => {
      const zoneId = `P${String.fromCharCode(65 + column)}${row + 1}`;
      zones.push({
        kind: 'parking-zone',
        zoneId,
        names: { ko: `주차구역 ${zoneId}`, en: `Parking zone ${zoneId}` },
        parent: null,
        ring: outline(streets, across, up),
      });
    });
  });
  return zones;
}

/** Whether the ring holds the point, by crossings of a ray to the east. The simulator's own: it shares no rule with the hub. */
export function ringHolds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i];
    const b = ring[i + 1];
    if (!a || !b || a[1] > y === b[1] > y) continue;
    if (x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

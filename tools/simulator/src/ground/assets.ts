import { randomOf, type Random } from '../random.js';
import { columns, moved, rows, type Position, type Streets } from './streets.js';

export interface SimulatedAsset {
  readonly assetId: string;
  readonly kind: 'bay' | 'garage' | 'meter' | 'street-light' | 'camera' | 'gateway' | 'sensor';
  readonly name: string;
  readonly device: string;
  readonly point: Position;
  readonly building: string | null;
  readonly storey: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

export const howMany = {
  bay: 2000,
  garage: 12,
  meter: 500,
  'street-light': 300,
  camera: 60,
  gateway: 20,
  sensor: 40,
} as const;

const bayMetres = 6;
const clearOfCrossingMetres = 16;

const numbered = (prefix: string, index: number): string => `${prefix}-${String(index + 1).padStart(4, '0')}`;

function atStreet(random: Random, streets: Streets, offsetMetres: number): Position {
  const street = random.pick(streets.segments);
  return besideStreet(
    street.from,
    street.along,
    random.between(clearOfCrossingMetres, street.lengthMetres - clearOfCrossingMetres),
    offsetMetres,
  );
}

function besideStreet(
  from: Position,
  along: readonly [number, number],
  metres: number,
  offsetMetres: number,
): Position {
  return moved(from, along[0] * metres - along[1] * offsetMetres, along[1] * metres + along[0] * offsetMetres);
}

function layBays(random: Random, streets: Streets): SimulatedAsset[] {
  const bays: SimulatedAsset[] = [];
  const open = [...streets.segments];
  while (bays.length < howMany.bay) {
    const [street] = open.splice(random.below(open.length), 1);
    if (!street) throw new Error('The streets are too short for the bays.');
    const room = Math.floor((street.lengthMetres - 2 * clearOfCrossingMetres) / bayMetres);
    const side = random.chance(0.5) ? 5 : -5;
    const count = Math.min(room, 6 + random.below(12), howMany.bay - bays.length);
    for (let i = 0; i < count; i++)
      bays.push({
        assetId: numbered('bay', bays.length),
        kind: 'bay',
        name: `${street.id}/${i + 1}`,
        device: numbered('S', bays.length),
        point: besideStreet(street.from, street.along, clearOfCrossingMetres + (i + 0.5) * bayMetres, side),
        building: null,
        storey: null,
        attributes: { street: street.id },
      });
  }
  return bays;
}

function inBuildings(random: Random, streets: Streets, kind: 'meter' | 'garage', prefix: string): SimulatedAsset[] {
  return Array.from({ length: howMany[kind] }, (_, index) => {
    const column = random.below(columns);
    const row = random.below(rows);
    const building = `B${column}-${row}-${1 + random.below(3)}`;
    return {
      assetId: numbered(kind, index),
      kind,
      name: `${building} ${kind}`,
      device: numbered(prefix, index),
      point: moved(streets.crossing(column, row), random.between(40, 120), random.between(40, 120)),
      building,
      storey: kind === 'garage' ? -1 : random.below(12),
      attributes: kind === 'garage' ? { capacity: String(80 + 20 * random.below(12)) } : {},
    };
  });
}

function onStreets(
  random: Random,
  streets: Streets,
  kind: 'street-light' | 'camera' | 'gateway' | 'sensor',
  prefix: string,
): SimulatedAsset[] {
  return Array.from({ length: howMany[kind] }, (_, index) => ({
    assetId: numbered(kind, index),
    kind,
    name: `${kind} ${index + 1}`,
    device: numbered(prefix, index),
    point: atStreet(random, streets, 8),
    building: null,
    storey: null,
    attributes: {},
  }));
}

export function placeAssets(seed: number, streets: Streets): SimulatedAsset[] {
  return [
    ...layBays(randomOf(seed, 'bays'), streets),
    ...inBuildings(randomOf(seed, 'meters'), streets, 'meter', 'M'),
    ...inBuildings(randomOf(seed, 'garages'), streets, 'garage', 'G'),
    ...onStreets(randomOf(seed, 'lights'), streets, 'street-light', 'L'),
    ...onStreets(randomOf(seed, 'cameras'), streets, 'camera', 'C'),
    ...onStreets(randomOf(seed, 'gateways'), streets, 'gateway', 'W'),
    ...onStreets(randomOf(seed, 'sensors'), streets, 'sensor', 'A'),
  ];
}

import type { CityAsset, CityZone, HubPlace } from '@naru/contracts';
import { cellAt } from '@naru/geo';
import { type SimulatedCity, type SourceName, buildCity } from '@naru/simulator';

type SimulatedAsset = SimulatedCity['assets'][number];

/** When the master data was learned and holds from: long before the first record. */
const recordedAt = Date.UTC(2026, 0, 1);

/** How large a city is in degrees, with room to its neighbour. */
const width = 0.06;
const height = 0.05;
const tilesAcross = 8;

/** The simulator's city has a quarter of the ten thousand devices that are measured with: four of them side by side. */
export const tilesOfOneCity = 4;

/** One of the simulator's cities, moved aside and under names of its own. */
export interface Tile {
  readonly city: SimulatedCity;
  readonly nameOf: (name: string) => string;
  readonly sourceOf: (source: SourceName) => string;
  readonly moved: (position: readonly [number, number]) => [longitude: number, latitude: number];
}

export const buildTiles = (count: number): Tile[] =>
  Array.from({ length: count }, (_, index) => {
    const [east, north] = [(index % tilesAcross) * width, Math.floor(index / tilesAcross) * height];
    const moved = ([longitude, latitude]: readonly [number, number]): [number, number] => [
      Number((longitude + east).toFixed(7)),
      Number((latitude + north).toFixed(7)),
    ];
    // a larger city has more devices, not more feeds
    const feeds = index % tilesOfOneCity;
    return {
      city: buildCity(index + 1),
      nameOf: (name) => `T${index}-${name}`,
      sourceOf: (source) => `${source}-${feeds}`,
      moved,
    };
  });

export const zonesOf = ({ city, nameOf, moved }: Tile): CityZone[] =>
  city.zones.map(({ kind, zoneId, names, parent, ring }) => {
    const [parentKind, parentId] = parent?.split('/') ?? [];
    return {
      zoneId: nameOf(zoneId),
      kind,
      names,
      parent: parentKind === undefined || parentId === undefined ? null : `${parentKind}/${nameOf(parentId)}`,
      geometry: JSON.stringify({ type: 'Polygon', coordinates: [ring.map(moved)] }),
      attributes: {},
      validFrom: 0,
      validTo: null,
      recordedAt,
    };
  });

export const assetsOf = ({ city, nameOf, moved }: Tile): CityAsset[] =>
  city.assets.map(({ assetId, kind, name, device, point, building, storey, attributes }) => {
    const [longitude, latitude] = moved(point);
    return {
      assetId: nameOf(assetId),
      kind,
      name,
      devices: [nameOf(device)],
      point: { longitude, latitude },
      zones: {},
      building,
      storey,
      attributes,
      validFrom: 0,
      validTo: null,
      recordedAt,
    };
  });

/** Which feed a kind of asset sends by. */
const feedOf: Readonly<Record<SimulatedAsset['kind'], SourceName>> = {
  bay: 'bays',
  garage: 'garages',
  meter: 'meters',
  'street-light': 'air',
  sensor: 'air',
  camera: 'guards',
  gateway: 'guards',
};

/** What enrichment will find for each device, worked out by the simulator's own rules: place by `<source>/<device>`. */
export const placesOf = ({ city, nameOf, sourceOf, moved }: Tile): [device: string, place: HubPlace][] =>
  city.assets.map(({ assetId, kind, device, point, building, storey }) => {
    const zones = city.zonesOf(assetId).map((name) => {
      const [zoneKind = '', zoneId = ''] = name.split('/');
      return [zoneKind, nameOf(zoneId)] as const;
    });
    const [longitude, latitude] = moved(point);
    const place: HubPlace = {
      revision: 0,
      cause: null,
      assetId: nameOf(assetId),
      placeReason: zones.length === 0 ? 'outside-zones' : null,
      placePoint: { longitude, latitude },
      zones: Object.fromEntries(zones),
      h3: cellAt(longitude, latitude),
      building,
      storey,
      masterDataAt: recordedAt,
    };
    return [`${sourceOf(feedOf[kind])}/${nameOf(device)}`, place];
  });

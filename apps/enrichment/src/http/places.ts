import { cellAt, distanceMetres } from '@naru/geo';
import { type Page, Problem, takePage } from '@naru/http';
import type { Asset, Point } from '../domain/asset.js';
import type { MasterData } from '../domain/master-data.js';
import { zonesOf } from '../domain/place.js';
import type { Zone } from '../domain/zone.js';
import { byName, nameOf } from '../domain/zones.js';
import type { AssetsQuery, ZonesQuery } from './place-query.js';
import { enrichmentProblems } from './problems.js';

export interface PlacesOptions {
  readonly masterData: MasterData;
  /** What was committed before this instant is in the master data. */
  readonly asOf: () => Date | undefined;
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

export interface FoundAsset {
  readonly asset: Asset;
  readonly placedIn: Readonly<Record<string, string>>;
  /** From the point that was asked for. */
  readonly metres: number | undefined;
}

/** Answers questions about the city's places, as they are or were. */
export class Places {
  constructor(private readonly options: PlacesOptions) {}

  get asOf(): Date | undefined {
    return this.options.asOf();
  }

  now(): number {
    return this.options.now();
  }

  zones(query: ZonesQuery): Page<Zone> {
    const { zones } = this.options.masterData;
    const instant = query.at ?? this.now();
    const all = query.bbox === undefined ? [...zones.allAt(instant)].sort(byName) : zones.meeting(query.bbox, instant);
    return takePage(
      all.filter(({ kind }) => query.kind === undefined || kind === query.kind),
      query,
      nameOf,
    );
  }

  /** Throws the problem NARU_ZONE_UNKNOWN. */
  zone(kind: string, zoneId: string, instant = this.now()): Zone {
    const zone = this.options.masterData.zones.at(kind, zoneId, instant);
    if (zone === undefined) throw new Problem(enrichmentProblems.NARU_ZONE_UNKNOWN);
    return zone;
  }

  /** By id; nearest first where the query says near what. */
  assets(query: AssetsQuery): Page<FoundAsset> {
    const instant = query.at ?? this.now();
    const found = [...this.options.masterData.assets.allAt(instant)]
      .filter(({ kind }) => query.kind === undefined || kind === query.kind)
      .map((asset) => ({ asset, metres: metresBetween(query.near, asset.point) }))
      .filter(({ metres }) => query.near === undefined || (metres ?? Infinity) <= (query.radius ?? Number.MAX_VALUE))
      .filter(({ asset }) => query.zone === undefined || isIn(this.#zonesOf(asset, instant), query.zone))
      .map((one) => ({ ...one, order: orderOf(one.asset, one.metres) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1));
    const { items, next } = takePage(found, query, ({ order }) => order);
    return { items: items.map((one) => ({ ...one, placedIn: this.#zonesOf(one.asset, instant) })), next };
  }

  /** Throws the problem NARU_ASSET_UNKNOWN. */
  asset(assetId: string, instant = this.now()): FoundAsset {
    const asset = this.options.masterData.assets.at(assetId, instant);
    if (asset === undefined) throw new Problem(enrichmentProblems.NARU_ASSET_UNKNOWN);
    return { asset, placedIn: this.#zonesOf(asset, instant), metres: undefined };
  }

  /** All zones that hold a point, overlapping ones of a kind too, and its cell. */
  at(point: Point, instant: number): { readonly zones: Zone[]; readonly cell: string } {
    return {
      zones: this.options.masterData.zones.holding(point, instant),
      cell: cellAt(point.longitude, point.latitude),
    };
  }

  #zonesOf(asset: Asset, instant: number): Readonly<Record<string, string>> {
    return zonesOf(this.options.masterData.zones, asset, instant);
  }
}

const metresBetween = (near: Point | undefined, point: Point | null): number | undefined =>
  near === undefined || point === null
    ? undefined
    : distanceMetres(near.longitude, near.latitude, point.longitude, point.latitude);

/** Sorts as text: millimetres first, then the id. */
const orderOf = ({ assetId }: Asset, metres = 0): string =>
  `${Math.round(metres * 1_000)
    .toString()
    .padStart(11, '0')} ${assetId}`;

const isIn = (placedIn: Readonly<Record<string, string>>, zone: string): boolean => {
  const slash = zone.indexOf('/');
  return placedIn[zone.slice(0, slash)] === zone.slice(slash + 1);
};

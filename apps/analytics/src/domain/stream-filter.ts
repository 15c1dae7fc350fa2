/** What a reader of a stream asks for; all of it has to hold. */
export interface StreamFilter {
  readonly zone?: { readonly kind: string; readonly id: string } | undefined;
  readonly asset?: string | undefined;
  /** In degrees; west is greater than east where the box crosses the antimeridian. */
  readonly bbox?: Bounds | undefined;
}

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** The fields of values that say where and about what they are; each topic has some of them. */
export interface Situated {
  readonly assetId?: string | null;
  readonly zones?: Readonly<Record<string, string>>;
  readonly zoneKind?: string;
  readonly kind?: string;
  readonly zoneId?: string;
  readonly placePoint?: Point | null;
  readonly point?: Point | null;
}

export type FilterName = keyof StreamFilter;

/** Which filters the values of a topic can be asked by, from the names of their fields. */
export function filtersFor(fields: readonly string[]): FilterName[] {
  const has = (name: string): boolean => fields.includes(name);
  return [
    ...(has('zones') || has('zoneId') ? (['zone'] as const) : []),
    ...(has('assetId') ? (['asset'] as const) : []),
    ...(has('placePoint') || has('point') ? (['bbox'] as const) : []),
  ];
}

/** Whether a value is asked for. A deletion always is: it says nothing of what was there. */
export function isAskedFor(value: Situated | null, { zone, asset, bbox }: StreamFilter): boolean {
  if (value === null) return true;
  if (asset !== undefined && value.assetId !== asset) return false;
  if (zone !== undefined && zoneOf(value, zone.kind) !== zone.id) return false;
  return bbox === undefined || isInside(value.placePoint ?? value.point, bbox);
}

/** Zones themselves call their kind `kind`; what is told of zones calls it `zoneKind`. */
function zoneOf(value: Situated, kind: string): string | undefined {
  if (value.zones !== undefined) return Object.hasOwn(value.zones, kind) ? value.zones[kind] : undefined;
  return (value.zoneKind ?? value.kind) === kind ? value.zoneId : undefined;
}

function isInside(point: Point | null | undefined, { west, south, east, north }: Bounds): boolean {
  if (point == null || point.latitude < south || point.latitude > north) return false;
  const { longitude } = point;
  return west <= east ? west <= longitude && longitude <= east : longitude >= west || longitude <= east;
}

import proj4 from 'proj4';
import type { Area, Position } from './area.js';

/** Definitions from the EPSG registry, of the systems that the hub's cities publish in. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  'EPSG:4326': '+proj=longlat +datum=WGS84 +no_defs',
  'EPSG:3857':
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  'EPSG:5179': '+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:5186': '+proj=tmerc +lat_0=38 +lon_0=127 +k=1 +x_0=200000 +y_0=600000 +ellps=GRS80 +units=m +no_defs',
  'EPSG:25831': '+proj=utm +zone=31 +ellps=GRS80 +units=m +no_defs',
};

/** A reference system that is neither built in nor a proj definition. */
export class UnknownReferenceSystemError extends Error {
  override readonly name = 'UnknownReferenceSystemError';

  constructor(readonly referenceSystem: string) {
    super(
      `Unknown reference system '${referenceSystem}': give one of ${Object.keys(DEFINITIONS).join(', ')}, or a definition that begins with '+proj='.`,
    );
  }
}

/**
 * A function from a reference system to WGS84: x (east) and y (north) in its units become longitude and latitude.
 * `referenceSystem`: 'EPSG:5186', an OGC name ('urn:ogc:def:crs:EPSG::5186', 'urn:ogc:def:crs:OGC:1.3:CRS84'), or a
 * proj definition. Throws UnknownReferenceSystemError. Coordinates outside of the projection come out not finite.
 */
export function toWgs84(referenceSystem: string): (x: number, y: number) => Position {
  const converter = proj4(definitionOf(referenceSystem), 'WGS84');
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [NaN, NaN];
    return converter.forward<[number, number]>([x, y]);
  };
}

/** The area with every position converted. */
export function convertArea(area: Area, convert: (x: number, y: number) => Position): Area {
  return area.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => convert(x, y))));
}

function definitionOf(referenceSystem: string): string {
  if (referenceSystem.startsWith('+proj=')) return referenceSystem;
  const name = /:CRS84$/i.test(referenceSystem)
    ? 'EPSG:4326'
    : referenceSystem.toUpperCase().replace(/^URN:OGC:DEF:CRS:EPSG:[^:]*:/, 'EPSG:');
  const definition = DEFINITIONS[name];
  if (definition === undefined) throw new UnknownReferenceSystemError(referenceSystem);
  return definition;
}

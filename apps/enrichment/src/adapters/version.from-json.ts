import { GeometryError, isWgs84, looksSwapped, parseArea } from '@naru/geo';
import { z } from 'zod';
import type { Asset } from '../domain/asset.js';
import type { Zone } from '../domain/zone.js';

const id = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}+$/u, 'holds a control character');
const kind = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "is a name in lower case, digits and hyphens, like 'parking-zone'");
const instant = z.iso
  .datetime({ offset: true, error: "is an instant with an offset, like '2026-11-20T00:00:00+09:00'" })
  .transform((text) => Date.parse(text))
  .refine((ms) => ms > 0, 'lies before 1970; leave it out for always');
const texts = z
  .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]).transform(String))
  .transform(sortedByName);
const point = z
  .strictObject({ longitude: z.number(), latitude: z.number() })
  .refine(({ longitude, latitude }) => !looksSwapped(longitude, latitude), 'has longitude and latitude swapped')
  .refine(({ longitude, latitude }) => isWgs84(longitude, latitude), 'lies outside the globe (WGS84 degrees)');

const area = z.unknown().transform((geometry, context) => {
  try {
    return parseArea(geometry);
  } catch (error) {
    if (!(error instanceof GeometryError)) throw error;
    context.addIssue({ code: 'custom', message: `${error.message} [${error.fault}]` });
    return z.NEVER;
  }
});

const validity = {
  validFrom: instant.nullish().describe('From when this was true in the city; left out or null: always.'),
  validTo: instant.nullish().describe('Until when it was true, exclusive; left out or null: it still is.'),
};
const isPeriod = ({
  validFrom,
  validTo,
}: {
  validFrom?: number | null | undefined;
  validTo?: number | null | undefined;
}): boolean => validTo == null || validTo > (validFrom ?? 0);
const noPeriod = { path: ['validTo'], message: 'is not later than validFrom' };

/** A version of an asset as people write it. */
export const assetVersion = z
  .strictObject({
    assetId: id.describe('Identity of the asset.'),
    kind: kind.describe("'bay', 'garage', 'meter', 'street-light', 'camera', 'gateway', 'sensor', or the city's own."),
    name: z.string().max(1_000).default('').describe('Its name for people.'),
    devices: z
      .array(id)
      .default([])
      .describe("Devices that it carries, as '<source>/<device>', or '<device>' for any source."),
    point: point.nullish().describe('Where it stands, WGS84 degrees.'),
    zones: z
      .record(kind, id)
      .default({})
      .describe('Zones by attribute, kind to zone id, for zones without a border; they go before those by border.'),
    building: z.string().min(1).max(256).nullish(),
    storey: z.number().int().min(-1_000).max(1_000).nullish().describe('0 is the ground floor.'),
    attributes: texts.default({}).describe("Further properties, e.g. 'capacity'."),
    ...validity,
  })
  .refine(isPeriod, noPeriod)
  .transform((given): Omit<Asset, 'recordedAt'> => ({
    ...given,
    devices: [...new Set(given.devices)].sort(),
    point: given.point ?? null,
    zones: sortedByName(given.zones),
    building: given.building ?? null,
    storey: given.storey ?? null,
    validFrom: given.validFrom ?? 0,
    validTo: given.validTo ?? null,
  }));

/** A version of a zone as people write it. */
export const zoneVersion = z
  .strictObject({
    zoneId: id.describe('Identity of the zone; unique within its kind.'),
    kind: kind.describe(
      "'district', 'neighbourhood', 'postcode', 'parking-zone', 'grid', 'municipality', or the city's own.",
    ),
    names: z.record(z.string().min(1), z.string()).default({}).describe("Name by language (BCP 47), e.g. { ko: '…' }."),
    parent: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\/.+$/s, "is '<kind>/<zone id>'")
      .nullish()
      .describe("The zone that holds it, as '<kind>/<zone id>'."),
    geometry: area.nullish().describe('GeoJSON Polygon or MultiPolygon in WGS84; left out for a zone by attribute.'),
    attributes: texts.default({}).describe('Further properties.'),
    ...validity,
  })
  .refine(isPeriod, noPeriod)
  .transform(({ geometry, ...given }): Omit<Zone, 'recordedAt'> => ({
    ...given,
    names: sortedByName(given.names),
    parent: given.parent ?? null,
    area: geometry ?? null,
    validFrom: given.validFrom ?? 0,
    validTo: given.validTo ?? null,
  }));

/** In one order, so that the same said twice is the same. */
function sortedByName<V>(record: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

import { toGeoJson } from '@naru/geo';
import { z } from 'zod';
import type { Versioned } from '../domain/history.js';
import type { Zone } from '../domain/zone.js';
import type { FoundAsset } from './places.js';

const texts = z.record(z.string(), z.string());
const point = z.object({ longitude: z.number(), latitude: z.number() });
const validity = {
  validFrom: z.iso.datetime().nullable().describe('null: always.'),
  validTo: z.iso.datetime().nullable().describe('null: it still is.'),
  recordedAt: z.iso.datetime().describe('When the hub learned this version.'),
};
const asOf = z.iso.datetime().nullable().describe('What was committed before this instant is in the answer.');

export const zoneFeature = z.object({
  type: z.literal('Feature'),
  id: z.string().describe("'<kind>/<zone id>'"),
  geometry: z.looseObject({ type: z.enum(['Polygon', 'MultiPolygon']) }).nullable(),
  properties: z.object({
    kind: z.string(),
    zoneId: z.string(),
    names: texts,
    parent: z.string().nullable(),
    attributes: texts,
    ...validity,
  }),
});
export const zoneCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(zoneFeature),
  next: z.string().nullable().describe('Cursor of the next page; null at the end.'),
  asOf,
});
export const assetAnswer = z.object({
  assetId: z.string(),
  kind: z.string(),
  name: z.string(),
  devices: z.array(z.string()),
  point: point.nullable(),
  zones: texts.describe('Zones that the asset names, kind to id.'),
  placedIn: texts.describe('All its zones, by attribute and by border, kind to id.'),
  building: z.string().nullable(),
  storey: z.number().int().nullable(),
  attributes: texts,
  ...validity,
  metres: z.number().optional().describe('Distance from `near`.'),
});
export const assetPage = z.object({
  items: z.array(assetAnswer),
  next: z.string().nullable(),
  asOf,
});
export const placeAnswer = z.object({
  point,
  at: z.iso.datetime(),
  h3: z.string().describe('H3 cell at resolution 10.'),
  zones: z.array(z.object({ kind: z.string(), zoneId: z.string(), names: texts })),
  asOf,
});

export type ZoneFeature = z.infer<typeof zoneFeature>;
export type ZoneCollection = z.infer<typeof zoneCollection>;
export type AssetAnswer = z.infer<typeof assetAnswer>;
export type AssetPage = z.infer<typeof assetPage>;
export type PlaceAnswer = z.infer<typeof placeAnswer>;

export const zoneToAnswer = ({ kind, zoneId, names, parent, attributes, area, ...version }: Zone): ZoneFeature => ({
  type: 'Feature',
  id: `${kind}/${zoneId}`,
  geometry: area === null ? null : { ...toGeoJson(area) },
  properties: { kind, zoneId, names, parent, attributes, ...validityToAnswer(version) },
});

export const assetToAnswer = ({ asset, placedIn, metres }: FoundAsset): AssetAnswer => ({
  assetId: asset.assetId,
  kind: asset.kind,
  name: asset.name,
  devices: [...asset.devices],
  point: asset.point,
  zones: asset.zones,
  placedIn,
  building: asset.building,
  storey: asset.storey,
  attributes: asset.attributes,
  ...validityToAnswer(asset),
  ...(metres === undefined ? {} : { metres: Math.round(metres * 10) / 10 }),
});

const validityToAnswer = ({ validFrom, validTo, recordedAt }: Versioned) => ({
  validFrom: validFrom === 0 ? null : textOf(validFrom),
  validTo: validTo === null ? null : textOf(validTo),
  recordedAt: textOf(recordedAt),
});

export const textOf = (instant: number): string => new Date(instant).toISOString();

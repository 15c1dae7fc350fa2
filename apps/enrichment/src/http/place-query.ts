import { isWgs84 } from '@naru/geo';
import { pageQuery } from '@naru/http';
import { z } from 'zod';

/** An instant as a query parameter: ISO 8601 with an offset, in ms since 1970. */
export const instantText = z.iso
  .datetime({ offset: true, error: 'is an instant with an offset, like 2026-11-20T00:00:00+09:00 (write + as %2B)' })
  .transform((text) => Date.parse(text));

const numbers = (text: string): number[] => text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));

const position = z
  .string()
  .transform(numbers)
  .refine((all) => all.length === 2 && isWgs84(all[0] ?? NaN, all[1] ?? NaN), 'is longitude,latitude in WGS84 degrees')
  .transform(([longitude = 0, latitude = 0]) => ({ longitude, latitude }));

const bounds = z
  .string()
  .transform(numbers)
  .refine(
    ([west = NaN, south = NaN, east = NaN, north = NaN, ...more]) =>
      more.length === 0 && isWgs84(west, south) && isWgs84(east, north) && west <= east && south <= north,
    'is west,south,east,north in WGS84 degrees',
  )
  .transform(([west = 0, south = 0, east = 0, north = 0]) => [west, south, east, north] as const);

const at = instantText.optional().describe('As the city was at this instant; now by default.');
const kind = z.string().min(1).optional();

export const zonesQuery = pageQuery.extend({
  kind: kind.describe('Only zones of this kind.'),
  bbox: bounds.optional().describe('west,south,east,north: only zones whose bounds meet these.'),
  at,
});
export type ZonesQuery = z.infer<typeof zonesQuery>;

export const assetsQuery = pageQuery.extend({
  kind: kind.describe('Only assets of this kind.'),
  near: position.optional().describe('longitude,latitude: nearest first, with `metres`.'),
  radius: z.coerce.number().positive().optional().describe('Only assets so near (metres).'),
  zone: z
    .string()
    .regex(/^[^/]+\/.+$/s, "is '<kind>/<zone id>'")
    .optional()
    .describe("'<kind>/<zone id>': only assets in this zone."),
  at,
});
export type AssetsQuery = z.infer<typeof assetsQuery>;

export const momentQuery = z.object({ at });
export type MomentQuery = z.infer<typeof momentQuery>;

export const placeQuery = z
  .object({ lon: z.coerce.number(), lat: z.coerce.number(), at })
  .refine(({ lon, lat }) => isWgs84(lon, lat), 'lon and lat are WGS84 degrees');
export type PlaceQuery = z.infer<typeof placeQuery>;

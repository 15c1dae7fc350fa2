import { pageQuery } from '@naru/http';
import { z } from 'zod';
import type { Bounds, StreamFilter } from '../domain/stream-filter.js';

const zone = z
  .string()
  .regex(/^[^:]+:.+$/, 'write KIND:ID')
  .transform((text) => {
    const colon = text.indexOf(':');
    return { kind: text.slice(0, colon), id: text.slice(colon + 1) };
  })
  .describe('Only what lies in this zone, as `KIND:ID`, e.g. `district:D1`.')
  .meta({ type: 'string', example: 'district:D1' });

const bbox = z
  .string()
  .transform((text, context): Bounds => {
    const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
    const isBox =
      numbers.length === 4 &&
      [west, east].every((degrees) => Math.abs(degrees) <= 180) &&
      [south, north].every((degrees) => Math.abs(degrees) <= 90) &&
      south <= north;
    if (!isBox) context.addIssue({ code: 'custom', message: 'write WEST,SOUTH,EAST,NORTH in degrees' });
    return { west, south, east, north };
  })
  .describe('Only what lies in this box: `WEST,SOUTH,EAST,NORTH` in degrees.');

const from = z
  .union([z.enum(['earliest', 'latest']), z.iso.datetime({ offset: true })])
  .optional()
  .describe(
    'Where to begin without a cursor: an end of the topic, or a time. Streams begin at `latest`, pages at `earliest`.',
  );

/** `?limit` counts for pages alone. */
export const streamQuery = pageQuery.extend({
  zone: zone.optional(),
  asset: z.string().min(1).optional().describe('Only what is of this asset.'),
  bbox: bbox.optional(),
  from,
});
export type StreamQuery = z.infer<typeof streamQuery>;

export const filterOf = ({ zone, asset, bbox }: StreamQuery): StreamFilter => ({ zone, asset, bbox });

export const streamList = z.object({
  items: z.array(
    z.object({
      topic: z.string(),
      meaning: z.string(),
      key: z.string(),
      kept: z.string().describe('`latest of each key`, or days.'),
      personal: z.string().describe('Class of personal data; such a topic needs a key.'),
      scope: z.enum(['read', 'manage']).describe('What a key needs.'),
      filters: z.array(z.enum(['zone', 'asset', 'bbox'])),
    }),
  ),
  next: z.null(),
});

import { pageQuery } from '@naru/http';
import { z } from 'zod';

const numbers = (text: string): number[] => text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));

const near = z
  .string()
  .transform((text, context) => {
    const [longitude = NaN, latitude = NaN, ...more] = numbers(text);
    if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && more.length === 0) return { longitude, latitude };
    context.addIssue('write longitude,latitude in degrees (WGS84), longitude first');
    return z.NEVER;
  })
  .describe('Nearest first from here: longitude,latitude in degrees (WGS84).');

const zone = z
  .string()
  .transform((text, context) => {
    const slash = text.indexOf('/');
    if (slash > 0 && slash < text.length - 1) return { kind: text.slice(0, slash), id: text.slice(slash + 1) };
    context.addIssue('write kind/id, such as district/jongno');
    return z.NEVER;
  })
  .describe('Bays of this zone: kind/id.');

const bbox = z
  .string()
  .transform((text, context) => {
    const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = numbers(text);
    const isBox = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north;
    if (isBox && more.length === 0) return { west, south, east, north };
    context.addIssue('write west,south,east,north in degrees (WGS84)');
    return z.NEVER;
  })
  .describe('Bays in this box: west,south,east,north in degrees (WGS84); over the date line where west > east.');

export type Bounds = z.output<typeof bbox>;
export type ZoneName = z.output<typeof zone>;

export const bayQuery = pageQuery
  .extend({
    near: near.optional(),
    radius: z.coerce.number().positive().max(50_000).optional().describe('With `near`: at most so far (m).'),
    state: z.enum(['free', 'occupied', 'unknown']).optional(),
    zone: zone.optional(),
  })
  .refine(({ near: place, radius }) => radius === undefined || place !== undefined, {
    path: ['radius'],
    message: 'needs near',
  });
export type BayQuery = z.output<typeof bayQuery>;

export const occupancyQuery = pageQuery.extend({ kind: z.string().optional().describe('Zones of this kind.') });
export type OccupancyQuery = z.output<typeof occupancyQuery>;

export const changesQuery = z.object({ zone: zone.optional(), bbox: bbox.optional() });
export type ChangesQuery = z.output<typeof changesQuery>;

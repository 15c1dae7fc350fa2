import { pageQuery } from '@naru/http';
import { z } from 'zod';
import type { Wanted } from '../domain/where/candidates.js';

/** An id with or without hyphens, or the SHA-256 of what was sent. */
export const recordIdParameter = z
  .string()
  .toLowerCase()
  .regex(
    /^([0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'write a record id, or the SHA-256 of the bytes in 64 hex digits',
  )
  .describe('A record id as ingest answered it; or the SHA-256 (64 hex digits) of bytes that were set aside.');

export const recordsQuery = pageQuery.extend({
  source: z.string().min(1).max(200).optional().describe('The feed that sent it; of a key that sends, its own.'),
  device: z.string().min(1).optional().describe('The device that saw it: finds it sooner where much was sent.'),
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .describe('When it was seen, as the record says; of one that could not be read, when the hub took it.'),
  within: z.coerce.number().min(0).max(86_400).default(60).describe('How much earlier or later it may have been (s).'),
});
export type RecordsQuery = z.output<typeof recordsQuery>;

export const wantedBy = ({ at, within, device }: RecordsQuery, source: string): Wanted => ({
  source,
  device,
  from: at - within * 1_000,
  // both ends belong to it
  to: at + within * 1_000 + 1,
});

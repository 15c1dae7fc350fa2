import { type HubSource, kinds } from '@naru/contracts';
import { unknownSource } from '@naru/sealing';
import { z } from 'zod';

const kindNames = kinds.map(({ domain, kind }) => `${domain}/${kind}`);
const seconds = z.number().int().min(0).max(31_536_000);

/** A source's name is part of every record id, and stands in topics and tables. */
export const sourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'write lower-case letters, digits, dots, hyphens, 1 to 63')
  .refine((name) => name !== unknownSource, 'stands for what has no source');

export const sourceBody = z.object({
  source: sourceName,
  owner: z.string().min(1).max(200).describe('Who answers for it.'),
  description: z.string().max(2_000).default(''),
  kinds: z.array(z.enum(kindNames)).min(1).describe('Kinds of record that it may send.'),
  clockSkewSeconds: seconds.default(30).describe('How far its clocks may run ahead (s).'),
  freshnessSeconds: seconds.default(300).describe('How often it promises to be heard (s).'),
  bounds: z
    .object({
      west: z.number().min(-180).max(180),
      south: z.number().min(-90).max(90),
      east: z.number().min(-180).max(180),
      north: z.number().min(-90).max(90),
    })
    .refine(
      ({ west, south, east, north }) => west < east && south < north,
      'west must lie west of east, south of north',
    )
    .nullable()
    .default(null)
    .describe('Where its records lie, WGS84; coordinates outside are refused. Null: anywhere.'),
  simulated: z.boolean().default(false).describe('Whether its records are made up.'),
});

export const sourceAnswer = sourceBody.extend({ createdAt: z.iso.datetime() });

export const toSourceAnswer = (source: HubSource): z.infer<typeof sourceAnswer> => ({
  source: source.source,
  owner: source.owner,
  description: source.description,
  kinds: [...source.kinds],
  clockSkewSeconds: source.clockSkewSeconds,
  freshnessSeconds: source.freshnessSeconds,
  bounds: source.bounds,
  simulated: source.simulated,
  createdAt: new Date(source.createdAt).toISOString(),
});

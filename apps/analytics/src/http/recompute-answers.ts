import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const zone = z.object({ kind: z.string().min(1).max(100), id: z.string().min(1).max(200) });

const range = {
  what: z.enum(['parking/sessions']).describe('The facts that are computed anew.'),
  assetId: z.string().min(1).max(200).optional().describe('One bay.'),
  zone: zone.optional().describe('Every bay that was seen in this zone since `from`.'),
  from: instant.describe('From the last moment before on at which nobody stood in the bay.'),
  to: instant.optional().describe('To the first such moment from then on; by default to the latest observation.'),
};

export const recomputeBody = z
  .object({
    ...range,
    baysPerSecond: z.number().min(0.1).max(200).default(20).describe('How fast at most.'),
  })
  .refine(({ assetId, zone: its }) => (assetId === undefined) !== (its === undefined), {
    message: 'say assetId or zone, one of them',
  })
  .refine(({ from, to }) => to === undefined || Date.parse(to) > Date.parse(from), { message: 'to is not after from' });
export type RecomputeBody = z.infer<typeof recomputeBody>;

const count = (meaning: string) => z.number().int().describe(meaning);

export const recomputeAnswer = z.object({
  ...range,
  id: z.guid(),
  by: z.string().describe('Key of who commanded it.'),
  begunAt: z.iso.datetime(),
  baysPerSecond: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  bays: count('Bays that are meant.'),
  applied: count('Of these, computed anew.'),
  undecided: count('Left as they are: the warehouse knows no moment at which nobody stood there.'),
  outdated: count('Left as they are: too much came while the warehouse was read. Begin again.'),
  unanswered: count('Bays of which nothing was heard in time; they may be computed yet.'),
  restated: count('Sessions published: new ones and revisions.'),
  withdrawn: count('Sessions withdrawn.'),
  problem: z.string().nullable().describe('Why it failed.'),
});
export type RecomputeAnswer = z.infer<typeof recomputeAnswer>;

export const recomputeList = z.object({ items: z.array(recomputeAnswer) });

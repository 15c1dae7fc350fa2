import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const zone = z.object({ kind: z.string().min(1).max(100), id: z.string().min(1).max(200) });

const recomputable = z.enum(['parking/sessions', 'energy/intervals', 'security/detections']);
export type Recomputable = z.infer<typeof recomputable>;

const range = {
  what: recomputable.describe(
    'The facts that are computed anew; with intervals the peaks of the zones of their meters.',
  ),
  assetId: z.string().min(1).max(200).optional().describe('One bay, meter, or asset that security sources report of.'),
  zone: zone.optional().describe('Every bay, meter or asset that was seen in this zone since `from`.'),
  from: instant.describe(
    'Sessions: from the last moment before on at which nobody stood in the bay. Intervals: from the quarter of an hour on in which it lies, peaks from that day on. Detections: those that begin a quarter of an hour before, or later.',
  ),
  to: instant
    .optional()
    .describe(
      'Sessions: to the first such moment from then on. Intervals: to the quarter before it. Detections: until nothing happened for a quarter of an hour, a day later at most. By default to the latest record.',
    ),
};

export const recomputeBody = z
  .object({
    ...range,
    perSecond: z
      .number()
      .min(0.1)
      .max(200)
      .default(20)
      .describe('Bays, meters and zones, or assets that are computed a second at most.'),
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
  perSecond: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  meant: count('Bays or assets that are meant; or meters, and then the zones in which they were.'),
  applied: count('Of these, computed anew.'),
  undecided: count('Bays left as they are: the warehouse knows no moment at which nobody stood there.'),
  outdated: count('Left as they are: they went on too far while the warehouse was read. Begin again.'),
  unanswered: count('Of which nothing was heard in time; they may be computed yet.'),
  restated: count('Facts published: new ones and revisions.'),
  withdrawn: count('Facts withdrawn.'),
  problem: z.string().nullable().describe('Why it failed.'),
});
export type RecomputeAnswer = z.infer<typeof recomputeAnswer>;

export const recomputeList = z.object({ items: z.array(recomputeAnswer) });

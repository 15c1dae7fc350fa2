import { z } from 'zod';
import type { Judged } from '../pipeline.js';
import { uuidOf } from './uuid.js';

/** What ingest answers to a request, whatever became of its records. */
export const intakeAnswer = z.object({
  accepted: z.number().int().describe('Records that are the hub’s now: delivered or quarantined.'),
  rejected: z.number().int().describe('Records that were refused, and kept as dead letters.'),
  results: z.array(
    z.object({
      index: z.number().int().describe('Place in the request, from 0.'),
      recordId: z.guid().nullable().describe('Identity of the record; null where it could not be made.'),
      fate: z.enum(['delivered', 'quarantined', 'dead-lettered']),
      reason: z.string().optional().describe('Why it was set aside, see docs/errors.md.'),
      expected: z.string().optional().describe('What was expected instead.'),
    }),
  ),
});
export type IntakeAnswer = z.infer<typeof intakeAnswer>;

/** 202 where all was taken alike, 422 where all was refused, 207 where fates differ. */
export function statusOf(judged: readonly Judged[]): 202 | 207 | 422 {
  const fates = new Set(judged.map(({ fate }) => fate));
  if (fates.size > 1) return 207;
  return fates.has('dead-lettered') ? 422 : 202;
}

export function answerOf(judged: readonly Judged[]): IntakeAnswer {
  const rejected = judged.filter(({ fate }) => fate === 'dead-lettered').length;
  return {
    accepted: judged.length - rejected,
    rejected,
    results: judged.map(({ recordId, fate, reason, expected }, index) => ({
      index,
      recordId: recordId && uuidOf(recordId),
      fate,
      ...(reason === undefined ? {} : { reason }),
      ...(expected === undefined ? {} : { expected }),
    })),
  };
}

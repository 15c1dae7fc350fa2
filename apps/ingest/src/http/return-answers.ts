import type { HubSetAsideDecision } from '@naru/contracts';
import { z } from 'zod';

const fix = z.union([
  z.object({
    content: z.string().max(400_000).describe('The bytes that the record shall have.'),
    encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
  }),
  z.object({
    expression: z
      .string()
      .min(1)
      .max(10_000)
      .describe('JSONata over the record, or over its text where that is no JSON; what comes out is the record.'),
  }),
]);

/** What somebody says of a record that shall come back. */
export const returnBody = z.object({ fix: fix.optional().describe('Left out, the record comes back as it is.') });
export type ReturnBody = z.infer<typeof returnBody>;

export const decisionAnswer = z.object({
  decision: z.string().describe('`redriven`, or `released` in spite of its time.'),
  commandId: z.string(),
  by: z.string().describe('Key of whoever commanded it.'),
  at: z.iso.datetime(),
  isFixed: z.boolean(),
  attempt: z.number().int(),
});
export type DecisionAnswer = z.infer<typeof decisionAnswer>;

export const returnAnswer = z.object({
  commandId: z.string(),
  decision: decisionAnswer.nullable().describe('Null where it was not decided within some seconds; it will be.'),
});
export type ReturnAnswer = z.infer<typeof returnAnswer>;

export const trialAnswer = z.object({
  fate: z.enum(['delivered', 'quarantined', 'dead-lettered']).nullable().describe('Null where only its stage can say.'),
  reason: z.string().nullable(),
  expected: z.string().nullable(),
  recordId: z.guid().nullable(),
  content: z.string().describe('The bytes that would come back.'),
  encoding: z.enum(['utf-8', 'base64']),
});
export type TrialAnswer = z.infer<typeof trialAnswer>;

export const toDecisionAnswer = (made: HubSetAsideDecision): DecisionAnswer => ({
  decision: made.decision,
  commandId: made.commandId,
  by: made.commandedBy,
  at: new Date(made.commandedAt).toISOString(),
  isFixed: made.isFixed,
  attempt: made.attempt,
});

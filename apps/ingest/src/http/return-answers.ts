import type { HubSetAsideDecision } from '@naru/contracts';
import { z } from 'zod';
import { groupFilter } from './group-answers.js';

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
      .describe(
        'JSONata over the record, or over its text where that is no JSON; what comes out is the record. Of what a stage ' +
          'behind ingest has set aside, over its `decoded` value; what comes out is written by the schema of its topic.',
      ),
  }),
]);

const filter = groupFilter.refine((meant) => Object.keys(meant).length > 0, {
  message: 'say at least one of group, source, stage, kind and reason',
});

/** What somebody says of a group that shall come back. */
export const jobBody = z.object({
  filter,
  fix: fix.optional(),
  recordsPerSecond: z.number().min(0.1).max(1_000).default(50).describe('How fast at most.'),
});
export type JobBody = z.infer<typeof jobBody>;

export const sampleBody = z.object({
  filter,
  fix: fix.optional(),
  most: z.number().int().min(1).max(100).default(10).describe('Records to try.'),
});
export type SampleBody = z.infer<typeof sampleBody>;

export const jobAnswer = z.object({
  id: z.string(),
  by: z.string(),
  begunAt: z.iso.datetime(),
  filter: groupFilter,
  recordsPerSecond: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  found: z.number().int().describe('Records that were meant and waited.'),
  commanded: z.number().int(),
  accepted: z.number().int().describe('Of these, decided; the others will be.'),
  lost: z.number().int().describe('Somebody had decided before.'),
  failed: z.number().int(),
  problem: z.string().nullable().describe('Code of the last failure.'),
});
export type JobAnswer = z.infer<typeof jobAnswer>;

export const jobsAnswer = z.object({ items: z.array(jobAnswer) });

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

/** A record of a topic, as JSON. */
export const decodedAnswer = z.object({
  schemaId: z.number().int(),
  schema: z.string().describe('Full name of the record that it was written as.'),
  isWhole: z
    .boolean()
    .describe('Whether the bytes are this record; if not, `value` has its first fields, as far as they are whole.'),
  value: z.record(z.string(), z.unknown()).describe('Times and days as ISO 8601, ids as UUIDs, other bytes as base64.'),
});

export const trialAnswer = z.object({
  fate: z
    .enum(['delivered', 'quarantined', 'dead-lettered'])
    .nullable()
    .describe(
      'Null where a stage behind ingest can read it: whether it is new there depends on what that stage knows.',
    ),
  reason: z.string().nullable(),
  expected: z.string().nullable(),
  recordId: z.guid().nullable(),
  content: z.string().describe('The bytes that would come back.'),
  encoding: z.enum(['utf-8', 'base64']),
  decoded: decodedAnswer.nullable().describe('Of a record of a topic: these bytes as JSON, where they can be read.'),
});
export type TrialAnswer = z.infer<typeof trialAnswer>;

export const sampleAnswer = z.object({
  fates: z
    .record(z.string(), z.number().int())
    .describe('How many would meet which fate, or problem; `readable`: their stage can read them.'),
  records: z.array(
    trialAnswer.extend({
      id: z.string(),
      problem: z.string().nullable().describe('Code of why it can not be tried; `expected` says more.'),
    }),
  ),
});
export type SampleAnswer = z.infer<typeof sampleAnswer>;

export const toDecisionAnswer = (made: HubSetAsideDecision): DecisionAnswer => ({
  decision: made.decision,
  commandId: made.commandId,
  by: made.commandedBy,
  at: new Date(made.commandedAt).toISOString(),
  isFixed: made.isFixed,
  attempt: made.attempt,
});

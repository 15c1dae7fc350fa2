import type { HubSetAsideDecision } from '@naru/contracts';
import { pageQuery } from '@naru/http';
import { z } from 'zod';
import type { SetAsideEntry } from '../adapters/set-aside-log.js';
import { decisionAnswer, decodedAnswer, toDecisionAnswer } from './return-answers.js';
import { uuidOf } from './uuid.js';

export const setAsideQuery = pageQuery.extend({
  source: z.string().optional(),
  stage: z.string().optional(),
  kind: z.string().optional(),
  reason: z.string().optional(),
  recordId: z.guid().optional(),
  group: z.string().optional(),
  state: z.enum(['waiting', 'redriven', 'released']).optional().describe('What was decided about it.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'write 64 lower-case hex digits')
    .optional()
    .describe('SHA-256 of the original bytes.'),
});
export type SetAsideQuery = z.infer<typeof setAsideQuery>;

export const setAsideItem = z.object({
  id: z.string().describe('<partition>-<offset> in its topic.'),
  recordId: z.guid().nullable(),
  source: z.string(),
  stage: z.string().describe('Service that set it aside.'),
  kind: z.string().describe('What it was sent as, or the topic it was read from.'),
  reason: z.string(),
  expected: z.string(),
  receivedAt: z.iso.datetime(),
  observedAt: z.iso.datetime().nullable(),
  origin: z.object({ topic: z.string(), partition: z.number(), offset: z.number() }).nullable(),
  schemaId: z.number().nullable(),
  attempt: z.number(),
  size: z.number().describe('Bytes of the original.'),
  sha256: z.string(),
  group: z.string().describe('What it has in common with others, see the groups.'),
  state: z.string().describe('`waiting`, `redriven` or `released`.'),
  decision: decisionAnswer.nullable().describe('The command that brought it back; null while it waits.'),
});
export type SetAsideItem = z.infer<typeof setAsideItem>;

export const setAsideDetail = setAsideItem.extend({
  original: z
    .object({ encoding: z.enum(['utf-8', 'base64']), content: z.string() })
    .nullable()
    .describe('The bytes as they came; null where they were longer than 256 KiB.'),
  decoded: decodedAnswer
    .nullable()
    .describe(
      'Of a record of a topic: its bytes as JSON, by the schema that it was written with; null where it can not be read now.',
    ),
});
export type SetAsideDetail = z.infer<typeof setAsideDetail>;

/** Newest first: by when the hub took it, then by place. */
export function orderKeyOf({ receivedAt, partition, offset }: SetAsideEntry): string {
  const padded = (value: number): string => String(Math.max(0, value)).padStart(16, '0');
  return [receivedAt, partition, offset].map(padded).join('-');
}

export function matches(item: SetAsideItem, query: SetAsideQuery): boolean {
  const names = ['source', 'stage', 'kind', 'reason', 'recordId', 'sha256', 'state', 'group'] as const;
  return names.every((name) => query[name] === undefined || query[name] === item[name]);
}

export function toItem(
  entry: SetAsideEntry,
  { group, decision }: { readonly group: string; readonly decision: HubSetAsideDecision | undefined },
): SetAsideItem {
  const { originTopic, originPartition, originOffset } = entry;
  return {
    id: `${entry.partition}-${entry.offset}`,
    recordId: entry.recordId && uuidOf(entry.recordId),
    source: entry.source,
    stage: entry.stage,
    kind: entry.kind,
    reason: entry.reason,
    expected: entry.detail,
    receivedAt: new Date(entry.receivedAt).toISOString(),
    observedAt: entry.observedAt === null ? null : new Date(entry.observedAt).toISOString(),
    origin:
      originTopic === null || originPartition === null || originOffset === null
        ? null
        : { topic: originTopic, partition: originPartition, offset: originOffset },
    schemaId: entry.schemaId,
    attempt: entry.attempt,
    size: entry.size,
    sha256: entry.sha256.toString('hex'),
    group,
    state: decision?.decision ?? 'waiting',
    decision: decision === undefined ? null : toDecisionAnswer(decision),
  };
}

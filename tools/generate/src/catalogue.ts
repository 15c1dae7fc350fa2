import { z } from 'zod';

const topicEntry = z.strictObject({
  schema: z.string().optional(),
  enriches: z.string().optional(),
  version: z.int().min(1).default(1),
  key: z.string(),
  owner: z.string(),
  readers: z.array(z.string()).min(1),
  partitions: z.int().min(1).default(2),
  cleanup: z.enum(['delete', 'compact']).default('delete'),
  retentionDays: z.number().optional(),
  lane: z.enum(['live', 'history']).optional(),
  latenessSeconds: z.int().min(1).optional(),
  personal: z.enum(['none', 'household-load', 'identity']).default('none'),
  warehouse: z.boolean().default(false),
  shared: z.boolean().default(false),
  fact: z.array(z.string()).min(1).optional(),
  table: z
    .strictObject({
      order: z.array(z.string()).min(1),
      month: z.string().optional(),
      find: z.array(z.string()).min(1).optional(),
    })
    .optional(),
  changelog: z.int().min(1).optional(),
  meaning: z.string().endsWith('.'),
});

/** One entry of a `topics.yaml`, under its noun. */
export type TopicEntry = z.infer<typeof topicEntry>;

export const topicsFile = z.record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), topicEntry);

const codes = z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.string().endsWith('.'));

export const reasonsFile = z.strictObject({ 'dead-lettered': codes, quarantined: codes, place: codes });

const dayMs = 86_400_000;

/** Retention in ms; compacted topics keep for ever what is latest, others must say how long. */
export function retentionMs(name: string, entry: TopicEntry): number {
  if (entry.cleanup === 'compact') return -1;
  if (entry.retentionDays === undefined) throw new Error(`${name}: retentionDays is missing`);
  return entry.retentionDays === -1 ? -1 : Math.round(entry.retentionDays * dayMs);
}

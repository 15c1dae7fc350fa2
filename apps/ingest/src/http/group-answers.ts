import type { HubSetAsideGroup } from '@naru/contracts';
import { type Page, pageQuery, takePage } from '@naru/http';
import { z } from 'zod';
import { waitingIn } from '../domain/set-aside-group.js';

/** Which records set aside are meant. */
export const groupFilter = z.object({
  group: z.string().optional().describe('Id of a group.'),
  source: z.string().optional(),
  stage: z.string().optional(),
  kind: z.string().optional(),
  reason: z.string().optional(),
});
export type GroupFilter = z.infer<typeof groupFilter>;

export const groupQuery = pageQuery.extend(groupFilter.shape);
export type GroupQuery = z.infer<typeof groupQuery>;

export const groupItem = z.object({
  id: z.string(),
  source: z.string(),
  stage: z.string(),
  kind: z.string(),
  reason: z.string(),
  shape: z.string().describe('What was expected, figures left out.'),
  count: z.number().int().describe('Records set aside, ever.'),
  waiting: z.number().int(),
  decided: z.number().int().describe('Taken back or released.'),
  expired: z.number().int().describe('Deleted by retention while they waited; the ledger has them as expired.'),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
  growth: z.object({
    thisHour: z.number().int(),
    hourBefore: z.number().int(),
  }),
  sample: z.string().describe('Id of the last one.'),
  sampleExpected: z.string(),
});
export type GroupItem = z.infer<typeof groupItem>;

const HOUR_MS = 3_600_000;

/** A group as it is listed at `now` (ms since 1970). */
export function toGroupItem(group: HubSetAsideGroup, now: number): GroupItem {
  const { source, stage, kind, reason, shape, count, decided, expired, hour, inHour, inHourBefore } = group;
  const hoursSince = Math.floor(now / HOUR_MS) - hour / HOUR_MS;
  const thisHour = hoursSince <= 0 ? inHour : 0;
  const hourBefore = hoursSince <= 0 ? inHourBefore : hoursSince === 1 ? inHour : 0;
  return {
    id: group.group,
    ...{ source, stage, kind, reason, shape, count },
    waiting: waitingIn(group),
    decided,
    expired,
    first: new Date(group.firstAt).toISOString(),
    last: new Date(group.lastAt).toISOString(),
    growth: { thisHour, hourBefore },
    sample: group.sample,
    sampleExpected: group.sampleDetail,
  };
}

/** Whether a record set aside, or a group, is meant. */
export const isMeant = (
  what: Pick<GroupItem, 'source' | 'stage' | 'kind' | 'reason'> & { readonly group: string },
  filter: GroupFilter,
): boolean =>
  (['group', 'source', 'stage', 'kind', 'reason'] as const).every(
    (name) => filter[name] === undefined || filter[name] === what[name],
  );

/** The groups that are asked for, latest first. */
export function pageOfGroups(groups: readonly HubSetAsideGroup[], query: GroupQuery, now: number): Page<GroupItem> {
  const rows = groups
    .map((group) => ({ order: `${String(group.lastAt).padStart(16, '0')}-${group.group}`, group }))
    .filter(({ group }) => isMeant(group, query))
    .sort((one, other) => (one.order < other.order ? 1 : -1));
  const { items, next } = takePage(rows, query, ({ order }) => order, 'descending');
  return { items: items.map(({ group }) => toGroupItem(group, now)), next };
}

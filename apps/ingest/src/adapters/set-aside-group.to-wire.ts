import { hash } from 'node:crypto';
import type { HubDeadLetter, HubSetAsideGroup } from '@naru/contracts';
import { type GroupTraits, type SetAsideGroup, shapeOf } from '../domain/set-aside-group.js';

/** What a record set aside has in common with others. */
export const traitsOf = (
  topic: GroupTraits['topic'],
  { source, stage, kind, reason, detail }: Pick<HubDeadLetter, 'source' | 'stage' | 'kind' | 'reason' | 'detail'>,
): GroupTraits => ({ topic, source, stage, kind, reason, shape: shapeOf(detail) });

/** Names a group: 16 hex digits. */
export const groupIdOf = ({ topic, source, stage, kind, reason, shape }: GroupTraits): string =>
  hash('sha256', [topic, source, stage, kind, reason, shape].join('\0'), 'hex').slice(0, 16);

export const groupToWire = (group: SetAsideGroup): HubSetAsideGroup => ({
  ...group,
  group: groupIdOf(group),
  days: group.days.map(({ day, waiting }) => ({ day, waiting })),
});

export const groupFromWire = ({ topic, ...group }: HubSetAsideGroup): SetAsideGroup => ({
  ...group,
  topic: topic === 'quarantine' ? 'quarantine' : 'dead-letters',
});

import { toTable } from '../ledger/table.js';

/** A group of records set aside, as ingest lists it. */
export interface GroupItem {
  readonly id: string;
  readonly source: string;
  readonly stage: string;
  readonly kind: string;
  readonly reason: string;
  readonly shape: string;
  readonly waiting: number;
  readonly decided: number;
  readonly expired: number;
  readonly first: string;
  readonly last: string;
  readonly growth: { readonly thisHour: number; readonly hourBefore: number };
  readonly sample: string;
}

/** A record set aside, as ingest lists it. */
export interface RecordItem {
  readonly id: string;
  readonly source: string;
  readonly stage: string;
  readonly kind: string;
  readonly reason: string;
  readonly expected: string;
  readonly receivedAt: string;
  readonly attempt: number;
  readonly state: string;
}

/** What would become of some records of a group. */
export interface SampleAnswer {
  /** How many would meet which fate. */
  readonly fates: Readonly<Record<string, number>>;
  readonly records: readonly {
    readonly id: string;
    readonly fate: string | null;
    readonly reason: string | null;
    readonly expected: string | null;
    /** Why the fix can't be applied to it. */
    readonly problem: string | null;
  }[];
}

/** How far a job has come that brings records back. */
export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly found: number;
  readonly accepted: number;
  readonly lost: number;
  readonly failed: number;
}

const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

/** Groups as a table, those that wait first. */
export function toGroups(groups: readonly GroupItem[]): string {
  if (groups.length === 0) return 'Nothing was set aside.';
  const rows = [...groups]
    .sort((one, other) => other.waiting - one.waiting)
    .map((group) => [
      ...[group.id, group.source, group.stage, group.kind, group.reason],
      ...[group.waiting, group.decided, group.expired, group.growth.thisHour, group.growth.hourBefore],
      ...[minuteOf(group.first), minuteOf(group.last), group.sample, group.shape],
    ]);
  const headings = ['group', 'source', 'stage', 'kind', 'reason', 'waiting', 'decided', 'expired', 'this hour'];
  return toTable([...headings, 'hour before', 'first', 'last', 'sample', 'expected'], rows);
}

/** Records as a table, newest first as they came. */
export function toRecords(records: readonly RecordItem[]): string {
  if (records.length === 0) return 'Nothing of this was set aside.';
  const rows = records.map((record) => [
    ...[record.id, record.state, record.source, record.stage, record.kind, record.reason],
    ...[record.attempt, minuteOf(record.receivedAt), record.expected],
  ]);
  return toTable(['id', 'state', 'source', 'stage', 'kind', 'reason', 'attempt', 'received', 'expected'], rows);
}

/** What was tried as a table, and how many would meet which fate. */
export function toTrials({ fates, records }: SampleAnswer): string {
  if (records.length === 0) return 'Nothing of this waits.';
  const rows = records.map(({ id, fate, reason, expected, problem }) => [
    id,
    problem ?? fate ?? 'readable',
    reason ?? '',
    expected ?? '',
  ]);
  const counts = Object.entries(fates).map(([fate, count]) => `${count} ${fate}`);
  return `${toTable(['id', 'would be', 'reason', 'expected'], rows)}\n\nOf ${records.length} that wait: ${counts.join(', ')}. Nothing was changed.`;
}

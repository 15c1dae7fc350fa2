// Records set aside come in crowds: one broken sensor, one changed format. They are counted by what they have in common,
// so that a person decides about the crowd and not about each.

/** Records that wait, of the day (UTC) on which they were set aside. */
export interface WaitingDay {
  /** Start of the day, ms since 1970. */
  readonly day: number;
  readonly waiting: number;
}

/** What the records of a group have in common. */
export interface GroupTraits {
  readonly topic: 'dead-letters' | 'quarantine';
  readonly source: string;
  readonly stage: string;
  readonly kind: string;
  readonly reason: string;
  readonly shape: string;
}

export interface SetAsideGroup extends GroupTraits {
  readonly count: number;
  readonly decided: number;
  readonly expired: number;
  /** ms since 1970, UTC. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly hour: number;
  readonly inHour: number;
  readonly inHourBefore: number;
  readonly sample: string;
  readonly sampleDetail: string;
  /** Oldest first; days on which none waits any more are left out. */
  readonly days: readonly WaitingDay[];
}

/** A record that was set aside. */
export interface Counted {
  /** '<partition>-<offset>'. */
  readonly id: string;
  readonly detail: string;
  /** When it was set aside, ms since 1970. */
  readonly at: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const startOf = (at: number, lengthMs: number): number => Math.floor(at / lengthMs) * lengthMs;

/** What was expected, without the figures of the single record. */
export const shapeOf = (detail: string): string => detail.replace(/(?<![\w-])\d+(\.\d+)?/g, '…').slice(0, 200);

/** The group with one record more. */
export function withRecord(group: SetAsideGroup | undefined, traits: GroupTraits, { id, detail, at }: Counted) {
  const hour = startOf(at, HOUR_MS);
  const last = group ?? { count: 0, decided: 0, expired: 0, firstAt: at, lastAt: at, inHour: 0, inHourBefore: 0, hour };
  const isLater = hour > last.hour;
  const inHourBefore = hour === last.hour + HOUR_MS ? last.inHour : isLater ? 0 : last.inHourBefore;
  const inHour = isLater ? 1 : last.inHour + (hour === last.hour ? 1 : 0);
  return {
    ...traits,
    count: last.count + 1,
    decided: last.decided,
    expired: last.expired,
    firstAt: Math.min(last.firstAt, at),
    lastAt: Math.max(last.lastAt, at),
    hour: Math.max(last.hour, hour),
    inHour,
    inHourBefore,
    sample: id,
    sampleDetail: detail,
    days: changed(group?.days ?? [], at, 1),
  } satisfies SetAsideGroup;
}

/** The group with one record, set aside at `at`, that waits no more; it may have been given up as expired before. */
export function withDecision(group: SetAsideGroup, at: number): SetAsideGroup {
  const days = changed(group.days, at, -1);
  const isLate = waitingIn({ days }) === waitingIn(group);
  return { ...group, decided: group.decided + 1, expired: group.expired - (isLate ? 1 : 0), days };
}

/** The group without the records that are gone by `before`: they waited on days that had ended by then. */
export function withoutExpired(group: SetAsideGroup, before: number): SetAsideGroup {
  const days = group.days.filter(({ day }) => day + DAY_MS > before);
  if (days.length === group.days.length) return group;
  const left = days.reduce((sum, { waiting }) => sum + waiting, 0);
  return { ...group, days, expired: group.expired + waitingIn(group) - left };
}

/** How many records of a group wait. */
export const waitingIn = ({ days }: Pick<SetAsideGroup, 'days'>): number =>
  days.reduce((sum, { waiting }) => sum + waiting, 0);

function changed(days: readonly WaitingDay[], at: number, by: number): readonly WaitingDay[] {
  const day = startOf(at, DAY_MS);
  const before = days.find((each) => each.day === day)?.waiting ?? 0;
  const others = days.filter((each) => each.day !== day);
  const waiting = Math.max(0, before + by);
  return [...others, ...(waiting === 0 ? [] : [{ day, waiting }])].sort((one, other) => one.day - other.day);
}

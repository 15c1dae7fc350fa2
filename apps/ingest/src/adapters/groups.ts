import type { HubSetAsideGroup } from '@naru/contracts';

/** The groups of records set aside, as they follow hub.set-aside-groups.v1: give `apply` to a View of it. */
export class Groups {
  readonly #parts = new Map<string, HubSetAsideGroup>();

  readonly apply = (key: string, part: HubSetAsideGroup | null): void => {
    if (part === null) this.#parts.delete(key);
    else this.#parts.set(key, part);
  };

  /** The groups of a topic, each the sum of what its tasks have counted. */
  of(topic: HubSetAsideGroup['topic']): readonly HubSetAsideGroup[] {
    const parts = [...this.#parts.values()].filter((part) => part.topic === topic);
    return [...Map.groupBy(parts, ({ group }) => group).values()].map((same) => same.reduce(sumOf));
  }
}

function sumOf(one: HubSetAsideGroup, other: HubSetAsideGroup): HubSetAsideGroup {
  const [early, late] = one.lastAt < other.lastAt ? [one, other] : [other, one];
  const isSameHour = early.hour === late.hour;
  const inHourBefore = isSameHour ? early.inHourBefore : early.hour === late.hour - 3_600_000 ? early.inHour : 0;
  return {
    ...late,
    count: one.count + other.count,
    decided: one.decided + other.decided,
    expired: one.expired + other.expired,
    firstAt: Math.min(one.firstAt, other.firstAt),
    inHour: late.inHour + (isSameHour ? early.inHour : 0),
    inHourBefore: late.inHourBefore + inHourBefore,
    days: [...one.days, ...other.days],
  };
}

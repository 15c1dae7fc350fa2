// A session is a stay in a bay: the first occupied record opens it, the next free one closes it. A sensor that says
// 'unknown' in between neither opens nor closes: the car doesn't leave because its sensor lost sight of it.
import { factId } from '@naru/facts';
import type { SeenState, Zones } from './observation.js';
import { haveSameZones } from './place.js';

export interface Stay {
  readonly sessionId: string;
  readonly openingRecordId: string;
  readonly startedAt: number;
  /** Null while it lasts. */
  readonly endedAt: number | null;
  readonly zones: Zones;
}

/** A stay as it was told. A later, better statement has a higher revision. */
export interface Session extends Stay {
  readonly revision: number;
  readonly cause: string | null;
  readonly withdrawn: boolean;
}

/** The stay after this observation: opened, closed, or as it was. */
export function nextStay(stay: Stay | undefined, seen: SeenState): Stay | undefined {
  const isOpen = stay?.endedAt === null;
  if (seen.state === 'occupied' && !isOpen)
    return {
      sessionId: factId('session', seen.bayId, seen.recordId),
      openingRecordId: seen.recordId,
      startedAt: seen.observedAt,
      endedAt: null,
      zones: seen.place.zones,
    };
  if (seen.state === 'free' && isOpen) return { ...stay, endedAt: seen.observedAt };
  return stay;
}

/** The stays that these observations tell of, beginning with the one that earlier observations left open. */
export function staysOf(open: Stay | undefined, observations: readonly SeenState[]): Stay[] {
  const stays: Stay[] = open === undefined ? [] : [open];
  for (const seen of observations) {
    const last = stays.at(-1);
    const next = nextStay(last, seen);
    if (next === undefined || next === last) continue;
    if (next.sessionId === last?.sessionId) stays.pop();
    stays.push(next);
  }
  return stays;
}

/** What has to be told now: sessions that are new, changed, or gone from what was told before. */
export function restate(told: readonly Session[], stays: readonly Stay[], cause: string): Session[] {
  const byId = new Map(told.map((session) => [session.sessionId, session]));
  const current = new Set(stays.map(({ sessionId }) => sessionId));
  const gone = told.filter(({ sessionId, withdrawn }) => !withdrawn && !current.has(sessionId));
  return [
    ...gone.map((session) => ({ ...session, revision: session.revision + 1, cause, withdrawn: true })),
    ...stays.flatMap((stay) => {
      const before = byId.get(stay.sessionId);
      if (before === undefined) return [firstStatement(stay)];
      if (!before.withdrawn && isSameStay(before, stay)) return [];
      const closes = !before.withdrawn && before.endedAt === null && before.revision === 0;
      return [{ ...stay, revision: before.revision + 1, cause: closes ? null : cause, withdrawn: false }];
    }),
  ];
}

const isSameStay = (a: Stay, b: Stay): boolean =>
  a.startedAt === b.startedAt && a.endedAt === b.endedAt && haveSameZones(a.zones, b.zones);

const firstStatement = (stay: Stay): Session => ({
  ...stay,
  revision: stay.endedAt === null ? 0 : 1,
  cause: null,
  withdrawn: false,
});

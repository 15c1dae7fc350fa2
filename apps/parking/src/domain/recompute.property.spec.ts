import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { observation } from '../../test/observation.js';
import { type Bay, type BayHistory, type ParkingPolicy, nextBayState, recompute, sinceOf } from './bay.js';
import type { BayObservation, Occupation, SeenState } from './observation.js';
import { type Session, type Stay, staysOf } from './session.js';

const minuteMs = 60_000;
const policy: ParkingPolicy = { keepSeconds: 600, keepAtLeast: 2, keepAtMost: 8 };
const keepsAll: ParkingPolicy = { ...policy, keepAtLeast: 1_000, keepAtMost: 1_000 };

/** The records of one bay: each with its last revision, which may say something else than the first, and later. */
const records = fc
  .array(
    fc.record({
      observedAt: fc.integer({ min: 0, max: 300 }).map((minute) => minute * minuteMs),
      state: fc.constantFrom<Occupation>('free', 'occupied', 'occupied', 'unknown', 'free'),
      zones: fc.constantFrom({ district: 'north' }, { district: 'south' }),
      correctedBy: fc.option(fc.integer({ min: -20, max: 20 }), { freq: 5, nil: undefined }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    all.flatMap(({ correctedBy, zones, ...seen }, i) => {
      const first = observation({ ...seen, recordId: `r${i}`, place: { known: true, point: null, zones } });
      if (correctedBy === undefined) return [first];
      const observedAt = Math.max(0, seen.observedAt + correctedBy * minuteMs);
      return [first, { ...first, revision: 1, observedAt, state: 'free' as const }];
    }),
  );
const inAnyOrder = records.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

interface City {
  readonly bay: Bay;
  readonly told: readonly Session[];
}

function seenBy(all: readonly BayObservation[], keep = policy, before?: City): City {
  let bay = before?.bay;
  const told = [...(before?.told ?? [])];
  for (const seen of all) {
    const next = nextBayState(bay, seen, keep);
    bay = next.bay;
    told.push(...next.sessions);
  }
  if (bay === undefined) throw new Error('Nothing was seen');
  return { bay, told };
}

/** As the warehouse has them: the highest revision of each. */
const placed = (all: readonly BayObservation[]): BayObservation[] =>
  all
    .filter((seen) => !all.some((other) => other.recordId === seen.recordId && other.revision > seen.revision))
    .sort(compareRecords);

const lastTold = (told: readonly Session[]): Session[] => {
  const byId = new Map<string, Session>();
  for (const session of told) {
    expect(session.revision).toBeGreaterThan(byId.get(session.sessionId)?.revision ?? -1);
    byId.set(session.sessionId, session);
  }
  return [...byId.values()];
};

const current = (told: readonly Session[]): Stay[] => asStays(lastTold(told).filter(({ withdrawn }) => !withdrawn));

const asStays = (stays: readonly Stay[]): Stay[] =>
  stays
    .map(({ sessionId, openingRecordId, startedAt, endedAt, zones }) => ({
      ...{ sessionId, openingRecordId, startedAt, endedAt, zones },
    }))
    .sort((a, b) => a.startedAt - b.startedAt || (a.sessionId < b.sessionId ? -1 : 1));

const historyOf = (all: readonly BayObservation[], told: readonly Session[]): BayHistory => ({
  from: 0,
  until: null,
  observations: placed(all),
  sessions: lastTold(told),
});

function recomputed(city: City, all: readonly BayObservation[]): City & { readonly published: readonly Session[] } {
  const next = recompute(city.bay, historyOf(all, city.told));
  if (next === undefined) throw new Error('Nothing was told since');
  return { bay: next.bay, told: [...city.told, ...next.sessions], published: next.sessions };
}

/** A bay keeps one observation at least, even where a revision moved it behind the horizon: the latest must come from somewhere. */
const keepsOneThatStands = ({ bay }: City, all: readonly BayObservation[]): boolean =>
  placed(all).some((seen) =>
    bay.recent.some(({ recordId, revision }) => seen.recordId === recordId && seen.revision === revision),
  );

describe('recompute', () => {
  it('ends with the sessions of a replay from the beginning, whatever way the records came; again, it publishes nothing', () => {
    fc.assert(
      fc.property(inAnyOrder, (all) => {
        const city = seenBy(all);
        fc.pre(keepsOneThatStands(city, all));
        const once = recomputed(city, all);
        expect(current(once.told)).toEqual(asStays(staysOf(undefined, placed(all))));
        expect(recomputed(once, all).published).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves a bay behind that goes on as if it had seen everything in order', () => {
    fc.assert(
      fc.property(inAnyOrder, records, (all, later) => {
        const after = later.map((seen) => ({
          ...seen,
          recordId: `${seen.recordId}b`,
          observedAt: seen.observedAt + 400 * minuteMs,
        }));
        const city = seenBy(all);
        fc.pre(keepsOneThatStands(city, all));
        const once = recomputed(city, all);
        const inOrder = placed(after);
        const goneOn = seenBy(inOrder, policy, once);
        expect(current(goneOn.told)).toEqual(asStays(staysOf(undefined, [...placed(all), ...inOrder])));
        expect(sinceOf(goneOn.bay)).toBe(sinceOf(seenBy([...placed(all), ...inOrder], keepsAll).bay));
      }),
      { numRuns: 300 },
    );
  });

  it('publishes nothing where nothing came late', () => {
    fc.assert(
      fc.property(records, (all) => {
        expect(recomputed(seenBy(placed(all)), all).published).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same in pieces, cut where nobody stood, and from whatever such moment it begins', () => {
    fc.assert(
      fc.property(inAnyOrder, fc.nat(), (all, seed) => {
        const city = seenBy(all);
        fc.pre(keepsOneThatStands(city, all));
        const whole = recomputed(city, all);
        const { observations, sessions } = historyOf(all, city.told);
        const cuts = emptyMoments(observations, sessions);
        const cut = cuts[seed % Math.max(1, cuts.length)];
        if (cut === undefined) return;
        const piece = (from: number, until: number | null): BayHistory => ({
          ...{ from, until },
          observations: observations.filter(
            ({ observedAt }, i) =>
              (observations[i + 1]?.observedAt ?? observedAt) >= from && (until === null || observedAt < until),
          ),
          sessions: sessions.filter(({ startedAt }) => startedAt >= from && (until === null || startedAt < until)),
        });
        const first = recompute(city.bay, piece(0, cut));
        const second = first && recompute(first.bay, piece(cut, null));
        const published = [...(first?.sessions ?? []), ...(second?.sessions ?? [])];
        const byId = (a: Session, b: Session) => (a.sessionId < b.sessionId ? -1 : 1);
        expect(published.sort(byId)).toEqual([...whole.published].sort(byId));
      }),
      { numRuns: 500 },
    );
  });
});

/** Moments just after a free record that no session, as it was told, stands across. */
function emptyMoments(observations: readonly SeenState[], sessions: readonly Session[]): number[] {
  const openings = new Map(observations.map(({ recordId, observedAt }) => [recordId, observedAt]));
  const isAcross = ({ startedAt, endedAt, withdrawn, openingRecordId }: Session, moment: number): boolean => {
    const opened = openings.get(openingRecordId) ?? startedAt;
    const ended = withdrawn ? startedAt : (endedAt ?? Infinity);
    return Math.min(startedAt, opened) < moment && Math.max(ended, opened) >= moment;
  };
  return observations.flatMap(({ state, observedAt }, i) => {
    const moment = observedAt + 1;
    const isLastOfIt = (observations[i + 1]?.observedAt ?? Infinity) >= moment;
    return state === 'free' && isLastOfIt && !sessions.some((session) => isAcross(session, moment)) ? [moment] : [];
  });
}

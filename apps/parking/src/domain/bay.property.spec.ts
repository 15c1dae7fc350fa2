import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { type Bay, type ParkingPolicy, latestOf, nextBayState, sinceOf } from './bay.js';
import type { BayObservation, Occupation } from './observation.js';
import { observation } from '../../test/observation.js';
import { type Session, staysOf } from './session.js';

const minuteMs = 60_000;
const policy: ParkingPolicy = { keepSeconds: 600, keepAtLeast: 2, keepAtMost: 1_000 };

const observations = (latestMinute: number) =>
  fc
    .array(
      fc.record({
        observedAt: fc.integer({ min: 0, max: latestMinute }).map((minute) => minute * minuteMs),
        state: fc.constantFrom<Occupation>('free', 'occupied', 'unknown'),
        source: fc.constantFrom('s1', 's2'),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((all) => all.map((seen, i) => observation({ ...seen, recordId: `r${i}` })));

function replay(all: readonly BayObservation[], keep = policy): { bay: Bay; sessions: readonly Session[] } {
  let bay: Bay | undefined;
  const sessions: Session[] = [];
  for (const seen of all) {
    const next = nextBayState(bay, seen, keep);
    bay = next.bay;
    sessions.push(...next.sessions);
  }
  if (bay === undefined) throw new Error('Nothing to replay');
  return { bay, sessions };
}

/** What is current after all that was told, as a reader of the topic would have it. */
function currentOf(sessions: readonly Session[]): Omit<Session, 'revision' | 'cause' | 'withdrawn'>[] {
  const byId = new Map<string, Session>();
  for (const session of sessions) {
    expect(session.revision).toBeGreaterThan(byId.get(session.sessionId)?.revision ?? -1);
    byId.set(session.sessionId, session);
  }
  return [...byId.values()]
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ sessionId, openingRecordId, startedAt, endedAt, zones }) => ({
      sessionId,
      openingRecordId,
      startedAt,
      endedAt,
      zones,
    }))
    .sort((a, b) => a.startedAt - b.startedAt || (a.sessionId < b.sessionId ? -1 : 1));
}

const arriving = (all: readonly BayObservation[], delays: readonly number[]): BayObservation[] =>
  all
    .map((seen, i) => ({ seen, arrivesAt: seen.observedAt + (delays[i] ?? 0) }))
    .sort((a, b) => a.arrivesAt - b.arrivesAt)
    .map(({ seen }) => seen);

describe('any arrival order', () => {
  it('ends with the same latest observation, however late they come', () => {
    fc.assert(
      fc.property(
        observations(10_000).chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const latest = [...all].sort(compareRecords).at(-1);
          expect(latestOf(replay(shuffled).bay)).toEqual(latest);
        },
      ),
    );
  });

  it('ends with the same sessions and the same since, as long as nothing comes from behind the horizon', () => {
    const delayMs = fc.integer({ min: 0, max: policy.keepSeconds * 1_000 - 1 });
    fc.assert(
      fc.property(observations(120), fc.array(delayMs, { minLength: 40, maxLength: 40 }), (all, delays) => {
        const inOrder = [...all].sort(compareRecords);
        const { bay, sessions } = replay(arriving(all, delays));
        expect(currentOf(sessions)).toEqual(
          staysOf(undefined, inOrder).sort((a, b) => a.startedAt - b.startedAt || (a.sessionId < b.sessionId ? -1 : 1)),
        );
        expect(sinceOf(bay)).toBe(sinceOf(replay(inOrder, { ...policy, keepAtLeast: 1_000 }).bay));
      }),
      { numRuns: 500 },
    );
  });
});

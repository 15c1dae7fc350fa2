import { describe, expect, it } from '@jest/globals';
import { type Bay, type ParkingPolicy, latestOf, nextBayState, sinceOf } from './bay.js';
import type { BayObservation } from './observation.js';
import { observation } from '../../test/observation.js';

const policy: ParkingPolicy = { keepSeconds: 900, keepAtLeast: 2, keepAtMost: 4 };
const minutes = (n: number): number => n * 60_000;

function replay(all: readonly BayObservation[]): Bay {
  let bay: Bay | undefined;
  for (const seen of all) ({ bay } = nextBayState(bay, seen, policy));
  if (bay === undefined) throw new Error('Nothing to replay');
  return bay;
}

describe('a bay', () => {
  const free = observation({ recordId: 'r1', observedAt: minutes(1), state: 'free' });
  const occupied = observation({ recordId: 'r2', observedAt: minutes(2), state: 'occupied' });
  const still = observation({ recordId: 'r3', observedAt: minutes(3), state: 'occupied' });

  it('is what the latest observation says, whenever it arrives', () => {
    expect(latestOf(replay([occupied, free]))).toEqual(occupied);
  });

  it('has its state since the first observation of the run, also where that comes last', () => {
    expect(sinceOf(replay([free, occupied, still]))).toBe(minutes(2));
    expect(sinceOf(replay([free, still, occupied]))).toBe(minutes(2));
  });

  it('takes a higher revision of a record for the record', () => {
    const corrected = { ...occupied, revision: 1, state: 'free' as const };
    expect(latestOf(replay([free, occupied, corrected])).state).toBe('free');
    expect(latestOf(replay([free, corrected, occupied])).state).toBe('free');
  });

  it('answers the same bay for a record that it has', () => {
    const bay = replay([free, occupied]);
    expect(nextBayState(bay, occupied, policy)).toEqual({ bay, sessions: [] });
    expect(nextBayState(bay, occupied, policy).bay).toBe(bay);
  });

  it('keeps few observations, and remembers since when across those it forgot', () => {
    const bay = replay(
      Array.from({ length: 30 }, (_, i) =>
        observation({ recordId: `r${i}`, observedAt: minutes(i), state: i < 3 ? 'free' : 'occupied' }),
      ),
    );
    expect(bay.recent).toHaveLength(4);
    expect(sinceOf(bay)).toBe(minutes(3));
  });

  it('keeps the last observations of a sensor that seldom speaks', () => {
    const bay = replay([free, { ...occupied, observedAt: minutes(600) }]);
    expect(bay.recent).toHaveLength(2);
    expect(
      sinceOf(
        replay([
          { ...occupied, observedAt: minutes(600) },
          { ...free, state: 'occupied' },
        ]),
      ),
    ).toBe(minutes(1));
  });

  it('lets an observation from behind the horizon change nothing', () => {
    const bay = replay([0, 10, 20, 30, 40].map((at) => observation({ recordId: `r${at}`, observedAt: minutes(at) })));
    expect(nextBayState(bay, observation({ recordId: 'late', observedAt: minutes(1) }), policy).bay).toBe(bay);
  });

  it('shares one place among observations that were made in the same', () => {
    const bay = replay([free, { ...occupied, place: structuredClone(occupied.place) }]);
    expect(bay.recent[1]?.place).toBe(bay.recent[0]?.place);
  });
});

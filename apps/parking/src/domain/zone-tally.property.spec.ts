import { describe, expect, it } from '@jest/globals';
import { compareRecords } from '@naru/facts';
import fc from 'fast-check';
import { type Bay, type ParkingPolicy, nextBayState } from './bay.js';
import type { BayObservation, Occupation } from './observation.js';
import { observation, place } from '../../test/observation.js';
import { zoneChangesOf } from './zone-change.js';
import { type ZoneTally, baysOf, nextZoneTally } from './zone-tally.js';

const policy: ParkingPolicy = { keepSeconds: 600, keepAtLeast: 2, keepAtMost: 50 };

/** Bays and zones after these observations, as the two steps of the service make them. */
function replay(all: readonly BayObservation[]): { bays: Map<string, Bay>; zones: Map<string, ZoneTally> } {
  const bays = new Map<string, Bay>();
  const zones = new Map<string, ZoneTally>();
  for (const seen of all) {
    const before = bays.get(seen.bayId);
    const { bay } = nextBayState(before, seen, policy);
    bays.set(seen.bayId, bay);
    for (const change of zoneChangesOf(before, bay, seen)) {
      const key = `${change.zoneKind}/${change.zoneId}`;
      zones.set(key, nextZoneTally(zones.get(key), change));
    }
  }
  return { bays, zones };
}

const observations = (zone: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.record({
        bayId: fc.constantFrom('b1', 'b2', 'b3', 'stranger'),
        observedAt: fc.integer({ min: 0, max: 3_600_000 }),
        state: fc.constantFrom<Occupation>('free', 'occupied', 'unknown'),
        district: zone,
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((all) =>
      all.map(({ district, ...seen }, i) =>
        observation({
          ...seen,
          recordId: `r${i}`,
          place: place({ district, city: 'seoul' }, seen.bayId !== 'stranger'),
        }),
      ),
    );

const latestByBay = (all: readonly BayObservation[]): BayObservation[] => {
  const latest = new Map<string, BayObservation>();
  for (const seen of [...all].sort(compareRecords)) latest.set(seen.bayId, seen);
  return [...latest.values()];
};

describe('the occupancy of zones', () => {
  it('equals a plain count over the latest observations, with strange bays told apart', () => {
    fc.assert(
      fc.property(observations(fc.constantFrom('north', 'south')), (all) => {
        const { zones } = replay(all);
        for (const tally of zones.values()) {
          const here = latestByBay(all).filter(({ place }) => place.zones[tally.zoneKind] === tally.zoneId);
          const listed = here.filter(({ place }) => place.known);
          const count = (state: Occupation) => listed.filter((seen) => seen.state === state).length;
          expect(tally).toMatchObject({
            free: count('free'),
            occupied: count('occupied'),
            unknown: count('unknown'),
            unlisted: here.length - listed.length,
          });
          expect(baysOf(tally)).toBe(listed.length);
        }
      }),
    );
  });

  it('ends the same whatever way the observations came', () => {
    fc.assert(
      fc.property(
        observations(fc.constant('north')).chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          const inOrder = ({ zones }: ReturnType<typeof replay>) => [...zones].sort(([a], [b]) => (a < b ? -1 : 1));
          expect(inOrder(replay(other))).toEqual(inOrder(replay(one)));
        },
      ),
    );
  });
});

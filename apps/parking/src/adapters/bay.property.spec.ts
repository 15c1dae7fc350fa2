import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { observation, place } from '../../test/observation.js';
import { type Bay, nextBayState } from '../domain/bay.js';
import type { Occupation } from '../domain/observation.js';
import { bayFromWire } from './bay.from-wire.js';
import { bayToWire } from './bay.to-wire.js';

const recordId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));

describe('a bay in its changelog', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            recordId,
            observedAt: fc.integer({ min: 0, max: 3_600_000 }),
            state: fc.constantFrom<Occupation>('free', 'occupied', 'unknown'),
            place: fc.constantFrom(place({ district: 'north' }), place({}, false)),
          }),
          { minLength: 1, maxLength: 20 },
        ),
        (all) => {
          const bay = all.reduce<Bay | undefined>(
            (before, seen) =>
              nextBayState(before, observation(seen), { keepSeconds: 900, keepAtLeast: 2, keepAtMost: 10 }).bay,
            undefined,
          );
          expect(bay && bayFromWire(bayToWire(bay))).toEqual(bay);
        },
      ),
    );
  });
});

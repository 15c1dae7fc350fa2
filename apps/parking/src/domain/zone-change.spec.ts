import { describe, expect, it } from '@jest/globals';
import { type Bay, nextBayState } from './bay.js';
import { observation, place } from '../../test/observation.js';
import { zoneChangesOf } from './zone-change.js';

const policy = { keepSeconds: 900, keepAtLeast: 2, keepAtMost: 10 };
const after = (before: Bay | undefined, seen: Parameters<typeof observation>[0]): Bay =>
  nextBayState(before, observation(seen), policy).bay;
/** What the zones hear of an observation. */
function heard(before: Bay | undefined, seen: Parameters<typeof observation>[0]) {
  return zoneChangesOf(before, after(before, seen), observation(seen));
}

describe('zoneChangesOf', () => {
  const north = place({ district: 'north' });
  const before = after(undefined, { recordId: 'r1', observedAt: 60_000, state: 'free', place: north });

  it('tells a new bay to each of its zones', () => {
    expect(heard(undefined, { recordId: 'r1', observedAt: 60_000, state: 'free', place: north })).toEqual([
      { zoneKind: 'district', zoneId: 'north', bayId: 'bay-1', before: null, after: 'free', observedAt: 60_000 },
    ]);
  });

  it('says nothing of the same state in the same minute, and once a minute that it was seen', () => {
    const again = heard(before, { recordId: 'r2', observedAt: 119_999, state: 'free', place: north });
    expect(again).toEqual([]);
    const later = heard(before, { recordId: 'r2', observedAt: 120_000, state: 'free', place: north });
    expect(later).toMatchObject([{ before: 'free', after: 'free', observedAt: 120_000 }]);
  });

  it('moves a bay from one zone to another', () => {
    const moved = heard(before, {
      recordId: 'r2',
      observedAt: 61_000,
      state: 'occupied',
      place: place({ district: 'south' }),
    });
    expect(moved).toMatchObject([
      { zoneId: 'north', before: 'free', after: null },
      { zoneId: 'south', before: null, after: 'occupied' },
    ]);
  });

  it('tells a zone that a bay was seen there before it moved, although that record comes late', () => {
    const late = {
      recordId: 'r0',
      observedAt: 30_000,
      state: 'occupied',
      place: place({ district: 'south' }),
    } as const;
    expect(heard(before, late)).toMatchObject([{ zoneId: 'south', before: null, after: null, observedAt: 0 }]);
  });

  it('counts a bay apart that the master data does not know', () => {
    const strange = heard(undefined, { place: place({ district: 'north' }, false) });
    expect(strange).toMatchObject([{ after: 'unlisted' }]);
  });
});

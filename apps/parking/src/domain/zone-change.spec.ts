import { describe, expect, it } from '@jest/globals';
import { type Bay, nextBayState } from './bay.js';
import { observation, place } from '../../test/observation.js';
import { zoneChangesOf } from './zone-change.js';

const policy = { keepSeconds: 900, keepAtLeast: 2, keepAtMost: 10 };
const after = (before: Bay | undefined, seen: Parameters<typeof observation>[0]): Bay =>
  nextBayState(before, observation(seen), policy).bay;

describe('zoneChangesOf', () => {
  const north = place({ district: 'north' });
  const before = after(undefined, { recordId: 'r1', observedAt: 60_000, state: 'free', place: north });

  it('tells a new bay to each of its zones', () => {
    expect(zoneChangesOf(undefined, before)).toEqual([
      { zoneKind: 'district', zoneId: 'north', bayId: 'bay-1', before: null, after: 'free', observedAt: 60_000 },
    ]);
  });

  it('says nothing of the same state in the same minute, and once a minute that it was seen', () => {
    const again = after(before, { recordId: 'r2', observedAt: 119_999, state: 'free', place: north });
    expect(zoneChangesOf(before, again)).toEqual([]);
    const later = after(before, { recordId: 'r2', observedAt: 120_000, state: 'free', place: north });
    expect(zoneChangesOf(before, later)).toMatchObject([{ before: 'free', after: 'free', observedAt: 120_000 }]);
  });

  it('moves a bay from one zone to another', () => {
    const moved = after(before, {
      recordId: 'r2',
      observedAt: 61_000,
      state: 'occupied',
      place: place({ district: 'south' }),
    });
    expect(zoneChangesOf(before, moved)).toMatchObject([
      { zoneId: 'north', before: 'free', after: null },
      { zoneId: 'south', before: null, after: 'occupied' },
    ]);
  });

  it('counts a bay apart that the master data does not know', () => {
    const strange = after(undefined, { place: place({ district: 'north' }, false) });
    expect(zoneChangesOf(undefined, strange)).toMatchObject([{ after: 'unlisted' }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ParkingBayState } from '@naru/contracts';
import { Bays, isInBounds } from './bays.js';
import { bayQuery } from './query.js';

const bay = (assetId: string, longitude: number | null, more: Partial<ParkingBayState> = {}): ParkingBayState => ({
  assetId,
  state: 'free',
  observedAt: 0,
  since: 0,
  receivedAt: 0,
  source: 'bays',
  device: assetId,
  recordId: Buffer.alloc(16),
  revision: 0,
  quality: 'good',
  known: true,
  point: longitude === null ? null : { longitude, latitude: 0 },
  zones: {},
  ...more,
});

function following(...all: readonly ParkingBayState[]): Bays {
  const bays = new Bays();
  for (const each of all) bays.apply(each.assetId, each);
  return bays;
}

/** Ids that a query finds, page by page. */
function found(bays: Bays, query: Readonly<Record<string, string>>): string[] {
  const ids: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { items, next } = bays.find(bayQuery.parse({ ...query, ...(cursor === '' ? {} : { cursor }) }));
    ids.push(...items.map(({ bay: { assetId } }) => assetId));
    cursor = next ?? undefined;
  }
  return ids;
}

describe('bays', () => {
  it('are listed by id, also those without a point', () => {
    expect(found(following(bay('c', 1), bay('a', null), bay('b', 2)), { limit: '2' })).toEqual(['a', 'b', 'c']);
  });

  it('are found nearest first, equally near ones by id, each once over all pages', () => {
    const bays = following(bay('far', 3), bay('b', 1), bay('a', 1), bay('near', 0.5), bay('nowhere', null));
    for (const limit of ['1', '2', '3', '10'])
      expect(found(bays, { near: '0,0', limit })).toEqual(['near', 'a', 'b', 'far']);
    expect(found(bays, { near: '0,0', radius: '50000' })).toEqual([]);
  });

  it('are found where they are now, after they moved or went', () => {
    const bays = following(bay('a', 1), bay('b', 2));
    expect(found(bays, { near: '0,0' })).toEqual(['a', 'b']);
    bays.apply('a', bay('a', 3));
    expect(found(bays, { near: '0,0' })).toEqual(['b', 'a']);
    bays.apply('b', null);
    expect(found(bays, { near: '0,0' })).toEqual(['a']);
    expect(found(bays, {})).toEqual(['a']);
  });

  it('outside of all zones of a kind are counted, those that nobody knows apart', () => {
    const bays = following(
      bay('a', 1, { zones: { district: 'north' } }),
      bay('b', 1, { state: 'occupied' }),
      bay('c', 1, { known: false }),
    );
    expect(bays.countOutside('district')).toEqual({ bays: 1, free: 0, occupied: 1, unknown: 0, unlisted: 1 });
  });
});

describe('isInBounds', () => {
  it('knows boxes over the date line, and bays without a point', () => {
    const overTheLine = { west: 170, south: -10, east: -170, north: 10 };
    expect([175, -175, 0].map((longitude) => isInBounds(bay('a', longitude), overTheLine))).toEqual([
      true,
      true,
      false,
    ]);
    expect(isInBounds(bay('a', null), overTheLine)).toBe(false);
    expect(isInBounds(bay('a', null), undefined)).toBe(true);
  });
});

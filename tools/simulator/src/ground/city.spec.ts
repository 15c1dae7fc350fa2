import { describe, expect, it } from '@jest/globals';
import { howMany } from './assets.js';
import { buildCity } from './city.js';
import { ringHolds } from './zones.js';

describe('buildCity', () => {
  const city = buildCity(7);

  it('has the zones and assets that a demonstration needs', () => {
    expect(new Set(city.zones.map((zone) => zone.kind))).toEqual(
      new Set(['district', 'neighbourhood', 'parking-zone']),
    );
    expect(city.zones.length).toBeGreaterThanOrEqual(25);
    for (const [kind, count] of Object.entries(howMany))
      expect(city.assets.filter((asset) => asset.kind === kind)).toHaveLength(count);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(buildCity(7).assets).toEqual(city.assets);
    expect(buildCity(8).assets).not.toEqual(city.assets);
  });

  it('lays each bay into exactly one zone of each kind', () => {
    for (const bay of city.ofKind('bay')) {
      const kinds = city.zones.filter((zone) => ringHolds(zone.ring, bay.point)).map((zone) => zone.kind);
      expect(kinds.length).toBeLessThanOrEqual(3);
      expect(new Set(kinds).size).toBe(kinds.length);
    }
  });

  it('closes every ring and shares borders exactly', () => {
    for (const zone of city.zones) expect(zone.ring[0]).toEqual(zone.ring.at(-1));
    const district = city.zones.find((zone) => zone.zoneId === 'D1');
    const neighbour = city.zones.find((zone) => zone.zoneId === 'D2');
    const shared = district?.ring.filter((a) => neighbour?.ring.some((b) => a[0] === b[0] && a[1] === b[1]));
    expect(shared?.length).toBe(21);
  });
});

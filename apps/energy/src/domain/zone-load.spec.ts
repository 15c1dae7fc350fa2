import { describe, expect, it } from '@jest/globals';
import type { ToldEnergy } from './quarter.js';
import { loadOf, zoneLoadsOf } from './zone-load.js';

const told = (energyKwh: number, more: Partial<ToldEnergy> = {}): ToldEnergy => ({
  energyKwh,
  seconds: 900,
  readings: 2,
  quality: 'good',
  source: 'meters',
  zones: { district: 'north' },
  revision: 0,
  withdrawn: false,
  ...more,
});
const quarter = { meterId: 'm1', startedAt: 0 };

describe('the load of a meter', () => {
  it('is its import register, else its power', () => {
    expect(loadOf(told(1), told(5))?.milliwattHours).toBe(1_000_000);
    expect(loadOf(told(0, { withdrawn: true }), told(5))?.milliwattHours).toBe(5_000_000);
    expect(loadOf(undefined, undefined)).toBeUndefined();
  });

  it('moves from zone to zone with its meter', () => {
    const before = { milliwattHours: 7, zones: { district: 'north', city: 'seoul' } };
    const after = { milliwattHours: 9, zones: { district: 'south', city: 'seoul' } };
    expect(zoneLoadsOf(quarter, before, after)).toEqual([
      { ...quarter, zoneKind: 'district', zoneId: 'north', addedMilliwattHours: -7, addedMeters: -1 },
      { ...quarter, zoneKind: 'district', zoneId: 'south', addedMilliwattHours: 9, addedMeters: 1 },
      { ...quarter, zoneKind: 'city', zoneId: 'seoul', addedMilliwattHours: 2, addedMeters: 0 },
    ]);
  });

  it('says nothing where nothing changed', () => {
    const load = { milliwattHours: 7, zones: { district: 'north' } };
    expect(zoneLoadsOf(quarter, load, load)).toEqual([]);
  });
});

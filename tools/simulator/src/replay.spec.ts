import { describe, expect, it } from '@jest/globals';
import { buildCity } from './ground/city.js';
import type { JournalEntry } from './journal.js';
import { replay } from './replay.js';

const city = buildCity(1);
const bay = city.ofKind('bay')[0];
const meter = city.ofKind('meter')[0];
const noon = Date.UTC(2026, 10, 22, 12);
const minute = 60_000;

const entry = (more: Partial<JournalEntry>): JournalEntry => ({
  source: 'bays',
  device: bay?.device ?? '',
  observedAt: noon,
  fault: null,
  state: null,
  registerKwh: null,
  sha256: '',
  fate: 'delivered',
  reason: null,
  recordId: 'a',
  answeredAt: 0,
  attempts: 1,
  ...more,
});
const zone = city.zonesOf(bay?.assetId ?? '')[0] ?? '';

describe('replay', () => {
  it('takes the latest in event time, whatever came last', () => {
    const { occupancy } = replay(
      city,
      [
        entry({ recordId: 'b', observedAt: noon + minute, state: 'occupied' }),
        entry({ recordId: 'a', observedAt: noon, state: 'free' }),
      ],
      noon + 2 * minute,
    );
    expect(occupancy.get(zone)).toEqual({ bays: 1, occupied: 1 });
  });

  it('leaves out what was not delivered, and lets a correction replace its record', () => {
    const { occupancy } = replay(
      city,
      [
        entry({ recordId: 'a', state: 'free' }),
        entry({ recordId: 'a', state: 'occupied', fault: 'corrected' }),
        entry({ recordId: 'c', observedAt: noon + minute, state: 'free', fate: 'quarantined' }),
      ],
      noon + 2 * minute,
    );
    expect(occupancy.get(zone)).toEqual({ bays: 1, occupied: 1 });
  });

  it('splits occupied time and energy at whole hours', () => {
    const { zoneHours } = replay(
      city,
      [
        entry({ recordId: 'a', observedAt: noon - 30 * minute, state: 'occupied' }),
        entry({ recordId: 'b', observedAt: noon + 15 * minute, state: 'free' }),
        entry({
          recordId: 'm1',
          source: 'meters',
          device: meter?.device ?? '',
          observedAt: noon - 30 * minute,
          registerKwh: 10,
        }),
        entry({
          recordId: 'm2',
          source: 'meters',
          device: meter?.device ?? '',
          observedAt: noon + 30 * minute,
          registerKwh: 12,
        }),
      ],
      noon + 60 * minute,
    );
    expect(zoneHours.get(`${zone} ${noon - 60 * minute}`)?.occupiedBayHours).toBeCloseTo(0.5);
    expect(zoneHours.get(`${zone} ${noon}`)?.occupiedBayHours).toBeCloseTo(0.25);
    const home = city.zonesOf(meter?.assetId ?? '')[0] ?? '';
    expect(zoneHours.get(`${home} ${noon}`)?.energyKwh).toBeCloseTo(1);
  });
});

import { createHash } from 'node:crypto';
import type { EnergyInterval, ParkingSession } from '@naru/contracts';

const id = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);
const started = Date.parse('2026-11-22T12:00:00+09:00');

/** Session `n`, of one of eight bays; every fourth is long. */
export const session = (n: number, more: Partial<ParkingSession> = {}): ParkingSession => ({
  sessionId: id(`session ${n}`),
  assetId: `bay-${n % 8}`,
  startedAt: started + n,
  endedAt: started + n + (n % 4 === 0 ? 3 : 1) * 3_600_000,
  openingRecordId: id(`record ${n}`),
  revision: 0,
  cause: null,
  zones: { district: 'D1' },
  withdrawn: false,
  ...more,
});

/** Interval `n`, of one of eight meters: 1 kWh. */
export const interval = (n: number): EnergyInterval => ({
  intervalId: id(`interval ${n}`),
  assetId: `meter-${n % 8}`,
  source: 'meters',
  property: 'active-energy-import',
  startedAt: started + n * 900_000,
  seconds: 900,
  energyKwh: 1,
  meanPowerKw: 4,
  readings: 3,
  revision: 0,
  cause: null,
  zones: { district: 'D1' },
  quality: 'good',
  withdrawn: false,
});

import { createHash } from 'node:crypto';
import type {
  EnergyInterval,
  EnergyReading,
  MobilityEvent,
  ParkingObservation,
  ParkingRawCount,
  ParkingRawObservation,
  ParkingSession,
  SecurityDetection,
  SecurityEvent,
} from '@naru/contracts';

export const noon = Date.parse('2026-11-22T12:00:00+09:00');
export const minute = 60_000;

const id = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);

const front = (name: string, device: string, observedAt: number) => ({
  recordId: id(name),
  contentHash: id(`content of ${name}`),
  source: 'bays',
  receivedAt: observedAt + 40,
  observedAt,
  device,
  point: null,
  quality: 'good',
  lane: 'live' as const,
});

const place = (assetId: string | null, zone: string) => ({
  revision: 0,
  cause: null,
  assetId,
  placeReason: assetId === null ? 'unknown-asset' : null,
  placePoint: { longitude: 126.98, latitude: 37.57 },
  zones: { district: zone },
  h3: null,
  building: null,
  storey: null,
  masterDataAt: null,
});

export const rawObservation = (
  name: string,
  device: string,
  observedAt = noon,
  quality = 'good',
): ParkingRawObservation => ({ ...front(name, device, observedAt), state: 'occupied', quality });

export const rawCount = (name: string, occupied: number): ParkingRawCount => ({
  ...front(name, 'G-1', noon),
  occupied,
  capacity: 1_000,
});

export const observation = (
  name: string,
  assetId: string | null,
  observedAt: number,
  more: Partial<ParkingObservation> = {},
): ParkingObservation => ({
  ...front(name, assetId ?? 'S-unknown', observedAt),
  state: 'occupied',
  ...place(assetId, 'D1'),
  ...more,
});

export const accident = (name: string, observedAt: number, zone = 'D1'): MobilityEvent => ({
  ...front(name, name, observedAt),
  eventType: 'accident',
  severity: 'minor',
  casualties: 0,
  vehicles: 2,
  description: '',
  attributes: {},
  ...place(null, zone),
});

export const session = (
  opening: string,
  assetId: string,
  startedAt: number,
  more: Partial<ParkingSession> = {},
): ParkingSession => ({
  sessionId: id(`session of ${opening}`),
  assetId,
  startedAt,
  endedAt: null,
  openingRecordId: id(opening),
  revision: 0,
  cause: null,
  zones: { district: 'D1' },
  withdrawn: false,
  ...more,
});

export const reading = (name: string, assetId: string, observedAt: number, property: string): EnergyReading => ({
  ...front(name, assetId, observedAt),
  property,
  value: 1,
  unit: 'kWh',
  ...place(assetId, 'D1'),
});

export const securityEvent = (name: string, assetId: string, observedAt: number): SecurityEvent => ({
  ...front(name, assetId, observedAt),
  classUid: 3002,
  activity: 'logon-failed',
  severity: 'medium',
  actor: null,
  message: '',
  attributes: {},
  ...place(assetId, 'D1'),
});

export const interval = (
  name: string,
  assetId: string,
  startedAt: number,
  more: Partial<EnergyInterval> = {},
): EnergyInterval => ({
  intervalId: id(name),
  assetId,
  source: 'meters',
  property: 'active-energy-import',
  startedAt,
  seconds: 900,
  energyKwh: 1,
  meanPowerKw: 4,
  readings: 3,
  revision: 0,
  cause: null,
  zones: { district: 'D1' },
  quality: 'good',
  withdrawn: false,
  ...more,
});

export const detection = (
  name: string,
  observedAt: number,
  more: Partial<SecurityDetection> = {},
): SecurityDetection => ({
  detectionId: id(name),
  rule: 'repeated-failures',
  severity: 'high',
  assetId: 'camera-1',
  actor: null,
  observedAt,
  firstObservedAt: observedAt - minute,
  recordIds: [id(`${name} record`)],
  title: 'Five failed logons within a minute',
  techniques: ['T1110'],
  revision: 0,
  point: null,
  zones: { district: 'D1' },
  withdrawn: false,
  ...more,
});

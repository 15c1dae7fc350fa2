import type { ParkingBayState, ParkingOccupancy } from '@naru/contracts';
import { idOfBytes, textOfId } from '@naru/facts';
import { z } from 'zod';

const age = z.number().describe('Time since it was observed, as of this answer (s).');
const asOf = z.iso.datetime().describe('Whatever the hub had committed by then is in this answer.');
const next = z.string().nullable().describe('Cursor of the next page; null at the end.');
const count = z.number().int();

export const bayAnswer = z.object({
  assetId: z.string().describe('The bay; where the master data knows none, the device.'),
  state: z.enum(['unknown', 'free', 'occupied']),
  since: z.iso.datetime().describe('Since when it has this state.'),
  observedAt: z.iso.datetime().describe('When it was last observed.'),
  receivedAt: z.iso.datetime().describe('When the hub took that observation.'),
  known: z.boolean().describe('Whether the master data knows the bay.'),
  point: z.object({ longitude: z.number(), latitude: z.number() }).nullable().describe('Where it is (WGS84).'),
  zones: z.record(z.string(), z.string()).describe('Zone id by kind of zone.'),
  source: z.string().describe('Feed that says so.'),
  quality: z.string().describe("'good', or the reason why it is doubtful."),
  recordId: z.guid().describe('The record that says so.'),
});
export type BayAnswer = z.infer<typeof bayAnswer>;

const agedBay = bayAnswer.extend({ ageSeconds: age });
export const oneBayAnswer = agedBay.extend({ asOf });
export const listedBay = agedBay.extend({
  distanceMetres: z.number().optional().describe('With `near`: how far it is (m).'),
});
export const bayPage = z.object({ items: z.array(listedBay), next, asOf });
export type ListedBay = z.infer<typeof listedBay>;

export const zoneOccupancy = z.object({
  zoneKind: z.string(),
  zoneId: z.string(),
  bays: count.describe('Bays that the master data knows and that were heard of: free + occupied + unknown.'),
  free: count,
  occupied: count,
  unknown: count,
  unlisted: count.describe('Bays in the zone that the master data does not know; not among the others.'),
  observedAt: z.iso.datetime().describe('The latest observation among its bays, to the whole minute.'),
});
export const listedZone = zoneOccupancy.extend({ ageSeconds: age });
export const oneZoneAnswer = listedZone.extend({ asOf });
export type ListedZone = z.infer<typeof listedZone>;

const outsideCounts = z.object({ bays: count, free: count, occupied: count, unknown: count, unlisted: count });
export type OutsideCounts = z.infer<typeof outsideCounts>;
export const occupancyPage = z.object({
  items: z.array(listedZone),
  outside: outsideCounts.optional().describe('With `kind`: the bays that are in no zone of this kind, told apart.'),
  next,
  asOf,
});

const instant = (at: number): string => new Date(at).toISOString();
/** Clocks of sensors run ahead now and then: nothing is younger than now. */
const secondsSince = (at: number, now: number): number => Math.max(0, (now - at) / 1_000);

/** A bay without its age: what a change on the event stream says. */
export const toBay = (bay: ParkingBayState): BayAnswer => ({
  assetId: bay.assetId,
  state: bay.state,
  since: instant(bay.since),
  observedAt: instant(bay.observedAt),
  receivedAt: instant(bay.receivedAt),
  known: bay.known,
  point: bay.point,
  zones: bay.zones,
  source: bay.source,
  quality: bay.quality,
  recordId: textOfId(idOfBytes(bay.recordId)),
});

export const toListedBay = (bay: ParkingBayState, now: number, distanceMetres?: number): ListedBay => ({
  ...toBay(bay),
  ageSeconds: secondsSince(bay.observedAt, now),
  ...(distanceMetres === undefined ? {} : { distanceMetres: Math.round(distanceMetres * 10) / 10 }),
});

export const toListedZone = (zone: ParkingOccupancy, now: number): ListedZone => ({
  zoneKind: zone.zoneKind,
  zoneId: zone.zoneId,
  bays: zone.bays,
  free: zone.free,
  occupied: zone.occupied,
  unknown: zone.unknown,
  unlisted: zone.unlisted,
  observedAt: instant(zone.observedAt),
  ageSeconds: secondsSince(zone.observedAt, now),
});

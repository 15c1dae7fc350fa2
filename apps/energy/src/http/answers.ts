import type { EnergyInterval, EnergyPeak } from '@naru/contracts';
import { idOfBytes, textOfId } from '@naru/facts';
import { z } from 'zod';
import { textOfDay } from '../domain/local-day.js';

const asOf = z.iso.datetime().describe('Whatever the hub had committed by then is in this answer.');
const next = z.string().nullable().describe('Cursor of the next page; null at the end.');

const intervalAnswer = z.object({
  intervalId: z.guid(),
  assetId: z.string().describe('The meter; where the master data knows none, the device.'),
  property: z.string().describe("'active-energy-import', 'active-energy-export', or 'active-power'."),
  startedAt: z.iso.datetime().describe('Start of the quarter of an hour.'),
  seconds: z.number().int().describe('How much of the quarter its readings cover (s); 900 where it is whole.'),
  energyKwh: z.number().describe('Energy in the covered part (kWh).'),
  meanPowerKw: z.number().describe('Mean power over the covered part (kW).'),
  readings: z.number().int().describe('Readings that it rests on.'),
  quality: z.string().describe("'good', 'partial', 'reset', 'estimated', or the quality of its readings."),
  revision: z.number().int().describe('0 at first; one more each time it was told anew.'),
  cause: z.string().nullable().describe('Why it was told anew.'),
  source: z.string().describe('Feed of its latest reading.'),
  zones: z.record(z.string(), z.string()).describe('Zone id by kind of zone.'),
});
export const intervalPage = z.object({
  items: z.array(intervalAnswer),
  keptFrom: z.iso
    .datetime()
    .nullable()
    .describe('Start of the first interval of this meter kept here; earlier ones are in the warehouse. Null: none.'),
  next,
  asOf,
});

const peakAnswer = z.object({
  zoneKind: z.string(),
  zoneId: z.string(),
  day: z.iso.date().describe('Local day.'),
  startedAt: z.iso.datetime().describe('Start of the quarter of an hour with the highest load.'),
  peakKw: z.number().describe('Load of all meters of the zone in that quarter (kW).'),
  meters: z.number().int().describe('Meters in it.'),
  revision: z.number().int().describe('0 at first; one more each time it changed.'),
  ageSeconds: z.number().describe('Time since that quarter began, as of this answer (s).'),
});
export const onePeak = peakAnswer.extend({ asOf });
export const peakPage = z.object({ items: z.array(peakAnswer), next, asOf });

const instant = (at: number): string => new Date(at).toISOString();

export const toInterval = (interval: EnergyInterval): z.infer<typeof intervalAnswer> => ({
  intervalId: textOfId(idOfBytes(interval.intervalId)),
  assetId: interval.assetId,
  property: interval.property,
  startedAt: instant(interval.startedAt),
  seconds: interval.seconds,
  energyKwh: interval.energyKwh,
  meanPowerKw: interval.meanPowerKw,
  readings: interval.readings,
  quality: interval.quality,
  revision: interval.revision,
  cause: interval.cause,
  source: interval.source,
  zones: interval.zones,
});

export const toPeak = (peak: EnergyPeak, now: number): z.infer<typeof peakAnswer> => ({
  zoneKind: peak.zoneKind,
  zoneId: peak.zoneId,
  day: textOfDay(peak.day),
  startedAt: instant(peak.startedAt),
  peakKw: peak.peakKw,
  meters: peak.meters,
  revision: peak.revision,
  ageSeconds: Math.max(0, (now - peak.startedAt) / 1_000),
});

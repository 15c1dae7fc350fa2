import type { EnergyHistoricInterval, EnergyMeterHistory, EnergyZoneHistory } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { ToldEnergy } from '../domain/quarter.js';
import type { MeterReading } from '../domain/reading.js';
import type { MeterHistory } from '../domain/recompute.js';
import type { ZoneDayHistory } from '../domain/zone-day.js';

/** What a piece of a meter's history has of one property. */
export function historyFromWire(meterId: string, property: string, history: EnergyMeterHistory): MeterHistory {
  const { from, until, zones, readings, intervals } = history;
  const isOf = (each: { readonly property: string }): boolean => each.property === property;
  return {
    ...{ meterId, property, from, until },
    readings: readings.filter(isOf).map(({ recordId, zones: place, ...reading }): MeterReading => ({
      ...{ ...reading, recordId: idOfBytes(recordId), meterId },
      zones: zones[place] ?? {},
    })),
    told: new Map(intervals.filter(isOf).map((interval) => [interval.startedAt, toldOf(history, interval)])),
  };
}

/** What a piece has as the last statement of a quarter. */
export function toldFromWire(history: EnergyMeterHistory, property: string, startedAt: number): ToldEnergy | undefined {
  const told = history.intervals.find((each) => each.property === property && each.startedAt === startedAt);
  return told && toldOf(history, told);
}

const toldOf = ({ zones }: EnergyMeterHistory, interval: EnergyHistoricInterval): ToldEnergy => {
  const { source, energyKwh, seconds, readings, quality, revision, withdrawn } = interval;
  return { source, energyKwh, seconds, readings, quality, zones: zones[interval.zones] ?? {}, revision, withdrawn };
};

export const zoneDaysFromWire = ({ days }: EnergyZoneHistory): ZoneDayHistory[] =>
  days.map(({ peak, ...rest }) => ({ ...rest, peak: peak ?? undefined }));

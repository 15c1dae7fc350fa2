import type {
  EnergyInterval,
  EnergyMeterHistory,
  EnergyPeak,
  EnergyReading,
  EnergyRecompute,
  EnergyZoneRecompute,
} from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

const command = (name: string) => ({
  ...{ recomputeId: bytesOfName(name), jobId: bytesOfName('job'), commandedBy: 'k1', commandedAt: 0 },
});

/** What tells a meter that a recompute has begun. */
export const notice = (name: string, assetId: string): EnergyRecompute => ({
  ...command(name),
  ...{ assetId, history: null },
});

/** The whole history of a meter as the warehouse would have it; `intervals` as they came, the last statement of each counts. */
export function wholeHistory(
  name: string,
  assetId: string,
  readings: readonly EnergyReading[],
  intervals: readonly EnergyInterval[],
): EnergyRecompute {
  const last = new Map(intervals.map((interval) => [interval.intervalId.toString('hex'), interval]));
  const zones = [{ district: 'jongno' }];
  const history: EnergyMeterHistory = {
    ...{ from: 0, until: null, zones, isLast: true },
    readings: readings.map(({ recordId, revision, source, device, observedAt, property, value, quality }) => ({
      ...{ recordId, revision, source, device, observedAt, property, value, quality, zones: 0 },
    })),
    intervals: [...last.values()].map(({ property, startedAt, source, energyKwh, seconds, ...told }) => ({
      ...{ property, startedAt, source, energyKwh, seconds, zones: 0 },
      ...{ readings: told.readings, quality: told.quality, revision: told.revision, withdrawn: told.withdrawn },
    })),
  };
  return { ...command(name), assetId, history };
}

/** What tells a zone that a recompute has begun, or its day as the warehouse would have it. */
export const ofZone = (
  name: string,
  zoneId: string,
  day?: {
    readonly day: number;
    readonly quarters: readonly { startedAt: number; milliwattHours: number; meters: number }[];
    readonly peak: EnergyPeak | undefined;
  },
): EnergyZoneRecompute => ({
  ...command(name),
  ...{ zoneKind: 'district', zoneId },
  history:
    day === undefined
      ? null
      : { days: [{ ...day, quarters: [...day.quarters], peak: day.peak ?? null }], isLast: true },
});

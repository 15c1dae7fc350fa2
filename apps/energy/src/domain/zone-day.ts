import type { ZoneLoad } from './zone-load.js';

export interface ZoneQuarter {
  readonly startedAt: number;
  readonly milliwattHours: number;
  readonly meters: number;
}

/** The load of a zone on one local day. */
export interface ZoneDay {
  readonly zoneKind: string;
  readonly zoneId: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Quarters that have meters, in order. */
  readonly quarters: readonly ZoneQuarter[];
  /** Of the peak last told; -1 where none was. */
  readonly revision: number;
}

/** The highest load of a zone on a local day. */
export interface Peak {
  readonly zoneKind: string;
  readonly zoneId: string;
  readonly day: number;
  readonly startedAt: number;
  readonly peakKw: number;
  readonly meters: number;
  readonly revision: number;
  /** Nothing is known of the day any more. */
  readonly withdrawn: boolean;
}

/** The day after this load was added, with its peak where that is another now. */
export function nextZoneDay(
  previous: ZoneDay | undefined,
  load: ZoneLoad,
  day: number,
): { readonly zoneDay: ZoneDay; readonly peak: Peak | undefined } {
  const { zoneKind, zoneId, startedAt } = load;
  const before = previous ?? { zoneKind, zoneId, day, quarters: [], revision: -1 };
  const quarters = added(before.quarters, load);
  const [was, is] = [highestOf(before.quarters), highestOf(quarters)];
  const isSame =
    was?.startedAt === is?.startedAt && was?.milliwattHours === is?.milliwattHours && was?.meters === is?.meters;
  if (isSame) return { zoneDay: { ...before, quarters }, peak: undefined };
  const revision = before.revision + 1;
  return {
    zoneDay: { ...before, quarters, revision },
    peak: { zoneKind, zoneId, day, ...peakOf(is, startedAt, revision) },
  };
}

/** What the warehouse has of a zone on a day that was let go. */
export interface ZoneDayHistory {
  readonly day: number;
  /** In order. */
  readonly quarters: readonly ZoneQuarter[];
  /** As it was last told. */
  readonly peak: Omit<Peak, 'zoneKind' | 'zoneId' | 'day'> | undefined;
}

/** The peak that is to be told of a day that was let go, if it isn't what was told last. */
export function restatedPeak(
  { zoneKind, zoneId }: Pick<Peak, 'zoneKind' | 'zoneId'>,
  { day, quarters, peak: told }: ZoneDayHistory,
): Peak | undefined {
  const highest = highestOf(quarters);
  const stands = told?.withdrawn === true ? undefined : told;
  const peak = peakOf(highest, stands?.startedAt ?? 0, (told?.revision ?? -1) + 1);
  const isSame =
    stands === undefined || highest === undefined
      ? stands === highest
      : stands.startedAt === peak.startedAt && stands.peakKw === peak.peakKw && stands.meters === peak.meters;
  return isSame ? undefined : { zoneKind, zoneId, day, ...peak };
}

/** What a day's highest quarter says; without one, that nothing is known of the day. */
const peakOf = (highest: ZoneQuarter | undefined, startedAt: number, revision: number) => ({
  startedAt: highest?.startedAt ?? startedAt,
  // energy of a quarter of an hour over a quarter of an hour
  peakKw: ((highest?.milliwattHours ?? 0) * 4) / 1e6,
  meters: highest?.meters ?? 0,
  revision,
  withdrawn: highest === undefined,
});

/** The highest quarter, the earliest of equally high ones. */
const highestOf = (quarters: readonly ZoneQuarter[]): ZoneQuarter | undefined =>
  quarters.reduce<ZoneQuarter | undefined>(
    (highest, quarter) =>
      highest === undefined || quarter.milliwattHours > highest.milliwattHours ? quarter : highest,
    undefined,
  );

function added(quarters: readonly ZoneQuarter[], load: ZoneLoad): ZoneQuarter[] {
  const { startedAt, addedMilliwattHours, addedMeters } = load;
  const standing = quarters.find((quarter) => quarter.startedAt === startedAt);
  const next: ZoneQuarter = {
    startedAt,
    milliwattHours: (standing?.milliwattHours ?? 0) + addedMilliwattHours,
    meters: (standing?.meters ?? 0) + addedMeters,
  };
  const others = quarters.filter((quarter) => quarter !== standing);
  if (next.meters === 0) return others;
  const place = others.findLastIndex((quarter) => quarter.startedAt < startedAt) + 1;
  return others.toSpliced(place, 0, next);
}

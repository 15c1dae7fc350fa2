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
  const { milliwattHours, meters, startedAt: peakAt } = is ?? { milliwattHours: 0, meters: 0, startedAt };
  // energy of a quarter of an hour over a quarter of an hour
  const peakKw = (milliwattHours * 4) / 1e6;
  return {
    zoneDay: { ...before, quarters, revision },
    peak: { zoneKind, zoneId, day, startedAt: peakAt, peakKw, meters, revision, withdrawn: is === undefined },
  };
}

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

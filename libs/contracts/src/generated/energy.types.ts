// Generated from schemas/energy by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace } from './hub.types.js';

/** What the warehouse has as the last statement of an interval. */
export interface EnergyHistoricInterval {
  /** What was measured. */
  readonly property: string;
  /** Its start (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Feed published. */
  readonly source: string;
  /**
   * Energy published (kWh).
   * Personal data: household-load.
   */
  readonly energyKwh: number;
  /** Covered part published (s). */
  readonly seconds: number;
  /** Readings published (count). */
  readonly readings: number;
  /** Quality published. */
  readonly quality: string;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
  /** Revision published. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** Load of the zone in a quarter of an hour, as the intervals of its meters have it. */
export interface EnergyHistoricLoad {
  /** Start (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Energy of all meters (mWh). */
  readonly milliwattHours: number;
  /** Meters in it (count). */
  readonly meters: number;
}

/** What the warehouse has as the last statement of the day's peak. */
export interface EnergyHistoricPeak {
  /** Start of the interval with the peak (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Peak published (kW). */
  readonly peakKw: number;
  /** Meters published (count). */
  readonly meters: number;
  /** Revision published. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** A reading in its highest revision. */
export interface EnergyHistoricReading {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Its device. */
  readonly device: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** What was measured. */
  readonly property: string;
  /**
   * Value in the property's unit.
   * Personal data: household-load.
   */
  readonly value: number;
  /** Quality of the record. */
  readonly quality: string;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
}

/** A zone on a local day. */
export interface EnergyHistoricZoneDay {
  /** Local day (days since 1970-01-01). */
  readonly day: number;
  /** Quarters of the day that have meters, in order. */
  readonly quarters: readonly EnergyHistoricLoad[];
  /** Null where none was published. */
  readonly peak: EnergyHistoricPeak | null;
}

/** Energy of a meter in a quarter of an hour. */
export interface EnergyInterval {
  /** Identity: 128 bits from meter, property and start. */
  readonly intervalId: Buffer;
  /** The meter; where the master data knows none, the device. */
  readonly assetId: string;
  /** Feed of its latest reading. */
  readonly source: string;
  /** 'active-energy-import', 'active-energy-export', or 'active-power' for power integrated over time. */
  readonly property: string;
  /** Start of the interval (ms since 1970, UTC), at a whole quarter of an hour. */
  readonly startedAt: number;
  /** How much of the quarter its readings cover (s); 900 where it is whole. */
  readonly seconds: number;
  /**
   * Energy in the covered part (kWh).
   * Personal data: household-load.
   */
  readonly energyKwh: number;
  /** Mean power over the covered part (kW). */
  readonly meanPowerKw: number;
  /** Readings that it rests on (count). */
  readonly readings: number;
  /** 0 at first; one more each time that it is told otherwise. */
  readonly revision: number;
  /** Why it was revised: 'reading' (one more), 'late' (a reading came out of order), 'correction' (the source's own), 'recompute' (a reading came from behind the horizon); null at revision 0. */
  readonly cause: string | null;
  /** Zone id by kind, as its latest reading has them. */
  readonly zones: Readonly<Record<string, string>>;
  /** 'good'; 'partial' (readings cover a part of the quarter); 'reset' (a register ran backwards or was exchanged: the energy in between is not known); 'estimated' (spread over readings more than half an hour apart); else the quality of its readings. */
  readonly quality: string;
  /** Whether a later record showed that nothing is known of this quarter. */
  readonly withdrawn: boolean;
}

/** How far a meter has come in the energy service. */
export interface EnergyMeter {
  /** Meter and property. */
  readonly meter: string;
  /** Start of the newest quarter with a reading (ms since 1970, UTC). */
  readonly newestQuarterAt: number;
  /** The recompute whose history may come, as nothing was let go since it began. */
  readonly awaits: Buffer | null;
}

/** What the warehouse has of a meter, from one quarter of an hour to another. */
export interface EnergyMeterHistory {
  /** Start of the first quarter that is computed anew (ms since 1970, UTC). */
  readonly from: number;
  /** Start of the first that is not any more; null where all to the newest are. */
  readonly until: number | null;
  /** Zone ids by kind, each combination once. */
  readonly zones: readonly Readonly<Record<string, string>>[];
  /** Those of the time, and of the next quarters with readings on both sides. */
  readonly readings: readonly EnergyHistoricReading[];
  /** Intervals that start in the time. */
  readonly intervals: readonly EnergyHistoricInterval[];
  /** Whether the history of the meter ends with this piece. */
  readonly isLast: boolean;
}

/** A reading in the quarter. */
export interface EnergyMeterReading {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Its device. */
  readonly device: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /**
   * Value in the property's unit.
   * Personal data: household-load.
   */
  readonly value: number;
  /** Quality of the record. */
  readonly quality: string;
}

/** The highest load of a zone on a local day, as far as readings have come. */
export interface EnergyPeak {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Local day (days since 1970-01-01). */
  readonly day: number;
  /** Start of the interval with the peak (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Energy of all its meters in that quarter over a quarter of an hour (kW). Power readings count where a meter has no import register; exports do not. */
  readonly peakKw: number;
  /** Meters in it (count). */
  readonly meters: number;
  /** 0 at first; one more each time it changes. */
  readonly revision: number;
  /** Whether later records showed that nothing is known of the zone's load on this day. */
  readonly withdrawn: boolean;
}

/** What the energy service keeps of a meter and a quarter of an hour. */
export interface EnergyQuarter {
  /** The meter; where the master data knows none, the device. */
  readonly assetId: string;
  /** What it measures. */
  readonly property: string;
  /** Start of the quarter (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Readings in the quarter, in total order. */
  readonly readings: readonly EnergyMeterReading[];
  /** Zone id by kind, as the latest reading has them. */
  readonly zones: Readonly<Record<string, string>>;
  /** Null where nothing was published. */
  readonly told: EnergyToldInterval | null;
}

/** A meter reported a register or a power. */
export interface EnergyRawReading extends HubFront {
  /** What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V). */
  readonly property: string;
  /**
   * The value in the unit that the property has.
   * Personal data: household-load.
   */
  readonly value: number;
  /** Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own. */
  readonly unit: string;
}

/** A meter reported a register or a power. With its place, as the city was then. */
export interface EnergyReading extends EnergyRawReading, HubPlace {
}

/** Somebody wants the intervals of a meter computed anew. First the meter hears of it, so that it knows whether it has let anything go since; then comes what the warehouse has of it, in pieces. */
export interface EnergyRecompute {
  /** The recompute; each attempt at a meter has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The meter; where the master data knows none, the device. */
  readonly assetId: string;
  /** Null where the meter hears of it. */
  readonly history: EnergyMeterHistory | null;
}

/** What became of a recompute of a meter, piece by piece: who wanted it, and how many intervals were told otherwise. */
export interface EnergyRecomputedMeter {
  /** The recompute; each attempt at a meter has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The meter; where the master data knows none, the device. */
  readonly assetId: string;
  /** Where the piece begins (ms since 1970, UTC). */
  readonly beginsAt: number;
  /** Where it ends; null for the newest quarter. */
  readonly endsAt: number | null;
  /** 'applied', or 'outdated': something of the meter was let go since its history was read, and nothing was published. */
  readonly outcome: string;
  /** Intervals published: new ones and revisions. */
  readonly restated: number;
  /** Intervals published as withdrawn. */
  readonly withdrawn: number;
  /** Whether the recompute of this meter ends with it. */
  readonly isLast: boolean;
}

/** What became of a recompute of a zone, piece by piece: who wanted it, and how many peaks were told otherwise. */
export interface EnergyRecomputedZone {
  /** The recompute; each attempt at a zone has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** First local day of the piece (days since 1970-01-01); null where it has none. */
  readonly beginsOn: number | null;
  /** Last local day of the piece (days since 1970-01-01); null where it has none. */
  readonly endsOn: number | null;
  /** 'applied', or 'outdated': something of the zone was let go since its history was read, and nothing was published. */
  readonly outcome: string;
  /** Peaks published: new ones and revisions. */
  readonly restated: number;
  /** Peaks published as withdrawn. */
  readonly withdrawn: number;
  /** Whether the recompute of this zone ends with it. */
  readonly isLast: boolean;
}

/** What was last published of the interval. */
export interface EnergyToldInterval {
  /** Feed. */
  readonly source: string;
  /**
   * Energy (kWh).
   * Personal data: household-load.
   */
  readonly energyKwh: number;
  /** Covered part (s). */
  readonly seconds: number;
  /** Readings (count). */
  readonly readings: number;
  /** Quality. */
  readonly quality: string;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
  /** Revision. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** How far a zone has come in the energy service. */
export interface EnergyZone {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Newest local day with a load (days since 1970-01-01). */
  readonly newestDay: number;
  /** The recompute whose history may come, as nothing was let go since it began. */
  readonly awaits: Buffer | null;
}

/** Loads of a zone on a local day in the energy service. */
export interface EnergyZoneDay {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Local day (days since 1970-01-01). */
  readonly day: number;
  /** Quarters of the day that have meters, in order. */
  readonly quarters: readonly EnergyZoneQuarter[];
  /** Revision of the peak last published; -1 where none was. */
  readonly revision: number;
}

/** What the warehouse has of a zone, by local days. */
export interface EnergyZoneHistory {
  /** Days, each whole. */
  readonly days: readonly EnergyHistoricZoneDay[];
  /** Whether the history of the zone ends with this piece. */
  readonly isLast: boolean;
}

/** A meter's interval changed what it adds to its zone: the step from meters to zones, keyed by zone. */
export interface EnergyZoneLoad {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** The meter. */
  readonly assetId: string;
  /** Start of the interval (ms since 1970, UTC). */
  readonly startedAt: number;
  /**
   * What is to be added to the energy of the zone in this interval, to take away where negative (mWh). Whole numbers, so that sums do not depend on the order.
   * Personal data: household-load.
   */
  readonly addedMilliwattHours: number;
  /** How many meters are to be added: 1, 0 or -1 (count). */
  readonly addedMeters: number;
}

/** Load of the zone in a quarter of an hour. */
export interface EnergyZoneQuarter {
  /** Start (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Energy of all meters (mWh). */
  readonly milliwattHours: number;
  /** Meters in it (count). */
  readonly meters: number;
}

/** Somebody wants the peaks of a zone computed anew. First the zone hears of it, so that it knows whether it has let anything go since; then comes what the warehouse has of it. */
export interface EnergyZoneRecompute {
  /** The recompute; each attempt at a zone has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Null where the zone hears of it. */
  readonly history: EnergyZoneHistory | null;
}

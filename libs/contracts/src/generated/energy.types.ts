// Generated from schemas/energy by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace } from './hub.types.js';

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
  /** 0 at first; one more with each reading that changes it. */
  readonly revision: number;
  /** Why it was revised: 'reading' (one more), 'late' (a reading came out of order), 'correction' (the source's own); null at revision 0. */
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

// Generated from schemas/energy by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace } from './hub.types.js';

/** Energy of a meter in a quarter of an hour. */
export interface EnergyInterval {
  /** Identity: 128 bits from meter, property and start. */
  readonly intervalId: Buffer;
  /** The meter; where the master data knows none, the device. */
  readonly assetId: string;
  /** Feed of its readings. */
  readonly source: string;
  /** 'active-energy-import', 'active-energy-export', or 'active-power' for power integrated over time. */
  readonly property: string;
  /** Start of the interval (ms since 1970, UTC), at a whole quarter of an hour. */
  readonly startedAt: number;
  /** Length (s). */
  readonly seconds: number;
  /**
   * Energy in the interval (kWh).
   * Personal data: household-load.
   */
  readonly energyKwh: number;
  /** Mean power in the interval (kW). */
  readonly meanPowerKw: number;
  /** Readings that it rests on (count). */
  readonly readings: number;
  /** 0 at first; one more with each reading that changes it. */
  readonly revision: number;
  /** Why it was revised: 'reading', 'correction', 'late'. */
  readonly cause: string | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
}

/** State of a meter in the energy service. */
export interface EnergyMeter {
  /** Meter and property. */
  readonly meter: string;
  /** Recent readings in event time. */
  readonly recent: readonly EnergyMeterReading[];
  /** What was published, by start of interval (ms as text). */
  readonly published: Readonly<Record<string, EnergyPublishedInterval>>;
}

/** One reading kept. */
export interface EnergyMeterReading {
  /** Event time. */
  readonly observedAt: number;
  /** Value in the property's unit. */
  readonly value: number;
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
}

/** The highest load of a zone on a local day. */
export interface EnergyPeak {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Local day (days since 1970-01-01). */
  readonly day: number;
  /** Start of the interval with the peak (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Load of all its meters in that interval (kW). */
  readonly peakKw: number;
  /** Meters in it (count). */
  readonly meters: number;
  /** 0 at first; one more each time it changes. */
  readonly revision: number;
}

/** What was last said of an interval. */
export interface EnergyPublishedInterval {
  /** Energy (kWh). */
  readonly energyKwh: number;
  /** Readings (count). */
  readonly readings: number;
  /** Revision. */
  readonly revision: number;
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

/** Loads of a zone on a day in the energy service. */
export interface EnergyZoneDay {
  /** Kind, zone and day. */
  readonly zone: string;
  /** kW by meter by start of interval (ms as text). */
  readonly loads: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Revision last published. */
  readonly revision: number;
  /** Peak last published (kW). */
  readonly peakKw: number;
  /** Interval of that peak. */
  readonly startedAt: number;
}

/** A meter's interval on its way to its zone, keyed by zone. */
export interface EnergyZoneLoad {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** The meter. */
  readonly assetId: string;
  /** Start of the interval (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Mean power of the meter in the interval (kW). */
  readonly meanPowerKw: number;
  /** Revision of the interval. */
  readonly revision: number;
}

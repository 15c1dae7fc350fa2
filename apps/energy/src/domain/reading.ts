import type { FactRecord } from '@naru/facts';

/** Zone id by kind of zone. */
export type Zones = Readonly<Record<string, string>>;

export function haveSameZones(a: Zones, b: Zones): boolean {
  const kinds = Object.keys(a);
  return kinds.length === Object.keys(b).length && kinds.every((kind) => a[kind] === b[kind]);
}

/** A value that a meter reported: a register (kWh) or a power (kW). */
export interface Reading extends FactRecord {
  readonly device: string;
  readonly value: number;
  readonly quality: string;
}

/** A reading, and what it is a reading of. */
export interface MeterReading extends Reading {
  /** The meter; where the master data knows none, the device. */
  readonly meterId: string;
  readonly property: string;
  readonly zones: Zones;
}

/** The properties that become energy. */
export const energyProperties = ['active-energy-import', 'active-energy-export', 'active-power'] as const;

/** How a property becomes energy; undefined for what has none, such as a voltage. */
export function methodOf(property: string): 'register' | 'power' | undefined {
  if (property === 'active-energy-import' || property === 'active-energy-export') return 'register';
  return property === 'active-power' ? 'power' : undefined;
}

// What tasks of energy keep, by which keys, and what follows for zones.
import type { Task } from '@naru/streams';
import type { MeterProperty, Quarter, ToldEnergy } from './domain/quarter.js';
import { type ZoneLoad, loadOf, zoneLoadsOf } from './domain/zone-load.js';
import type { topology } from './topology.js';

export type Energy = typeof topology;

export const keyOfMeter = (meterId: string, property: string): string => `${meterId}/${property}`;
export const keyOfQuarter = (meterId: string, property: string, startedAt: number): string =>
  `${keyOfMeter(meterId, property)}/${startedAt}`;
type ZoneName = Pick<ZoneLoad, 'zoneKind' | 'zoneId'>;
export const keyOfZone = ({ zoneKind, zoneId }: ZoneName): string => `${zoneKind}/${zoneId}`;
export const keyOfDay = (zone: ZoneName, day: number): string => `${keyOfZone(zone)}/${day}`;

export const bookOf = (task: Task<Energy>, { meterId, property }: MeterProperty) => ({
  newestAt: task.store('meters').get(keyOfMeter(meterId, property))?.newestQuarterAt,
  get: (startedAt: number) => task.store('quarters').get(keyOfQuarter(meterId, property, startedAt)),
});

export function keep(task: Task<Energy>, quarter: Quarter): void {
  const { meterId, property, startedAt } = quarter;
  task.store('quarters').set(keyOfQuarter(meterId, property, startedAt), quarter);
}

export type ToldOf = (property: string) => ToldEnergy | undefined;

export const loadChanges = (
  of: { readonly meterId: string; readonly startedAt: number },
  before: ToldOf,
  after: ToldOf,
) => {
  const load = (told: ToldOf) => loadOf(told('active-energy-import'), told('active-power'));
  return zoneLoadsOf(of, load(before), load(after));
};

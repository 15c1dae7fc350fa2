import type { EnergyReading, EnergyZoneLoad } from '@naru/contracts';
import { type Handler, type Pipeline, type Task, delivered, type Returns } from '@naru/streams';
import { intervalToWire } from './adapters/interval.to-wire.js';
import { readingFromWire } from './adapters/reading.from-wire.js';
import { zoneLoadFromWire } from './adapters/zone-load.from-wire.js';
import { zoneLoadToWire } from './adapters/zone-load.to-wire.js';
import { quarterOf } from './domain/energy.js';
import { localDayOf } from './domain/local-day.js';
import { type EnergyPolicy, type Statement, forgottenBy, nextQuarters } from './domain/quarter.js';
import { type MeterReading, methodOf } from './domain/reading.js';
import { nextZoneDay } from './domain/zone-day.js';
import { type ZoneLoad, loadOf, zoneLoadsOf } from './domain/zone-load.js';
import type { topology } from './topology.js';

type Energy = typeof topology;

export interface PipelinePolicy extends EnergyPolicy {
  /** IANA time zone whose days have a peak each. */
  readonly timeZone: string;
}

const keyOfMeter = (meterId: string, property: string): string => `${meterId}/${property}`;
const keyOfQuarter = (meterId: string, property: string, startedAt: number): string =>
  `${keyOfMeter(meterId, property)}/${startedAt}`;
const keyOfZone = ({ zoneKind, zoneId }: ZoneLoad): string => `${zoneKind}/${zoneId}`;
const keyOfDay = (load: ZoneLoad, day: number): string => `${keyOfZone(load)}/${day}`;

const createReadingHandler = (policy: EnergyPolicy): Handler<Energy, EnergyReading> =>
  function handleReading({ value }, task) {
    if (methodOf(value.property) === undefined) return delivered;
    const seen = readingFromWire(value);
    const book = bookOf(task, seen);
    const { quarters, statements } = nextQuarters(book, seen, policy);
    if (quarters.length === 0) return delivered;
    for (const quarter of quarters)
      task.store('quarters').set(keyOfQuarter(quarter.meterId, quarter.property, quarter.startedAt), quarter);
    for (const statement of statements) {
      task.emit('intervals', seen.meterId, intervalToWire(statement));
      for (const load of loadsOf(statement, task)) task.emit('zoneLoads', keyOfZone(load), zoneLoadToWire(load));
    }
    forgetOldQuarters(task, seen, book.newestAt, policy);
    return delivered;
  };

const bookOf = (task: Task<Energy>, { meterId, property }: MeterReading) => ({
  newestAt: task.store('meters').get(keyOfMeter(meterId, property))?.newestQuarterAt,
  get: (startedAt: number) => task.store('quarters').get(keyOfQuarter(meterId, property, startedAt)),
});

/** A meter's load in a quarter may rest on another property than the one that was read. */
function loadsOf({ quarter, before }: Statement, task: Task<Energy>): ZoneLoad[] {
  const { meterId, property, startedAt, told } = quarter;
  const other = (name: string) => task.store('quarters').get(keyOfQuarter(meterId, name, startedAt))?.told;
  const load = (own: typeof before) =>
    loadOf(
      property === 'active-energy-import' ? own : other('active-energy-import'),
      property === 'active-power' ? own : other('active-power'),
    );
  return zoneLoadsOf(quarter, load(before), load(told));
}

function forgetOldQuarters(
  task: Task<Energy>,
  { meterId, property, observedAt }: MeterReading,
  before: number | undefined,
  policy: EnergyPolicy,
): void {
  const newestQuarterAt = quarterOf(observedAt);
  if (before !== undefined && newestQuarterAt <= before) return;
  const key = keyOfMeter(meterId, property);
  task.store('meters').set(key, { key, newestQuarterAt });
  for (const startedAt of forgottenBy(newestQuarterAt, before, policy))
    task.store('quarters').delete(keyOfQuarter(meterId, property, startedAt));
}

const createZoneLoadHandler = ({ timeZone, keepMs }: PipelinePolicy): Handler<Energy, EnergyZoneLoad> =>
  function handleZoneLoad({ value }, task) {
    const load = zoneLoadFromWire(value);
    const day = localDayOf(load.startedAt, timeZone);
    const key = keyOfDay(load, day);
    const before = task.store('zoneDays').get(key);
    const { zoneDay, peak } = nextZoneDay(before, load, day);
    task.store('zoneDays').set(key, zoneDay);
    if (peak !== undefined) task.emit('peaks', key, peak);
    // a day later than quarters, whose last ones still change it
    if (before === undefined) task.store('zoneDays').delete(keyOfDay(load, day - Math.ceil(keepMs / 86_400_000) - 1));
    return delivered;
  };

export const createPipeline = (policy: PipelinePolicy, returns: Returns): Pipeline<Energy> => ({
  readings: createReadingHandler(policy),
  zoneLoads: createZoneLoadHandler(policy),
  returns,
});

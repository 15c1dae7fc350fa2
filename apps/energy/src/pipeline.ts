import type { EnergyReading, EnergyZoneLoad } from '@naru/contracts';
import { type Handler, type Pipeline, type Returns, type Task, delivered } from '@naru/streams';
import { intervalToWire } from './adapters/interval.to-wire.js';
import { readingFromWire } from './adapters/reading.from-wire.js';
import { zoneLoadFromWire } from './adapters/zone-load.from-wire.js';
import { zoneLoadToWire } from './adapters/zone-load.to-wire.js';
import { quarterOf } from './domain/energy.js';
import { localDayOf } from './domain/local-day.js';
import { type EnergyPolicy, type Statement, believed, forgottenBy, nextQuarters } from './domain/quarter.js';
import { type MeterReading, methodOf } from './domain/reading.js';
import { nextZoneDay } from './domain/zone-day.js';
import type { ZoneLoad } from './domain/zone-load.js';
import { daysForgottenBy, lastForgottenDay } from './domain/zone.js';
import {
  type Energy,
  type ToldOf,
  bookOf,
  keep,
  keyOfDay,
  keyOfMeter,
  keyOfQuarter,
  keyOfZone,
  loadChanges,
} from './kept.js';
import { createRecomputeHandler, createZoneRecomputeHandler } from './recompute-handlers.js';

export interface PipelinePolicy extends EnergyPolicy {
  /** IANA time zone whose days have a peak each. */
  readonly timeZone: string;
}

const createReadingHandler = (policy: EnergyPolicy): Handler<Energy, EnergyReading> =>
  function handleReading({ value }, task) {
    if (methodOf(value.property) === undefined) return delivered;
    const seen = readingFromWire(value);
    const book = bookOf(task, seen);
    const { quarters, statements } = nextQuarters(book, seen, policy);
    if (quarters.length === 0) return delivered;
    for (const quarter of quarters) keep(task, quarter);
    for (const statement of statements) {
      task.emit('intervals', seen.meterId, intervalToWire(statement));
      for (const load of loadsOf(statement, task)) task.emit('zoneLoads', keyOfZone(load), zoneLoadToWire(load));
    }
    const newestAt = quarterOf(believed(seen.observedAt, value.receivedAt));
    forgetOldQuarters(task, seen, { before: book.newestAt, newestAt }, policy);
    return delivered;
  };

/** A meter's load in a quarter may rest on another property than the one that was read. */
function loadsOf({ quarter, before }: Statement, task: Task<Energy>): ZoneLoad[] {
  const { meterId, property, startedAt, told } = quarter;
  const kept = (name: string) => task.store('quarters').get(keyOfQuarter(meterId, name, startedAt))?.told;
  const having =
    (own: typeof before): ToldOf =>
    (name) =>
      name === property ? own : kept(name);
  return loadChanges(quarter, having(before), having(told));
}

function forgetOldQuarters(
  task: Task<Energy>,
  { meterId, property }: MeterReading,
  { before, newestAt }: { readonly before: number | undefined; readonly newestAt: number },
  policy: EnergyPolicy,
): void {
  if (before !== undefined && newestAt <= before) return;
  const key = keyOfMeter(meterId, property);
  task.store('meters').set(key, { key, newestQuarterAt: newestAt, awaits: undefined });
  for (const startedAt of forgottenBy(newestAt, before, policy))
    task.store('quarters').delete(keyOfQuarter(meterId, property, startedAt));
}

const createZoneLoadHandler = (policy: PipelinePolicy): Handler<Energy, EnergyZoneLoad> =>
  function handleZoneLoad({ value, timestamp }, task) {
    const load = zoneLoadFromWire(value);
    const { zoneKind, zoneId } = load;
    const day = localDayOf(load.startedAt, policy.timeZone);
    const zone = task.store('zones').get(keyOfZone(load));
    if (zone !== undefined && day <= lastForgottenDay(zone.newestDay, policy)) return delivered;
    const key = keyOfDay(load, day);
    const { zoneDay, peak } = nextZoneDay(task.store('zoneDays').get(key), load, day);
    task.store('zoneDays').set(key, zoneDay);
    if (peak !== undefined) task.emit('peaks', key, peak);
    const newestDay = localDayOf(believed(load.startedAt, timestamp), policy.timeZone);
    if (zone === undefined || zone.newestDay < newestDay)
      task.store('zones').set(keyOfZone(load), { zoneKind, zoneId, newestDay, awaits: undefined });
    for (const forgotten of daysForgottenBy(newestDay, zone?.newestDay, policy))
      task.store('zoneDays').delete(keyOfDay(load, forgotten));
    return delivered;
  };

export const createPipeline = (policy: PipelinePolicy, returns: Returns): Pipeline<Energy> => ({
  readings: createReadingHandler(policy),
  zoneLoads: createZoneLoadHandler(policy),
  recomputes: createRecomputeHandler(policy),
  zoneRecomputes: createZoneRecomputeHandler(policy),
  returns,
});

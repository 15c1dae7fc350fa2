import type { EnergyMeterHistory, EnergyRecompute, EnergyZoneRecompute } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { type Handler, type Task, delivered } from '@naru/streams';
import { intervalToWire } from './adapters/interval.to-wire.js';
import { historyFromWire, toldFromWire, zoneDaysFromWire } from './adapters/recompute.from-wire.js';
import { recomputedMeterToWire } from './adapters/recomputed-meter.to-wire.js';
import { recomputedZoneToWire } from './adapters/recomputed-zone.to-wire.js';
import { zoneLoadToWire } from './adapters/zone-load.to-wire.js';
import type { EnergyPolicy, Statement } from './domain/quarter.js';
import { energyProperties } from './domain/reading.js';
import { type MeterHistory, recompute } from './domain/recompute.js';
import { restatedPeak } from './domain/zone-day.js';
import type { ZoneLoad } from './domain/zone-load.js';
import { lastForgottenDay } from './domain/zone.js';
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

/**
 * Notes that a recompute has begun, or computes a meter anew from what the warehouse has. A history that isn't awaited
 * is outdated: quarters were let go since it was read, or another recompute has begun.
 */
export const createRecomputeHandler = (policy: EnergyPolicy): Handler<Energy, EnergyRecompute> =>
  function handleRecompute({ value }, task) {
    const { assetId, history } = value;
    const recomputeId = idOfBytes(value.recomputeId);
    const meters = energyProperties.flatMap((property) => {
      const meter = task.store('meters').get(keyOfMeter(assetId, property));
      return meter === undefined ? [] : [{ property, meter }];
    });
    const awaiting = (awaits: string | undefined): void => {
      for (const { meter } of meters) task.store('meters').set(meter.key, { ...meter, awaits });
    };
    if (history === null) {
      awaiting(recomputeId);
      return delivered;
    }
    const isAwaited = meters.length > 0 && meters.every(({ meter }) => meter.awaits === recomputeId);
    const statements = isAwaited
      ? meters.flatMap(({ property }) => tellAnew(task, historyFromWire(assetId, property, history), policy))
      : undefined;
    if (statements !== undefined) {
      for (const load of loadsBy(statements, history, task))
        task.emit('zoneLoads', keyOfZone(load), zoneLoadToWire(load));
      if (history.isLast) awaiting(undefined);
    }
    task.emit('recomputedMeters', assetId, recomputedMeterToWire(value, history, statements));
    return delivered;
  };

/** Keeps and tells what a history says otherwise; answers the statements. */
function tellAnew(task: Task<Energy>, history: MeterHistory, policy: EnergyPolicy): readonly Statement[] {
  const { quarters, statements } = recompute(bookOf(task, history), history, policy);
  for (const quarter of quarters) keep(task, quarter);
  for (const statement of statements) task.emit('intervals', history.meterId, intervalToWire(statement));
  return statements;
}

/** What zones hear of statements of several properties: by quarter, what a meter adds after all of them. */
function loadsBy(statements: readonly Statement[], history: EnergyMeterHistory, task: Task<Energy>): ZoneLoad[] {
  const byQuarter = Map.groupBy(statements, ({ quarter }) => quarter.startedAt);
  return [...byQuarter].flatMap(([startedAt, its]) => {
    const { meterId } = its[0]?.quarter ?? { meterId: '' };
    const other = (property: string) =>
      task.store('quarters').get(keyOfQuarter(meterId, property, startedAt))?.told ??
      toldFromWire(history, property, startedAt);
    const statementOf = (property: string) => its.find(({ quarter }) => quarter.property === property);
    const before: ToldOf = (property) => {
      const statement = statementOf(property);
      return statement === undefined ? other(property) : statement.before;
    };
    return loadChanges(
      { meterId, startedAt },
      before,
      (property) => statementOf(property)?.quarter.told ?? other(property),
    );
  });
}

/** As a meter's: only the peaks of days that were let go are told by a recompute, the others by what meters add. */
export const createZoneRecomputeHandler = (policy: EnergyPolicy): Handler<Energy, EnergyZoneRecompute> =>
  function handleZoneRecompute({ value }, task) {
    const { history } = value;
    const recomputeId = idOfBytes(value.recomputeId);
    const key = keyOfZone(value);
    const zone = task.store('zones').get(key);
    if (history === null) {
      if (zone !== undefined) task.store('zones').set(key, { ...zone, awaits: recomputeId });
      return delivered;
    }
    const isAwaited = zone?.awaits === recomputeId;
    const peaks = isAwaited
      ? zoneDaysFromWire(history)
          .filter(({ day }) => day <= lastForgottenDay(zone.newestDay, policy))
          .flatMap((day) => restatedPeak(zone, day) ?? [])
      : undefined;
    for (const peak of peaks ?? []) task.emit('peaks', keyOfDay(peak, peak.day), peak);
    if (isAwaited && history.isLast) task.store('zones').set(key, { ...zone, awaits: undefined });
    task.emit('recomputedZones', key, recomputedZoneToWire(value, history, peaks));
    return delivered;
  };

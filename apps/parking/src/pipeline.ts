import type { ParkingObservation, ParkingRecompute, ParkingZoneChange } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { type Handler, type Pipeline, type Returns, type Task, delivered } from '@naru/streams';
import { bayStateToWire } from './adapters/bay-state.to-wire.js';
import { observationFromWire } from './adapters/observation.from-wire.js';
import { occupancyToWire } from './adapters/occupancy.to-wire.js';
import { historyFromWire } from './adapters/recompute.from-wire.js';
import { recomputedBayToWire } from './adapters/recomputed-bay.to-wire.js';
import { sessionToWire } from './adapters/session.to-wire.js';
import { zoneChangeFromWire } from './adapters/zone-change.from-wire.js';
import { zoneChangeToWire } from './adapters/zone-change.to-wire.js';
import {
  type Bay,
  type NextBay,
  type ParkingPolicy,
  latestOf,
  nextBayState,
  recompute,
  sinceOf,
} from './domain/bay.js';
import type { BayObservation } from './domain/observation.js';
import { zoneChangesOf } from './domain/zone-change.js';
import { nextZoneTally } from './domain/zone-tally.js';
import type { topology } from './topology.js';

type Parking = typeof topology;

/** Zones of all kinds share their topics. */
const keyOfZone = ({ zoneKind, zoneId }: { readonly zoneKind: string; readonly zoneId: string }): string =>
  `${zoneKind}/${zoneId}`;

const createObservationHandler = (policy: ParkingPolicy): Handler<Parking, ParkingObservation> =>
  function handleObservation({ value }, task) {
    const seen = observationFromWire(value);
    const before = task.store('bays').get(seen.bayId);
    const next = nextBayState(before, seen, policy);
    if (next.bay !== before) tell(task, before, next, seen);
    return delivered;
  };

/** Keeps the bay and tells what is new of it; `seen` is what its zones hear that it was seen by. */
function tell(task: Task<Parking>, before: Bay | undefined, { bay, sessions }: NextBay, seen: BayObservation): void {
  task.store('bays').set(bay.bayId, bay);
  if (before === undefined || !isSameState(before, bay)) task.emit('bayStates', bay.bayId, bayStateToWire(bay));
  for (const session of sessions) task.emit('sessions', bay.bayId, sessionToWire(bay.bayId, session));
  for (const change of zoneChangesOf(before, bay, seen))
    task.emit('zoneChanges', keyOfZone(change), zoneChangeToWire(change));
}

/**
 * Holds a bay, so that nothing settles while the warehouse is read, or computes it anew from what the warehouse has.
 * A history without its hold is outdated: the bay has gone on, or another recompute has begun.
 */
const handleRecompute: Handler<Parking, ParkingRecompute> = ({ value }, task) => {
  const { assetId, history } = value;
  const recomputeId = idOfBytes(value.recomputeId);
  const bays = task.store('bays');
  const before = bays.get(assetId);
  if (history === null) {
    if (before !== undefined) bays.set(assetId, { ...before, heldBy: recomputeId });
    return delivered;
  }
  const isHeld = before?.heldBy === recomputeId;
  const next = isHeld ? recompute(before, historyFromWire(assetId, history)) : undefined;
  if (isHeld) {
    const { bay, sessions } = next ?? { bay: before, sessions: [] };
    const heldBy = history.isLast || next === undefined ? undefined : recomputeId;
    tell(task, before, { bay: { ...bay, heldBy }, sessions }, latestOf(bay));
  }
  task.emit('recomputedBays', assetId, recomputedBayToWire(value, history, next?.sessions));
  return delivered;
};

/** Also a late observation from before the latest can tell since when the bay has its state. */
const isSameState = (before: Bay, after: Bay): boolean =>
  latestOf(before) === latestOf(after) && sinceOf(before) === sinceOf(after);

const handleZoneChange: Handler<Parking, ParkingZoneChange> = ({ value }, task) => {
  const change = zoneChangeFromWire(value);
  const key = keyOfZone(change);
  const tally = nextZoneTally(task.store('zones').get(key), change);
  task.store('zones').set(key, tally);
  task.emit('occupancy', key, occupancyToWire(tally));
  return delivered;
};

export const createPipeline = (policy: ParkingPolicy, returns: Returns): Pipeline<Parking> => ({
  observations: createObservationHandler(policy),
  zoneChanges: handleZoneChange,
  recomputes: handleRecompute,
  returns,
});

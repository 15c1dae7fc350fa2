import type { ParkingObservation, ParkingZoneChange } from '@naru/contracts';
import { type Handler, type Pipeline, delivered, type Returns } from '@naru/streams';
import { bayStateToWire } from './adapters/bay-state.to-wire.js';
import { observationFromWire } from './adapters/observation.from-wire.js';
import { occupancyToWire } from './adapters/occupancy.to-wire.js';
import { sessionToWire } from './adapters/session.to-wire.js';
import { zoneChangeFromWire } from './adapters/zone-change.from-wire.js';
import { zoneChangeToWire } from './adapters/zone-change.to-wire.js';
import { type Bay, type ParkingPolicy, latestOf, nextBayState, sinceOf } from './domain/bay.js';
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
    const { bay, sessions } = nextBayState(before, seen, policy);
    if (bay === before) return delivered;
    task.store('bays').set(bay.bayId, bay);
    if (before === undefined || !isSameState(before, bay)) task.emit('bayStates', bay.bayId, bayStateToWire(bay));
    for (const session of sessions) task.emit('sessions', bay.bayId, sessionToWire(bay.bayId, session));
    for (const change of zoneChangesOf(before, bay, seen))
      task.emit('zoneChanges', keyOfZone(change), zoneChangeToWire(change));
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
  returns,
});

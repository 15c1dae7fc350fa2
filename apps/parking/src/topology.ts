import { topics } from '@naru/contracts';
import { service, store } from '@naru/streams';
import { bayFromWire } from './adapters/bay.from-wire.js';
import { bayToWire } from './adapters/bay.to-wire.js';

export const topology = service('parking', {
  reads: {
    observations: topics.parkingObservations,
    zoneChanges: topics.parkingZoneChanges,
    recomputes: topics.parkingRecomputes,
    returns: topics.hubParkingReturns,
  },
  writes: {
    bayStates: topics.parkingBayStates,
    sessions: topics.parkingSessions,
    zoneChanges: topics.parkingZoneChanges,
    occupancy: topics.parkingOccupancy,
    recomputedBays: topics.parkingRecomputedBays,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
  },
  stores: {
    bays: store({ changelog: topics.parkingBaysChangelog, toWire: bayToWire, fromWire: bayFromWire }),
    zones: store({ changelog: topics.parkingZonesChangelog }),
  },
  views: {
    bayStates: topics.parkingBayStates,
    occupancy: topics.parkingOccupancy,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
});

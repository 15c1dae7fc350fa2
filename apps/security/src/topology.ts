import { topics } from '@naru/contracts';
import { service, store } from '@naru/streams';
import { watchFromWire } from './adapters/watch.from-wire.js';
import { watchToWire } from './adapters/watch.to-wire.js';

export const topology = service('security', {
  reads: {
    events: topics.securityEvents,
    incidentCommands: topics.securityIncidentCommands,
    recomputes: topics.securityRecomputes,
    returns: topics.hubSecurityReturns,
  },
  writes: {
    detections: topics.securityDetections,
    incidents: topics.securityIncidents,
    incidentCommands: topics.securityIncidentCommands,
    recomputedAssets: topics.securityRecomputedAssets,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
  },
  stores: {
    watches: store({ changelog: topics.securityWatchesChangelog, toWire: watchToWire, fromWire: watchFromWire }),
  },
  views: {
    detections: topics.securityDetections,
    incidents: topics.securityIncidents,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
});

import { topics } from '@naru/contracts';
import { service, store } from '@naru/streams';
import { meterFromWire } from './adapters/meter.from-wire.js';
import { meterToWire } from './adapters/meter.to-wire.js';
import { quarterFromWire } from './adapters/quarter.from-wire.js';
import { quarterToWire } from './adapters/quarter.to-wire.js';

export const topology = service('energy', {
  reads: { readings: topics.energyReadings, zoneLoads: topics.energyZoneLoads, returns: topics.hubEnergyReturns },
  writes: {
    intervals: topics.energyIntervals,
    zoneLoads: topics.energyZoneLoads,
    peaks: topics.energyPeaks,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
  },
  stores: {
    meters: store({ changelog: topics.energyMetersChangelog, toWire: meterToWire, fromWire: meterFromWire }),
    quarters: store({ changelog: topics.energyQuartersChangelog, toWire: quarterToWire, fromWire: quarterFromWire }),
    zoneDays: store({ changelog: topics.energyZoneDaysChangelog }),
  },
  views: {
    intervals: topics.energyIntervals,
    peaks: topics.energyPeaks,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
});

import { topics } from '@naru/contracts';
import { service, store } from '@naru/streams';
import { meterFromWire } from './adapters/meter.from-wire.js';
import { meterToWire } from './adapters/meter.to-wire.js';
import { quarterFromWire } from './adapters/quarter.from-wire.js';
import { quarterToWire } from './adapters/quarter.to-wire.js';
import { zoneFromWire } from './adapters/zone.from-wire.js';
import { zoneToWire } from './adapters/zone.to-wire.js';

export const topology = service('energy', {
  reads: {
    readings: topics.energyReadings,
    zoneLoads: topics.energyZoneLoads,
    recomputes: topics.energyRecomputes,
    zoneRecomputes: topics.energyZoneRecomputes,
    returns: topics.hubEnergyReturns,
  },
  writes: {
    intervals: topics.energyIntervals,
    zoneLoads: topics.energyZoneLoads,
    peaks: topics.energyPeaks,
    recomputedMeters: topics.energyRecomputedMeters,
    recomputedZones: topics.energyRecomputedZones,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
  },
  stores: {
    meters: store({ changelog: topics.energyMetersChangelog, toWire: meterToWire, fromWire: meterFromWire }),
    quarters: store({ changelog: topics.energyQuartersChangelog, toWire: quarterToWire, fromWire: quarterFromWire }),
    zones: store({ changelog: topics.energyZonesChangelog, toWire: zoneToWire, fromWire: zoneFromWire }),
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

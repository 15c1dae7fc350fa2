import { topics } from '@naru/contracts';
import { memory, service } from '@naru/streams';
import { rememberPage } from './adapters/id-pages.from-wire.js';
import { LoggedMemory } from './adapters/id-pages.to-wire.js';
import { HORIZON_SECONDS } from './domain/seen-records.js';
import { SLACK_SECONDS } from './domain/task-memory.js';

/** Every kind of record comes on two raw topics, one a lane, and goes out on one, with its place. */
export const topology = service('enrichment', {
  reads: {
    rawParkingObservations: topics.parkingRawObservations,
    rawParkingObservationsHistory: topics.parkingRawObservationsHistory,
    rawParkingCounts: topics.parkingRawCounts,
    rawParkingCountsHistory: topics.parkingRawCountsHistory,
    rawEnergyReadings: topics.energyRawReadings,
    rawEnergyReadingsHistory: topics.energyRawReadingsHistory,
    rawSecurityEvents: topics.securityRawEvents,
    rawSecurityEventsHistory: topics.securityRawEventsHistory,
    rawMobilityEvents: topics.mobilityRawEvents,
    rawMobilityEventsHistory: topics.mobilityRawEventsHistory,
    rawEnvironmentObservations: topics.environmentRawObservations,
    rawEnvironmentObservationsHistory: topics.environmentRawObservationsHistory,
    returns: topics.hubEnrichmentReturns,
  },
  writes: {
    parkingObservations: topics.parkingObservations,
    parkingCounts: topics.parkingCounts,
    energyReadings: topics.energyReadings,
    securityEvents: topics.securityEvents,
    mobilityEvents: topics.mobilityEvents,
    environmentObservations: topics.environmentObservations,
    duplicates: topics.hubDuplicates,
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
    // over HTTP, not by tasks
    assets: topics.cityAssets,
    zones: topics.cityZones,
  },
  stores: {
    memory: memory({
      logs: {
        recent: { changelog: topics.hubRecentIdsChangelog, horizonMs: (HORIZON_SECONDS + SLACK_SECONDS) * 1_000 },
        imported: { changelog: topics.hubImportedIdsChangelog, horizonMs: Infinity },
      },
      create: () => new LoggedMemory(),
      toPages: ({ pages }) => pages.finish(),
      fromPage: (state, _log, bytes, start, end) => {
        rememberPage(state, bytes, start, end);
      },
    }),
  },
  // one copy of the master data: placement looks it up where HTTP shows it
  views: {
    assets: topics.cityAssets,
    zones: topics.cityZones,
    accessKeys: topics.hubAccessKeys,
    sourceKeys: topics.hubSourceKeys,
    positionCommands: topics.hubPositionCommands,
  },
});

export type Enrichment = typeof topology;

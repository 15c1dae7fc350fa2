// Generated from schemas/ by `npm run generate`. Not to be edited.
import { cityAssets, cityZones } from './city.topics.js';
import { energyRawReadings, energyRawReadingsHistory, energyReadings, energyIntervals, energyZoneLoads, energyPeaks, energyMetersChangelog, energyQuartersChangelog, energyZoneDaysChangelog } from './energy.topics.js';
import { environmentRawObservations, environmentRawObservationsHistory, environmentObservations } from './environment.topics.js';
import { hubDeadLetters, hubQuarantine, hubDuplicates, hubLedger, hubSources, hubAccessKeys, hubSourceKeys, hubPositionCommands, hubReturnCommands, hubSetAsideDecisions, hubSetAsideGroups, hubIngestReturns, hubEnrichmentReturns, hubParkingReturns, hubEnergyReturns, hubSecurityReturns } from './hub.topics.js';
import { mobilityRawEvents, mobilityRawEventsHistory, mobilityEvents } from './mobility.topics.js';
import { parkingRawObservations, parkingRawObservationsHistory, parkingObservations, parkingRawCounts, parkingRawCountsHistory, parkingCounts, parkingBayStates, parkingSessions, parkingZoneChanges, parkingOccupancy, parkingBaysChangelog, parkingZonesChangelog } from './parking.topics.js';
import { securityRawEvents, securityRawEventsHistory, securityEvents, securityDetections, securityIncidents, securityIncidentCommands, securityWatchesChangelog } from './security.topics.js';

/** Every topic of the hub, by context and noun. */
export const topics = {
  cityAssets,
  cityZones,
  energyRawReadings,
  energyRawReadingsHistory,
  energyReadings,
  energyIntervals,
  energyZoneLoads,
  energyPeaks,
  energyMetersChangelog,
  energyQuartersChangelog,
  energyZoneDaysChangelog,
  environmentRawObservations,
  environmentRawObservationsHistory,
  environmentObservations,
  hubDeadLetters,
  hubQuarantine,
  hubDuplicates,
  hubLedger,
  hubSources,
  hubAccessKeys,
  hubSourceKeys,
  hubPositionCommands,
  hubReturnCommands,
  hubSetAsideDecisions,
  hubSetAsideGroups,
  hubIngestReturns,
  hubEnrichmentReturns,
  hubParkingReturns,
  hubEnergyReturns,
  hubSecurityReturns,
  mobilityRawEvents,
  mobilityRawEventsHistory,
  mobilityEvents,
  parkingRawObservations,
  parkingRawObservationsHistory,
  parkingObservations,
  parkingRawCounts,
  parkingRawCountsHistory,
  parkingCounts,
  parkingBayStates,
  parkingSessions,
  parkingZoneChanges,
  parkingOccupancy,
  parkingBaysChangelog,
  parkingZonesChangelog,
  securityRawEvents,
  securityRawEventsHistory,
  securityEvents,
  securityDetections,
  securityIncidents,
  securityIncidentCommands,
  securityWatchesChangelog,
} as const;

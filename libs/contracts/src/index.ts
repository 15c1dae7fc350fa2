// Generated from schemas/ by `npm run generate`. Not to be edited.
export type {
  AvroArray,
  AvroEnum,
  AvroField,
  AvroFixed,
  AvroLogical,
  AvroMap,
  AvroRecord,
  AvroSchema,
  AvroUnion,
} from './avro-schema.js';
export type { TopicContract, WireOf } from './topic-contract.js';
export { topicSettings } from './topic-settings.js';
export { physicalNames, type PhysicalNames } from './names.js';
export { domainFields, kinds, type Kind } from './kinds.js';
export {
  isReason,
  reasons,
  type DeadLetterReason,
  type PlaceReason,
  type QuarantineReason,
  type Reason,
} from './reasons.js';
export { deadLetterReasons, placeReasons, quarantineReasons } from './generated/reasons.js';
export { frontFields, placeFields } from './generated/fragments.js';
export { topics } from './generated/topics.js';
export { taskInputs } from './generated/task-inputs.js';
export type { CityAsset, CityZone } from './generated/city.types.js';
export type {
  EnergyHistoricInterval,
  EnergyHistoricLoad,
  EnergyHistoricPeak,
  EnergyHistoricReading,
  EnergyHistoricZoneDay,
  EnergyInterval,
  EnergyMeter,
  EnergyMeterHistory,
  EnergyMeterReading,
  EnergyPeak,
  EnergyQuarter,
  EnergyRawReading,
  EnergyReading,
  EnergyRecompute,
  EnergyRecomputedMeter,
  EnergyRecomputedZone,
  EnergyToldInterval,
  EnergyZone,
  EnergyZoneDay,
  EnergyZoneHistory,
  EnergyZoneLoad,
  EnergyZoneQuarter,
  EnergyZoneRecompute,
} from './generated/energy.types.js';
export type { EnvironmentObservation, EnvironmentRawObservation } from './generated/environment.types.js';
export type {
  HubAccessKey,
  HubBounds,
  HubDeadLetter,
  HubDuplicate,
  HubFront,
  HubLane,
  HubLedgerCount,
  HubLedgerEntry,
  HubLedgerProduced,
  HubLedgerRange,
  HubPlace,
  HubPoint,
  HubPositionCommand,
  HubQuarantinedRecord,
  HubReturnedRecord,
  HubSetAsideDay,
  HubSetAsideDecision,
  HubSetAsideGroup,
  HubSource,
  HubSourceKey,
} from './generated/hub.types.js';
export type { MobilityEvent, MobilityRawEvent } from './generated/mobility.types.js';
export type {
  ParkingBay,
  ParkingBayHistory,
  ParkingBayOccupation,
  ParkingBayPlace,
  ParkingBayStanding,
  ParkingBayState,
  ParkingCount,
  ParkingHistoricObservation,
  ParkingHistoricSession,
  ParkingKeptObservation,
  ParkingObservation,
  ParkingOccupancy,
  ParkingRawCount,
  ParkingRawObservation,
  ParkingRecompute,
  ParkingRecomputedBay,
  ParkingSession,
  ParkingSettledBay,
  ParkingStay,
  ParkingToldSession,
  ParkingZoneChange,
  ParkingZoneTally,
} from './generated/parking.types.js';
export type {
  SecurityAssetHistory,
  SecurityDecision,
  SecurityDetection,
  SecurityEvent,
  SecurityHistoricDetection,
  SecurityHistoricEvent,
  SecurityIncident,
  SecurityIncidentAction,
  SecurityIncidentCommand,
  SecurityIncidentStatus,
  SecurityPoint,
  SecurityRawEvent,
  SecurityRecompute,
  SecurityRecomputedAsset,
  SecuritySettledIncident,
  SecuritySeverity,
  SecurityToldDetection,
  SecurityToldIncident,
  SecurityWatch,
  SecurityWatchedEvent,
} from './generated/security.types.js';

// Generated from schemas/parking by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { parkingBayAvro, parkingBayStateAvro, parkingCountAvro, parkingObservationAvro, parkingOccupancyAvro, parkingRawCountAvro, parkingRawObservationAvro, parkingRecomputeAvro, parkingRecomputedBayAvro, parkingSessionAvro, parkingZoneChangeAvro, parkingZoneTallyAvro } from './parking.avro.js';
import type { ParkingBay, ParkingBayState, ParkingCount, ParkingObservation, ParkingOccupancy, ParkingRawCount, ParkingRawObservation, ParkingRecompute, ParkingRecomputedBay, ParkingSession, ParkingZoneChange, ParkingZoneTally } from './parking.types.js';

/** Observations of bays, as their sources sent them; duplicates and all. */
export const parkingRawObservations: TopicContract<ParkingRawObservation> = {
  "name": "parking.raw-observations.v1",
  "context": "parking",
  "noun": "raw-observations",
  "key": "device",
  "schema": "naru.parking.v1.RawObservation",
  "avro": parkingRawObservationAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "ingest",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Observations of bays, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 600
};

/** Observations of bays from imports and backfills. */
export const parkingRawObservationsHistory: TopicContract<ParkingRawObservation> = {
  "name": "parking.raw-observations-history.v1",
  "context": "parking",
  "noun": "raw-observations-history",
  "key": "device",
  "schema": "naru.parking.v1.RawObservation",
  "avro": parkingRawObservationAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Observations of bays from imports and backfills.",
  "lane": "history"
};

/** Observations of bays, each once and with its place. */
export const parkingObservations: TopicContract<ParkingObservation> = {
  "name": "parking.observations.v1",
  "context": "parking",
  "noun": "observations",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.parking.v1.Observation",
  "avro": parkingObservationAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "parking",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Observations of bays, each once and with its place.",
  "enriches": "parking.raw-observations.v1",
  "fact": [
    "recordId"
  ]
};

/** Counts of garages, as their sources sent them; duplicates and all. */
export const parkingRawCounts: TopicContract<ParkingRawCount> = {
  "name": "parking.raw-counts.v1",
  "context": "parking",
  "noun": "raw-counts",
  "key": "device",
  "schema": "naru.parking.v1.RawCount",
  "avro": parkingRawCountAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "ingest",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Counts of garages, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 3600
};

/** Counts of garages from imports and backfills. */
export const parkingRawCountsHistory: TopicContract<ParkingRawCount> = {
  "name": "parking.raw-counts-history.v1",
  "context": "parking",
  "noun": "raw-counts-history",
  "key": "device",
  "schema": "naru.parking.v1.RawCount",
  "avro": parkingRawCountAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Counts of garages from imports and backfills.",
  "lane": "history"
};

/** Counts of garages, each once and with its place. */
export const parkingCounts: TopicContract<ParkingCount> = {
  "name": "parking.counts.v1",
  "context": "parking",
  "noun": "counts",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.parking.v1.Count",
  "avro": parkingCountAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Counts of garages, each once and with its place.",
  "enriches": "parking.raw-counts.v1",
  "fact": [
    "recordId"
  ]
};

/** The latest state of each bay, in event time. */
export const parkingBayStates: TopicContract<ParkingBayState> = {
  "name": "parking.bay-states.v1",
  "context": "parking",
  "noun": "bay-states",
  "key": "asset id",
  "schema": "naru.parking.v1.BayState",
  "avro": parkingBayStateAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "parking",
  "readers": [
    "parking",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "The latest state of each bay, in event time.",
  "fact": [
    "assetId"
  ]
};

/** Stays in bays, opened and closed. */
export const parkingSessions: TopicContract<ParkingSession> = {
  "name": "parking.sessions.v1",
  "context": "parking",
  "noun": "sessions",
  "key": "asset id",
  "schema": "naru.parking.v1.Session",
  "avro": parkingSessionAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "parking",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Stays in bays, opened and closed.",
  "fact": [
    "sessionId"
  ]
};

/** Bays of a zone that changed: the step from bays to zones. */
export const parkingZoneChanges: TopicContract<ParkingZoneChange> = {
  "name": "parking.zone-changes.v1",
  "context": "parking",
  "noun": "zone-changes",
  "key": "zone kind and zone id",
  "schema": "naru.parking.v1.ZoneChange",
  "avro": parkingZoneChangeAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 86400000,
  "owner": "parking",
  "readers": [
    "parking"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Bays of a zone that changed: the step from bays to zones."
};

/** Free and occupied bays by zone. */
export const parkingOccupancy: TopicContract<ParkingOccupancy> = {
  "name": "parking.occupancy.v1",
  "context": "parking",
  "noun": "occupancy",
  "key": "zone kind and zone id",
  "schema": "naru.parking.v1.Occupancy",
  "avro": parkingOccupancyAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "parking",
  "readers": [
    "parking",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Free and occupied bays by zone.",
  "fact": [
    "zoneKind",
    "zoneId"
  ]
};

/** Histories of bays, out of the warehouse, whose sessions are to be computed anew. */
export const parkingRecomputes: TopicContract<ParkingRecompute> = {
  "name": "parking.recomputes.v1",
  "context": "parking",
  "noun": "recomputes",
  "key": "asset id",
  "schema": "naru.parking.v1.Recompute",
  "avro": parkingRecomputeAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "analytics",
  "readers": [
    "parking"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Histories of bays, out of the warehouse, whose sessions are to be computed anew."
};

/** What became of recomputes of bays. */
export const parkingRecomputedBays: TopicContract<ParkingRecomputedBay> = {
  "name": "parking.recomputed-bays.v1",
  "context": "parking",
  "noun": "recomputed-bays",
  "key": "asset id",
  "schema": "naru.parking.v1.RecomputedBay",
  "avro": parkingRecomputedBayAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "parking",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "What became of recomputes of bays."
};

/** State of the store of bays. */
export const parkingBaysChangelog: TopicContract<ParkingBay> = {
  "name": "parking.bays-changelog.v1",
  "context": "parking",
  "noun": "bays-changelog",
  "key": "asset id",
  "schema": "naru.parking.v1.Bay",
  "avro": parkingBayAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "parking",
  "readers": [
    "parking"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "State of the store of bays.",
  "changelog": {
    "stateVersion": 1
  }
};

/** State of the store of zones. */
export const parkingZonesChangelog: TopicContract<ParkingZoneTally> = {
  "name": "parking.zones-changelog.v1",
  "context": "parking",
  "noun": "zones-changelog",
  "key": "zone kind and zone id",
  "schema": "naru.parking.v1.ZoneTally",
  "avro": parkingZoneTallyAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "parking",
  "readers": [
    "parking"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "State of the store of zones.",
  "changelog": {
    "stateVersion": 1
  }
};

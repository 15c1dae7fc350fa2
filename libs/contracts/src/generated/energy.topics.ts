// Generated from schemas/energy by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { energyIntervalAvro, energyMeterAvro, energyPeakAvro, energyQuarterAvro, energyRawReadingAvro, energyReadingAvro, energyRecomputeAvro, energyRecomputedMeterAvro, energyRecomputedZoneAvro, energyZoneAvro, energyZoneDayAvro, energyZoneLoadAvro, energyZoneRecomputeAvro } from './energy.avro.js';
import type { EnergyInterval, EnergyMeter, EnergyPeak, EnergyQuarter, EnergyRawReading, EnergyReading, EnergyRecompute, EnergyRecomputedMeter, EnergyRecomputedZone, EnergyZone, EnergyZoneDay, EnergyZoneLoad, EnergyZoneRecompute } from './energy.types.js';

/** Readings of meters, as their sources sent them; duplicates and all. */
export const energyRawReadings: TopicContract<EnergyRawReading> = {
  "name": "energy.raw-readings.v1",
  "context": "energy",
  "noun": "raw-readings",
  "key": "device",
  "schema": "naru.energy.v1.RawReading",
  "avro": energyRawReadingAvro,
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
  "personal": "household-load",
  "meaning": "Readings of meters, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 1209600
};

/** Readings of meters from imports and backfills. */
export const energyRawReadingsHistory: TopicContract<EnergyRawReading> = {
  "name": "energy.raw-readings-history.v1",
  "context": "energy",
  "noun": "raw-readings-history",
  "key": "device",
  "schema": "naru.energy.v1.RawReading",
  "avro": energyRawReadingAvro,
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
  "personal": "household-load",
  "meaning": "Readings of meters from imports and backfills.",
  "lane": "history"
};

/** Readings of meters, each once and with its place. */
export const energyReadings: TopicContract<EnergyReading> = {
  "name": "energy.readings.v1",
  "context": "energy",
  "noun": "readings",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.energy.v1.Reading",
  "avro": energyReadingAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "energy",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "household-load",
  "meaning": "Readings of meters, each once and with its place.",
  "enriches": "energy.raw-readings.v1",
  "fact": [
    "recordId"
  ]
};

/** Energy by meter and quarter of an hour, revised as readings come. */
export const energyIntervals: TopicContract<EnergyInterval> = {
  "name": "energy.intervals.v1",
  "context": "energy",
  "noun": "intervals",
  "key": "asset id",
  "schema": "naru.energy.v1.Interval",
  "avro": energyIntervalAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "energy",
  "readers": [
    "energy",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "household-load",
  "meaning": "Energy by meter and quarter of an hour, revised as readings come.",
  "fact": [
    "intervalId"
  ]
};

/** What intervals add to their zones. */
export const energyZoneLoads: TopicContract<EnergyZoneLoad> = {
  "name": "energy.zone-loads.v1",
  "context": "energy",
  "noun": "zone-loads",
  "key": "zone kind and zone id",
  "schema": "naru.energy.v1.ZoneLoad",
  "avro": energyZoneLoadAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 86400000,
  "owner": "energy",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "household-load",
  "meaning": "What intervals add to their zones."
};

/** The peak of each local day by zone. */
export const energyPeaks: TopicContract<EnergyPeak> = {
  "name": "energy.peaks.v1",
  "context": "energy",
  "noun": "peaks",
  "key": "zone kind, zone id and day",
  "schema": "naru.energy.v1.Peak",
  "avro": energyPeakAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "energy",
  "readers": [
    "energy",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "The peak of each local day by zone.",
  "fact": [
    "zoneKind",
    "zoneId",
    "day"
  ]
};

/** Histories of meters, out of the warehouse, whose intervals are to be computed anew. */
export const energyRecomputes: TopicContract<EnergyRecompute> = {
  "name": "energy.recomputes.v1",
  "context": "energy",
  "noun": "recomputes",
  "key": "asset id",
  "schema": "naru.energy.v1.Recompute",
  "avro": energyRecomputeAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "analytics",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "household-load",
  "meaning": "Histories of meters, out of the warehouse, whose intervals are to be computed anew."
};

/** What became of recomputes of meters. */
export const energyRecomputedMeters: TopicContract<EnergyRecomputedMeter> = {
  "name": "energy.recomputed-meters.v1",
  "context": "energy",
  "noun": "recomputed-meters",
  "key": "asset id",
  "schema": "naru.energy.v1.RecomputedMeter",
  "avro": energyRecomputedMeterAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "energy",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "What became of recomputes of meters."
};

/** Loads of zones, out of the warehouse, whose peaks are to be computed anew. */
export const energyZoneRecomputes: TopicContract<EnergyZoneRecompute> = {
  "name": "energy.zone-recomputes.v1",
  "context": "energy",
  "noun": "zone-recomputes",
  "key": "zone kind and zone id",
  "schema": "naru.energy.v1.ZoneRecompute",
  "avro": energyZoneRecomputeAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "analytics",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Loads of zones, out of the warehouse, whose peaks are to be computed anew."
};

/** What became of recomputes of zones. */
export const energyRecomputedZones: TopicContract<EnergyRecomputedZone> = {
  "name": "energy.recomputed-zones.v1",
  "context": "energy",
  "noun": "recomputed-zones",
  "key": "zone kind and zone id",
  "schema": "naru.energy.v1.RecomputedZone",
  "avro": energyRecomputedZoneAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "energy",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "What became of recomputes of zones."
};

/** State of the store of meters. */
export const energyMetersChangelog: TopicContract<EnergyMeter> = {
  "name": "energy.meters-changelog.v1",
  "context": "energy",
  "noun": "meters-changelog",
  "key": "asset id and property",
  "schema": "naru.energy.v1.Meter",
  "avro": energyMeterAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "energy",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "State of the store of meters.",
  "changelog": {
    "stateVersion": 1
  }
};

/** State of the store of quarters of an hour. */
export const energyQuartersChangelog: TopicContract<EnergyQuarter> = {
  "name": "energy.quarters-changelog.v1",
  "context": "energy",
  "noun": "quarters-changelog",
  "key": "asset id, property and start",
  "schema": "naru.energy.v1.Quarter",
  "avro": energyQuarterAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "energy",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "household-load",
  "meaning": "State of the store of quarters of an hour.",
  "changelog": {
    "stateVersion": 1
  }
};

/** State of the store of the days of zones. */
export const energyZoneDaysChangelog: TopicContract<EnergyZoneDay> = {
  "name": "energy.zone-days-changelog.v1",
  "context": "energy",
  "noun": "zone-days-changelog",
  "key": "zone kind, zone id and day",
  "schema": "naru.energy.v1.ZoneDay",
  "avro": energyZoneDayAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "energy",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "State of the store of the days of zones.",
  "changelog": {
    "stateVersion": 1
  }
};

/** State of the store of zones. */
export const energyZonesChangelog: TopicContract<EnergyZone> = {
  "name": "energy.zones-changelog.v1",
  "context": "energy",
  "noun": "zones-changelog",
  "key": "zone kind and zone id",
  "schema": "naru.energy.v1.Zone",
  "avro": energyZoneAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "energy",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "State of the store of zones.",
  "changelog": {
    "stateVersion": 1
  }
};

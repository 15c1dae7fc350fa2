// Generated from schemas/security by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { securityDetectionAvro, securityEventAvro, securityIncidentAvro, securityIncidentCommandAvro, securityRawEventAvro, securityRecomputeAvro, securityRecomputedAssetAvro, securityWatchAvro } from './security.avro.js';
import type { SecurityDetection, SecurityEvent, SecurityIncident, SecurityIncidentCommand, SecurityRawEvent, SecurityRecompute, SecurityRecomputedAsset, SecurityWatch } from './security.types.js';

/** Events of security sources, as their sources sent them; duplicates and all. */
export const securityRawEvents: TopicContract<SecurityRawEvent> = {
  "name": "security.raw-events.v1",
  "context": "security",
  "noun": "raw-events",
  "key": "device",
  "schema": "naru.security.v1.RawEvent",
  "avro": securityRawEventAvro,
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
  "personal": "identity",
  "meaning": "Events of security sources, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 3600
};

/** Events of security sources from imports and backfills. */
export const securityRawEventsHistory: TopicContract<SecurityRawEvent> = {
  "name": "security.raw-events-history.v1",
  "context": "security",
  "noun": "raw-events-history",
  "key": "device",
  "schema": "naru.security.v1.RawEvent",
  "avro": securityRawEventAvro,
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
  "personal": "identity",
  "meaning": "Events of security sources from imports and backfills.",
  "lane": "history"
};

/** Events of security sources, each once and with its place. */
export const securityEvents: TopicContract<SecurityEvent> = {
  "name": "security.events.v1",
  "context": "security",
  "noun": "events",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.security.v1.Event",
  "avro": securityEventAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "security",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "identity",
  "meaning": "Events of security sources, each once and with its place.",
  "enriches": "security.raw-events.v1",
  "fact": [
    "recordId"
  ]
};

/** What the rules found. */
export const securityDetections: TopicContract<SecurityDetection> = {
  "name": "security.detections.v1",
  "context": "security",
  "noun": "detections",
  "key": "asset id",
  "schema": "naru.security.v1.Detection",
  "avro": securityDetectionAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 7776000000,
  "owner": "security",
  "readers": [
    "security",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "identity",
  "meaning": "What the rules found.",
  "fact": [
    "detectionId"
  ]
};

/** Incidents and what became of them. */
export const securityIncidents: TopicContract<SecurityIncident> = {
  "name": "security.incidents.v1",
  "context": "security",
  "noun": "incidents",
  "key": "asset id",
  "schema": "naru.security.v1.Incident",
  "avro": securityIncidentAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 7776000000,
  "owner": "security",
  "readers": [
    "security",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "identity",
  "meaning": "Incidents and what became of them.",
  "fact": [
    "incidentId"
  ]
};

/** What people decided of incidents. */
export const securityIncidentCommands: TopicContract<SecurityIncidentCommand> = {
  "name": "security.incident-commands.v1",
  "context": "security",
  "noun": "incident-commands",
  "key": "asset id",
  "schema": "naru.security.v1.IncidentCommand",
  "avro": securityIncidentCommandAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 7776000000,
  "owner": "security",
  "readers": [
    "security"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "What people decided of incidents."
};

/** Histories of assets, out of the warehouse, whose detections are to be computed anew. */
export const securityRecomputes: TopicContract<SecurityRecompute> = {
  "name": "security.recomputes.v1",
  "context": "security",
  "noun": "recomputes",
  "key": "asset id",
  "schema": "naru.security.v1.Recompute",
  "avro": securityRecomputeAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "analytics",
  "readers": [
    "security"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "identity",
  "meaning": "Histories of assets, out of the warehouse, whose detections are to be computed anew."
};

/** What became of recomputes of assets. */
export const securityRecomputedAssets: TopicContract<SecurityRecomputedAsset> = {
  "name": "security.recomputed-assets.v1",
  "context": "security",
  "noun": "recomputed-assets",
  "key": "asset id",
  "schema": "naru.security.v1.RecomputedAsset",
  "avro": securityRecomputedAssetAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "security",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "What became of recomputes of assets."
};

/** State of the store of watches. */
export const securityWatchesChangelog: TopicContract<SecurityWatch> = {
  "name": "security.watches-changelog.v1",
  "context": "security",
  "noun": "watches-changelog",
  "key": "asset id",
  "schema": "naru.security.v1.Watch",
  "avro": securityWatchAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "security",
  "readers": [
    "security"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "identity",
  "meaning": "State of the store of watches.",
  "changelog": {
    "stateVersion": 1
  }
};

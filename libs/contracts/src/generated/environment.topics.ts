// Generated from schemas/environment by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { environmentObservationAvro, environmentRawObservationAvro } from './environment.avro.js';
import type { EnvironmentObservation, EnvironmentRawObservation } from './environment.types.js';

/** Observations of air, weather and noise, as their sources sent them; duplicates and all. */
export const environmentRawObservations: TopicContract<EnvironmentRawObservation> = {
  "name": "environment.raw-observations.v1",
  "context": "environment",
  "noun": "raw-observations",
  "key": "device",
  "schema": "naru.environment.v1.RawObservation",
  "avro": environmentRawObservationAvro,
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
  "meaning": "Observations of air, weather and noise, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 86400
};

/** Observations of air, weather and noise from imports and backfills. */
export const environmentRawObservationsHistory: TopicContract<EnvironmentRawObservation> = {
  "name": "environment.raw-observations-history.v1",
  "context": "environment",
  "noun": "raw-observations-history",
  "key": "device",
  "schema": "naru.environment.v1.RawObservation",
  "avro": environmentRawObservationAvro,
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
  "meaning": "Observations of air, weather and noise from imports and backfills.",
  "lane": "history"
};

/** Observations of air, weather and noise, each once and with its place. */
export const environmentObservations: TopicContract<EnvironmentObservation> = {
  "name": "environment.observations.v1",
  "context": "environment",
  "noun": "observations",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.environment.v1.Observation",
  "avro": environmentObservationAvro,
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
  "meaning": "Observations of air, weather and noise, each once and with its place.",
  "enriches": "environment.raw-observations.v1",
  "fact": [
    "recordId"
  ]
};

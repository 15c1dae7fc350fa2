// Generated from schemas/mobility by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { mobilityEventAvro, mobilityRawEventAvro } from './mobility.avro.js';
import type { MobilityEvent, MobilityRawEvent } from './mobility.types.js';

/** Events in traffic, as their sources sent them; duplicates and all. */
export const mobilityRawEvents: TopicContract<MobilityRawEvent> = {
  "name": "mobility.raw-events.v1",
  "context": "mobility",
  "noun": "raw-events",
  "key": "device",
  "schema": "naru.mobility.v1.RawEvent",
  "avro": mobilityRawEventAvro,
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
  "meaning": "Events in traffic, as their sources sent them; duplicates and all.",
  "lane": "live",
  "latenessSeconds": 86400
};

/** Events in traffic from imports and backfills. */
export const mobilityRawEventsHistory: TopicContract<MobilityRawEvent> = {
  "name": "mobility.raw-events-history.v1",
  "context": "mobility",
  "noun": "raw-events-history",
  "key": "device",
  "schema": "naru.mobility.v1.RawEvent",
  "avro": mobilityRawEventAvro,
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
  "meaning": "Events in traffic from imports and backfills.",
  "lane": "history"
};

/** Events in traffic, each once and with its place. */
export const mobilityEvents: TopicContract<MobilityEvent> = {
  "name": "mobility.events.v1",
  "context": "mobility",
  "noun": "events",
  "key": "asset id, or the device where no asset is known",
  "schema": "naru.mobility.v1.Event",
  "avro": mobilityEventAvro,
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
  "meaning": "Events in traffic, each once and with its place.",
  "enriches": "mobility.raw-events.v1",
  "fact": [
    "recordId"
  ]
};

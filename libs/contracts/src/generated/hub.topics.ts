// Generated from schemas/hub by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { hubAccessKeyAvro, hubDeadLetterAvro, hubDuplicateAvro, hubIdPageAvro, hubLedgerEntryAvro, hubPositionCommandAvro, hubQuarantinedRecordAvro, hubReturnedRecordAvro, hubSetAsideDecisionAvro, hubSetAsideGroupAvro, hubSourceAvro, hubSourceKeyAvro } from './hub.avro.js';
import type { HubAccessKey, HubDeadLetter, HubDuplicate, HubIdPage, HubLedgerEntry, HubPositionCommand, HubQuarantinedRecord, HubReturnedRecord, HubSetAsideDecision, HubSetAsideGroup, HubSource, HubSourceKey } from './hub.types.js';

/** Records that could not be processed as they are. */
export const hubDeadLetters: TopicContract<HubDeadLetter> = {
  "name": "hub.dead-letters.v1",
  "context": "hub",
  "noun": "dead-letters",
  "key": "stage and task",
  "schema": "naru.hub.v1.DeadLetter",
  "avro": hubDeadLetterAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 7776000000,
  "owner": "ingest",
  "readers": [
    "ingest",
    "analytics"
  ],
  "warehouse": true,
  "shared": true,
  "personal": "none",
  "meaning": "Records that could not be processed as they are."
};

/** Readable records set aside. */
export const hubQuarantine: TopicContract<HubQuarantinedRecord> = {
  "name": "hub.quarantine.v1",
  "context": "hub",
  "noun": "quarantine",
  "key": "stage and task",
  "schema": "naru.hub.v1.QuarantinedRecord",
  "avro": hubQuarantinedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 7776000000,
  "owner": "ingest",
  "readers": [
    "ingest",
    "analytics"
  ],
  "warehouse": true,
  "shared": true,
  "personal": "none",
  "meaning": "Readable records set aside."
};

/** Records that the hub already had. */
export const hubDuplicates: TopicContract<HubDuplicate> = {
  "name": "hub.duplicates.v1",
  "context": "hub",
  "noun": "duplicates",
  "key": "record id",
  "schema": "naru.hub.v1.Duplicate",
  "avro": hubDuplicateAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": true,
  "personal": "none",
  "meaning": "Records that the hub already had."
};

/** The books of every stage. */
export const hubLedger: TopicContract<HubLedgerEntry> = {
  "name": "hub.ledger.v1",
  "context": "hub",
  "noun": "ledger",
  "key": "stage and task",
  "schema": "naru.hub.v1.LedgerEntry",
  "avro": hubLedgerEntryAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "enrichment",
  "readers": [
    "analytics"
  ],
  "warehouse": true,
  "shared": true,
  "personal": "none",
  "meaning": "The books of every stage."
};

/** The feeds and their promises. */
export const hubSources: TopicContract<HubSource> = {
  "name": "hub.sources.v1",
  "context": "hub",
  "noun": "sources",
  "key": "source",
  "schema": "naru.hub.v1.Source",
  "avro": hubSourceAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "The feeds and their promises.",
  "fact": [
    "source"
  ]
};

/** Keys that may call the hub, hashed. */
export const hubAccessKeys: TopicContract<HubAccessKey> = {
  "name": "hub.access-keys.v1",
  "context": "hub",
  "noun": "access-keys",
  "key": "key id",
  "schema": "naru.hub.v1.AccessKey",
  "avro": hubAccessKeyAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest",
    "enrichment",
    "parking",
    "energy",
    "security",
    "analytics"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Keys that may call the hub, hashed."
};

/** Keys that seal the bytes of sources, wrapped. */
export const hubSourceKeys: TopicContract<HubSourceKey> = {
  "name": "hub.source-keys.v1",
  "context": "hub",
  "noun": "source-keys",
  "key": "source",
  "schema": "naru.hub.v1.SourceKey",
  "avro": hubSourceKeyAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest",
    "enrichment",
    "parking",
    "energy",
    "security",
    "analytics"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Keys that seal the bytes of sources, wrapped."
};

/** Where tasks go on whose records were gone before they were read. */
export const hubPositionCommands: TopicContract<HubPositionCommand> = {
  "name": "hub.position-commands.v1",
  "context": "hub",
  "noun": "position-commands",
  "key": "service, topic and partition",
  "schema": "naru.hub.v1.PositionCommand",
  "avro": hubPositionCommandAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest",
    "enrichment",
    "parking",
    "energy",
    "security",
    "analytics"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Where tasks go on whose records were gone before they were read."
};

/** Records set aside that somebody wants back, as they would return. */
export const hubReturnCommands: TopicContract<HubReturnedRecord> = {
  "name": "hub.return-commands.v1",
  "context": "hub",
  "noun": "return-commands",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 604800000,
  "owner": "ingest",
  "readers": [
    "ingest"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records set aside that somebody wants back, as they would return."
};

/** What was decided about records set aside, by whom and when. */
export const hubSetAsideDecisions: TopicContract<HubSetAsideDecision> = {
  "name": "hub.set-aside-decisions.v1",
  "context": "hub",
  "noun": "set-aside-decisions",
  "key": "topic, partition and offset of what was set aside",
  "schema": "naru.hub.v1.SetAsideDecision",
  "avro": hubSetAsideDecisionAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest",
    "analytics"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "What was decided about records set aside, by whom and when.",
  "changelog": {
    "stateVersion": 1
  }
};

/** Records set aside, counted by source, stage, kind, reason and shape. */
export const hubSetAsideGroups: TopicContract<HubSetAsideGroup> = {
  "name": "hub.set-aside-groups.v1",
  "context": "hub",
  "noun": "set-aside-groups",
  "key": "task and group",
  "schema": "naru.hub.v1.SetAsideGroup",
  "avro": hubSetAsideGroupAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "ingest"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records set aside, counted by source, stage, kind, reason and shape.",
  "changelog": {
    "stateVersion": 1
  }
};

/** Records that ingest set aside and takes again. */
export const hubIngestReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.ingest-returns.v1",
  "context": "hub",
  "noun": "ingest-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "ingest",
  "readers": [
    "ingest"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that ingest set aside and takes again."
};

/** Records that enrichment set aside and takes again. */
export const hubEnrichmentReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.enrichment-returns.v1",
  "context": "hub",
  "noun": "enrichment-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": -1,
  "owner": "ingest",
  "readers": [
    "enrichment"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that enrichment set aside and takes again."
};

/** Records that parking set aside and takes again. */
export const hubParkingReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.parking-returns.v1",
  "context": "hub",
  "noun": "parking-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "ingest",
  "readers": [
    "parking"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that parking set aside and takes again."
};

/** Records that energy set aside and takes again. */
export const hubEnergyReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.energy-returns.v1",
  "context": "hub",
  "noun": "energy-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "ingest",
  "readers": [
    "energy"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that energy set aside and takes again."
};

/** Records that security set aside and takes again. */
export const hubSecurityReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.security-returns.v1",
  "context": "hub",
  "noun": "security-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "ingest",
  "readers": [
    "security"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that security set aside and takes again."
};

/** Records that the warehouse refused and analytics takes again. */
export const hubAnalyticsReturns: TopicContract<HubReturnedRecord> = {
  "name": "hub.analytics-returns.v1",
  "context": "hub",
  "noun": "analytics-returns",
  "key": "stage and task",
  "schema": "naru.hub.v1.ReturnedRecord",
  "avro": hubReturnedRecordAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 2592000000,
  "owner": "ingest",
  "readers": [
    "analytics"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Records that the warehouse refused and analytics takes again."
};

/** Ids of live records, for as long as their copies are recognised. */
export const hubRecentIdsChangelog: TopicContract<HubIdPage> = {
  "name": "hub.recent-ids-changelog.v1",
  "context": "hub",
  "noun": "recent-ids-changelog",
  "key": "task",
  "schema": "naru.hub.v1.IdPage",
  "avro": hubIdPageAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": 777600000,
  "owner": "enrichment",
  "readers": [
    "enrichment"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Ids of live records, for as long as their copies are recognised.",
  "changelog": {
    "stateVersion": 1
  }
};

/** Ids of imported records, whose copies are recognised for ever. */
export const hubImportedIdsChangelog: TopicContract<HubIdPage> = {
  "name": "hub.imported-ids-changelog.v1",
  "context": "hub",
  "noun": "imported-ids-changelog",
  "key": "task",
  "schema": "naru.hub.v1.IdPage",
  "avro": hubIdPageAvro,
  "partitions": 2,
  "cleanup": "delete",
  "retentionMs": -1,
  "owner": "enrichment",
  "readers": [
    "enrichment"
  ],
  "warehouse": false,
  "shared": false,
  "personal": "none",
  "meaning": "Ids of imported records, whose copies are recognised for ever.",
  "changelog": {
    "stateVersion": 1
  }
};

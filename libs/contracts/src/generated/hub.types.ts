// Generated from schemas/hub by `npm run generate`. Not to be edited.

/** A key that may call the hub; only its hash is kept. */
export interface HubAccessKey {
  /** Its public part. */
  readonly keyId: string;
  /** SHA-256 of the whole key text. */
  readonly secretSha256: Buffer;
  /** Tenant. */
  readonly tenant: string;
  /** 'send', 'history', 'read', 'manage'. */
  readonly scopes: readonly string[];
  /** Source that it sends for; null for keys that only read. */
  readonly source: string | null;
  /** Quota of a sending key (records/s), 0 = the default. */
  readonly recordsPerSecond: number;
  /** What it is for. */
  readonly description: string;
  /** When it was made (ms since 1970, UTC). */
  readonly createdAt: number;
}

/** A box in WGS84 degrees. */
export interface HubBounds {
  /** Degrees. */
  readonly west: number;
  /** Degrees. */
  readonly south: number;
  /** Degrees. */
  readonly east: number;
  /** Degrees. */
  readonly north: number;
}

/** A record that could not be processed as it is. */
export interface HubDeadLetter {
  /** Identity of the record where it could be made. */
  readonly recordId: Buffer | null;
  /** The feed that sent it. */
  readonly source: string;
  /** Tenant. */
  readonly tenant: string;
  /** Service that set it aside. */
  readonly stage: string;
  /** Task of that stage. */
  readonly task: number;
  /** '<domain>/<kind>' it was sent as, or the topic it was read from. */
  readonly kind: string;
  /** Reason code, see docs/errors.md. */
  readonly reason: string;
  /** What was expected, in words; holds no value of the record. */
  readonly detail: string;
  /** When the hub took it (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Event time where it could be read. */
  readonly observedAt: number | null;
  /** Topic it was read from; null at ingest. */
  readonly originTopic: string | null;
  /** Its partition. */
  readonly originPartition: number | null;
  /** Its offset. */
  readonly originOffset: number | null;
  /** Writer schema id where it had one. */
  readonly schemaId: number | null;
  /** 0 at first; one more with each re-drive. */
  readonly attempt: number;
  /** Bytes of the original. */
  readonly size: number;
  /** SHA-256 of the original bytes. */
  readonly sha256: Buffer;
  /** The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond. */
  readonly sealed: Buffer | null;
  /** Key it is sealed with. */
  readonly sealKeyId: string | null;
  /** Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it. */
  readonly lane: string;
  /** Key that it had in its topic; null at ingest. */
  readonly originKey: string | null;
}

/** A record that the hub already had. */
export interface HubDuplicate {
  /** Identity of the record. */
  readonly recordId: Buffer;
  /** The feed that sent it. */
  readonly source: string;
  /** Service that recognised it. */
  readonly stage: string;
  /** '<domain>/<kind>'. */
  readonly kind: string;
  /** When the hub took this copy (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Topic of this copy. */
  readonly originTopic: string;
  /** Its partition. */
  readonly originPartition: number;
  /** Its offset. */
  readonly originOffset: number;
  /** Topic of the first copy. */
  readonly firstTopic: string;
  /** Its partition. */
  readonly firstPartition: number;
  /** Its offset. */
  readonly firstOffset: number;
}

/** What every record of a source begins with. */
export interface HubFront {
  /** Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest. */
  readonly recordId: Buffer;
  /** 128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction. */
  readonly contentHash: Buffer;
  /** The feed that sent the record. */
  readonly source: string;
  /** When the hub took the record (ms since 1970, UTC). Stamped once, by ingest. */
  readonly receivedAt: number;
  /** When it was seen in the city (ms since 1970, UTC): event time. */
  readonly observedAt: number;
  /** The device or feed member that saw it, as its source names it. */
  readonly device: string;
  /** Where it was seen, as the record itself says; null where it says nothing. */
  readonly point: HubPoint | null;
  /** 'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own. */
  readonly quality: string;
  /** 'live', or 'history' for imports, backfills and reprocessing. */
  readonly lane: HubLane;
}

/** Records that enrichment has taken in one transaction, or some of them: by these their copies are recognised. */
export interface HubIdPage {
  /** Raw topics that stand in the ids. */
  readonly topics: readonly string[];
  /** Feeds that stand in the ids. */
  readonly sources: readonly string[];
  /** What was taken. */
  readonly ids: readonly HubRememberedId[];
}

/** 'live' stands for symbols of later versions. */
export type HubLane = 'live' | 'history';

/** Records of one source and minute that met the same fate. */
export interface HubLedgerCount {
  /** Topic that they were taken from; of ingest, the raw topic that they are meant for. */
  readonly topic: string;
  /** Feed that sent them; empty where the hub made them itself. */
  readonly source: string;
  /** Start of the minute in which the hub took them (ms since 1970, UTC). */
  readonly minute: number;
  /** 'delivered', 'deduplicated', 'dead-lettered' or 'quarantined'; besides 'taken', which only ingest books, 'returned', of records that were set aside and came back, and 'expired', of those that never did. */
  readonly fate: string;
  /** Reason code; empty where the fate has none. */
  readonly reason: string;
  /** How many. */
  readonly count: number;
}

/** What a task of a stage took in one transaction, and what became of it: committed together with it, or not at all. */
export interface HubLedgerEntry {
  /** Service that took it. */
  readonly stage: string;
  /** Task that took it: its partition number; 0 of what ingest took over HTTP. */
  readonly task: number;
  /** Instance that worked on the task. */
  readonly instance: string;
  /** When it was committed, by the clock of the instance (ms since 1970, UTC). */
  readonly bookedAt: number;
  /** Offsets that were taken, by topic partition. */
  readonly ranges: readonly HubLedgerRange[];
  /** Fates of the records that were taken. */
  readonly counts: readonly HubLedgerCount[];
  /** Records that were written in the transaction, told beside the fates. */
  readonly produced: readonly HubLedgerProduced[];
}

/** What was written to one topic. */
export interface HubLedgerProduced {
  /** Name in the catalogue. */
  readonly topic: string;
  /** Start of the minute of the records' Kafka timestamps (ms since 1970, UTC). */
  readonly minute: number;
  /** How many. */
  readonly count: number;
}

/** Offsets of one topic partition that were taken. */
export interface HubLedgerRange {
  /** Name in the catalogue. */
  readonly topic: string;
  /** Partition. */
  readonly partition: number;
  /** First offset. */
  readonly fromOffset: number;
  /** Offset after the last. The next entry of the task begins here, or something is missing. */
  readonly toOffset: number;
  /** Records in the range that count: committed ones, without progress marks. */
  readonly records: number;
  /** Whether retention had deleted the range before it was read, and somebody commanded to go on. */
  readonly lost: boolean;
}

/** What enrichment adds to a record. */
export interface HubPlace {
  /** 0 for the first statement of this record; higher for a later, better one. */
  readonly revision: number;
  /** Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0. */
  readonly cause: string | null;
  /** The asset that carried the device when it observed; null where the master data knows none. */
  readonly assetId: string | null;
  /** Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete. */
  readonly placeReason: string | null;
  /** Where the record is placed: the asset's own point, else the record's; null where neither is known. */
  readonly placePoint: HubPoint | null;
  /** Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt. */
  readonly zones: Readonly<Record<string, string>>;
  /** H3 cell of the place at resolution 10, as hexadecimal text. */
  readonly h3: string | null;
  /** Building of the asset. */
  readonly building: string | null;
  /** Storey of the asset in its building; 0 is the ground floor. */
  readonly storey: number | null;
  /** When the hub learned the newest version of the master data used here (ms since 1970, UTC). */
  readonly masterDataAt: number | null;
}

/** A point in WGS84 (EPSG:4326). */
export interface HubPoint {
  /** Longitude in degrees east. */
  readonly longitude: number;
  /** Latitude in degrees north. */
  readonly latitude: number;
}

/** Somebody's word that a task goes on although records were gone before it read them. */
export interface HubPositionCommand {
  /** Offset at which the task goes on; what lies between its position and this is booked as lost. */
  readonly from: number;
  /** Public part of the key of whoever commanded it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
}

/** A readable record set aside: too late, from the future, implausible. */
export interface HubQuarantinedRecord {
  /** Identity of the record where it could be made. */
  readonly recordId: Buffer | null;
  /** The feed that sent it. */
  readonly source: string;
  /** Tenant. */
  readonly tenant: string;
  /** Service that set it aside. */
  readonly stage: string;
  /** Task of that stage. */
  readonly task: number;
  /** '<domain>/<kind>' it was sent as, or the topic it was read from. */
  readonly kind: string;
  /** Reason code, see docs/errors.md. */
  readonly reason: string;
  /** What was expected, in words; holds no value of the record. */
  readonly detail: string;
  /** When the hub took it (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Event time where it could be read. */
  readonly observedAt: number | null;
  /** Topic it was read from; null at ingest. */
  readonly originTopic: string | null;
  /** Its partition. */
  readonly originPartition: number | null;
  /** Its offset. */
  readonly originOffset: number | null;
  /** Writer schema id where it had one. */
  readonly schemaId: number | null;
  /** 0 at first; one more with each re-drive. */
  readonly attempt: number;
  /** Bytes of the original. */
  readonly size: number;
  /** SHA-256 of the original bytes. */
  readonly sha256: Buffer;
  /** The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond. */
  readonly sealed: Buffer | null;
  /** Key it is sealed with. */
  readonly sealKeyId: string | null;
  /** Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it. */
  readonly lane: string;
  /** Key that it had in its topic; null at ingest. */
  readonly originKey: string | null;
}

/** One record that was taken, in the order in which they were. */
export interface HubRememberedId {
  /** The first 8 bytes of its id. */
  readonly recordId: Buffer;
  /** The first 8 bytes of its content hash. */
  readonly contentHash: Buffer;
  /** Number that this content of the id was given, from 0 on. */
  readonly revision: number;
  /** Where its first copy lies: the topic, by its place in the page. */
  readonly topic: number;
  /** And the offset. */
  readonly offset: number;
  /** When the hub took the record, in seconds since 1970 (UTC); 0 where it is remembered for ever. */
  readonly takenAt: number;
  /** Feed of the device, by its place in the page; 0 where takenAt is. */
  readonly source: number;
  /** Whose horizon it is in; empty where takenAt is 0. */
  readonly device: string;
}

/** A record that was set aside and comes back: as somebody's command at first, and once that is accepted, as what the stage takes again. */
export interface HubReturnedRecord {
  /** Where it was set aside: 'dead-letters/<partition>-<offset>' or 'quarantine/<partition>-<offset>'. */
  readonly letter: string;
  /** Names the command, so that one that is sent twice counts once. */
  readonly commandId: string;
  /** Public part of the key of whoever commanded it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** Whether it goes on in spite of the time it was seen at. */
  readonly isRelease: boolean;
  /** Whether the bytes are others than those that were set aside. */
  readonly isFixed: boolean;
  /** Identity of the record where it could be made. */
  readonly recordId: Buffer | null;
  /** The feed that sent it. */
  readonly source: string;
  /** Service that set it aside, and takes it again. */
  readonly stage: string;
  /** Task of that stage. */
  readonly task: number;
  /** '<domain>/<kind>' it was sent as, or the topic it was read from. */
  readonly kind: string;
  /** Why it was set aside, see docs/errors.md. */
  readonly reason: string;
  /** Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it. */
  readonly lane: string;
  /** When the hub took it for the first time (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Topic it was read from; null at ingest. */
  readonly originTopic: string | null;
  /** Its partition. */
  readonly originPartition: number | null;
  /** Its offset. */
  readonly originOffset: number | null;
  /** Its key. */
  readonly originKey: string | null;
  /** 1 with the first return; one more with each. */
  readonly attempt: number;
  /** Bytes that come back. */
  readonly size: number;
  /** SHA-256 of these bytes. */
  readonly sha256: Buffer;
  /** These bytes, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag). */
  readonly sealed: Buffer;
  /** Key they are sealed with. */
  readonly sealKeyId: string;
  /** Group that it is counted in. */
  readonly group: string;
  /** When it was set aside (ms since 1970, UTC). */
  readonly setAsideAt: number;
}

/** Records of a group that wait, of one day. */
export interface HubSetAsideDay {
  /** Start of the day, UTC, on which they were set aside. */
  readonly day: number;
  /** How many of them wait. */
  readonly waiting: number;
}

/** What was decided about a record that was set aside: the first command about it, which alone counts. */
export interface HubSetAsideDecision {
  /** Where it was set aside: 'dead-letters/<partition>-<offset>' or 'quarantine/<partition>-<offset>'. */
  readonly letter: string;
  /** 'redriven', or 'released' in spite of the time it was seen at. */
  readonly decision: string;
  /** The command that counts. */
  readonly commandId: string;
  /** Public part of the key of whoever commanded it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** Whether other bytes went on than those that were set aside. */
  readonly isFixed: boolean;
  /** SHA-256 of the bytes that went on. */
  readonly sha256: Buffer;
  /** The feed that sent it. */
  readonly source: string;
  /** Service that set it aside, and takes it again. */
  readonly stage: string;
  /** Why it was set aside, see docs/errors.md. */
  readonly reason: string;
  /** When the hub took it (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Which return it is; 1 is the first. */
  readonly attempt: number;
}

/** Records set aside of one kind, for one reason, as one task has counted them. A group of several tasks is their sum. */
export interface HubSetAsideGroup {
  /** Names the group: a hash of what its records have in common. */
  readonly group: string;
  /** Where they stand: 'dead-letters' or 'quarantine'. */
  readonly topic: string;
  /** The feed that sent them. */
  readonly source: string;
  /** Service that set them aside. */
  readonly stage: string;
  /** '<domain>/<kind>' they were sent as, or the topic they were read from. */
  readonly kind: string;
  /** Reason code, see docs/errors.md. */
  readonly reason: string;
  /** What was expected of them, in words; figures left out. */
  readonly shape: string;
  /** Records set aside, ever. */
  readonly count: number;
  /** Of these, taken back or released. */
  readonly decided: number;
  /** Of these, deleted by retention while they waited. */
  readonly expired: number;
  /** When the first was set aside (ms since 1970, UTC). */
  readonly firstAt: number;
  /** When the last was set aside (ms since 1970, UTC). */
  readonly lastAt: number;
  /** Start of the hour of the last. */
  readonly hour: number;
  /** Records set aside in that hour. */
  readonly inHour: number;
  /** Records set aside in the hour before. */
  readonly inHourBefore: number;
  /** Where the last stands: '<partition>-<offset>'. */
  readonly sample: string;
  /** What was expected of that one, in words. */
  readonly sampleDetail: string;
  /** Records that wait, by day, oldest first. */
  readonly days: readonly HubSetAsideDay[];
}

/** A feed of records, with an owner and a promise. */
export interface HubSource {
  /** Its name. */
  readonly source: string;
  /** Tenant. */
  readonly tenant: string;
  /** Who answers for it. */
  readonly owner: string;
  /** What it is. */
  readonly description: string;
  /** '<domain>/<kind>' that it may send. */
  readonly kinds: readonly string[];
  /** How far its clock may run ahead (s). */
  readonly clockSkewSeconds: number;
  /** How often it promises to be heard (s). */
  readonly freshnessSeconds: number;
  /** Where its records lie; coordinates outside are refused. Null: anywhere. */
  readonly bounds: HubBounds | null;
  /** Whether its records are made up. */
  readonly simulated: boolean;
  /** When it was registered (ms since 1970, UTC). */
  readonly createdAt: number;
}

/** The key that seals a source's bytes, itself wrapped by the hub's master key. */
export interface HubSourceKey {
  /** Its name. */
  readonly sealKeyId: string;
  /** The source. */
  readonly source: string;
  /** AES-256 key wrapped with the master key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag). */
  readonly wrapped: Buffer;
  /** When it was made (ms since 1970, UTC). */
  readonly createdAt: number;
}

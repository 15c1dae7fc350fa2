// Generated from schemas/hub by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const hubAccessKeyAvro: AvroRecord = {
  "type": "record",
  "name": "AccessKey",
  "namespace": "naru.hub.v1",
  "doc": "A key that may call the hub; only its hash is kept.",
  "fields": [
    {
      "name": "keyId",
      "type": "string",
      "doc": "Its public part."
    },
    {
      "name": "secretSha256",
      "type": {
        "type": "fixed",
        "name": "Sha256",
        "namespace": "naru.hub.v1",
        "size": 32
      },
      "doc": "SHA-256 of the whole key text."
    },
    {
      "name": "tenant",
      "type": "string",
      "doc": "Tenant.",
      "default": "",
      "naru.vocabulary": true
    },
    {
      "name": "scopes",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "'send', 'history', 'read', 'manage'."
    },
    {
      "name": "source",
      "type": [
        "null",
        "string"
      ],
      "doc": "Source that it sends for; null for keys that only read.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "recordsPerSecond",
      "type": "int",
      "doc": "Quota of a sending key (records/s), 0 = the default.",
      "default": 0
    },
    {
      "name": "description",
      "type": "string",
      "doc": "What it is for.",
      "default": ""
    },
    {
      "name": "createdAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was made (ms since 1970, UTC)."
    }
  ]
};

export const hubDeadLetterAvro: AvroRecord = {
  "type": "record",
  "name": "DeadLetter",
  "namespace": "naru.hub.v1",
  "doc": "A record that could not be processed as it is.",
  "fields": [
    {
      "name": "recordId",
      "type": [
        "null",
        {
          "type": "fixed",
          "name": "Uuid",
          "namespace": "naru.hub.v1",
          "size": 16,
          "logicalType": "uuid"
        }
      ],
      "doc": "Identity of the record where it could be made.",
      "default": null
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent it.",
      "naru.vocabulary": true
    },
    {
      "name": "tenant",
      "type": "string",
      "doc": "Tenant.",
      "default": "",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that set it aside.",
      "naru.vocabulary": true
    },
    {
      "name": "task",
      "type": "int",
      "doc": "Task of that stage."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'<domain>/<kind>' it was sent as, or the topic it was read from.",
      "naru.vocabulary": true
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Reason code, see docs/errors.md.",
      "naru.vocabulary": true
    },
    {
      "name": "detail",
      "type": "string",
      "doc": "What was expected, in words; holds no value of the record.",
      "default": ""
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took it (ms since 1970, UTC)."
    },
    {
      "name": "observedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Event time where it could be read.",
      "default": null
    },
    {
      "name": "originTopic",
      "type": [
        "null",
        "string"
      ],
      "doc": "Topic it was read from; null at ingest.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "originPartition",
      "type": [
        "null",
        "int"
      ],
      "doc": "Its partition.",
      "default": null
    },
    {
      "name": "originOffset",
      "type": [
        "null",
        "long"
      ],
      "doc": "Its offset.",
      "default": null
    },
    {
      "name": "schemaId",
      "type": [
        "null",
        "int"
      ],
      "doc": "Writer schema id where it had one.",
      "default": null
    },
    {
      "name": "attempt",
      "type": "int",
      "doc": "0 at first; one more with each re-drive.",
      "default": 0
    },
    {
      "name": "size",
      "type": "long",
      "doc": "Bytes of the original."
    },
    {
      "name": "sha256",
      "type": {
        "type": "fixed",
        "name": "Sha256",
        "namespace": "naru.hub.v1",
        "size": 32
      },
      "doc": "SHA-256 of the original bytes."
    },
    {
      "name": "sealed",
      "type": [
        "null",
        "bytes"
      ],
      "doc": "The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond.",
      "default": null
    },
    {
      "name": "sealKeyId",
      "type": [
        "null",
        "string"
      ],
      "doc": "Key it is sealed with.",
      "default": null
    },
    {
      "name": "lane",
      "type": "string",
      "doc": "Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it.",
      "default": "live",
      "naru.vocabulary": true
    },
    {
      "name": "originKey",
      "type": [
        "null",
        "string"
      ],
      "doc": "Key that it had in its topic; null at ingest.",
      "default": null
    }
  ]
};

export const hubDuplicateAvro: AvroRecord = {
  "type": "record",
  "name": "Duplicate",
  "namespace": "naru.hub.v1",
  "doc": "A record that the hub already had.",
  "fields": [
    {
      "name": "recordId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "Identity of the record."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent it.",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that recognised it.",
      "naru.vocabulary": true
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'<domain>/<kind>'.",
      "naru.vocabulary": true
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took this copy (ms since 1970, UTC)."
    },
    {
      "name": "originTopic",
      "type": "string",
      "doc": "Topic of this copy.",
      "naru.vocabulary": true
    },
    {
      "name": "originPartition",
      "type": "int",
      "doc": "Its partition."
    },
    {
      "name": "originOffset",
      "type": "long",
      "doc": "Its offset."
    },
    {
      "name": "firstTopic",
      "type": "string",
      "doc": "Topic of the first copy.",
      "naru.vocabulary": true
    },
    {
      "name": "firstPartition",
      "type": "int",
      "doc": "Its partition."
    },
    {
      "name": "firstOffset",
      "type": "long",
      "doc": "Its offset."
    }
  ]
};

export const hubIdPageAvro: AvroRecord = {
  "type": "record",
  "name": "IdPage",
  "namespace": "naru.hub.v1",
  "doc": "Records that enrichment has taken in one transaction, or some of them: by these their copies are recognised.",
  "fields": [
    {
      "name": "topics",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Raw topics that stand in the ids.",
      "naru.vocabulary": true
    },
    {
      "name": "sources",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Feeds that stand in the ids.",
      "naru.vocabulary": true
    },
    {
      "name": "ids",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "RememberedId",
          "namespace": "naru.hub.v1",
          "doc": "One record that was taken, in the order in which they were.",
          "fields": [
            {
              "name": "recordId",
              "type": {
                "type": "fixed",
                "name": "HalfId",
                "namespace": "naru.hub.v1",
                "size": 8
              },
              "doc": "The first 8 bytes of its id."
            },
            {
              "name": "contentHash",
              "type": {
                "type": "fixed",
                "name": "HalfHash",
                "namespace": "naru.hub.v1",
                "size": 8
              },
              "doc": "The first 8 bytes of its content hash."
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Number that this content of the id was given, from 0 on."
            },
            {
              "name": "topic",
              "type": "int",
              "doc": "Where its first copy lies: the topic, by its place in the page."
            },
            {
              "name": "offset",
              "type": "long",
              "doc": "And the offset."
            },
            {
              "name": "takenAt",
              "type": "long",
              "doc": "When the hub took the record, in seconds since 1970 (UTC); 0 where it is remembered for ever."
            },
            {
              "name": "source",
              "type": "int",
              "doc": "Feed of the device, by its place in the page; 0 where takenAt is."
            },
            {
              "name": "device",
              "type": "string",
              "doc": "Whose horizon it is in; empty where takenAt is 0."
            }
          ]
        }
      },
      "doc": "What was taken."
    }
  ]
};

export const hubLedgerEntryAvro: AvroRecord = {
  "type": "record",
  "name": "LedgerEntry",
  "namespace": "naru.hub.v1",
  "doc": "What a task of a stage took in one transaction, and what became of it: committed together with it, or not at all.",
  "fields": [
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that took it.",
      "naru.vocabulary": true
    },
    {
      "name": "task",
      "type": "int",
      "doc": "Task that took it: its partition number; 0 of what ingest took over HTTP."
    },
    {
      "name": "instance",
      "type": "string",
      "doc": "Instance that worked on the task."
    },
    {
      "name": "bookedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was committed, by the clock of the instance (ms since 1970, UTC)."
    },
    {
      "name": "ranges",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "LedgerRange",
          "doc": "Offsets of one topic partition that were taken.",
          "fields": [
            {
              "name": "topic",
              "type": "string",
              "doc": "Name in the catalogue.",
              "naru.vocabulary": true
            },
            {
              "name": "partition",
              "type": "int",
              "doc": "Partition."
            },
            {
              "name": "fromOffset",
              "type": "long",
              "doc": "First offset."
            },
            {
              "name": "toOffset",
              "type": "long",
              "doc": "Offset after the last. The next entry of the task begins here, or something is missing."
            },
            {
              "name": "records",
              "type": "long",
              "doc": "Records in the range that count: committed ones, without progress marks."
            },
            {
              "name": "lost",
              "type": "boolean",
              "doc": "Whether retention had deleted the range before it was read, and somebody commanded to go on.",
              "default": false
            }
          ]
        }
      },
      "doc": "Offsets that were taken, by topic partition.",
      "default": []
    },
    {
      "name": "counts",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "LedgerCount",
          "doc": "Records of one source and minute that met the same fate.",
          "fields": [
            {
              "name": "topic",
              "type": "string",
              "doc": "Topic that they were taken from; of ingest, the raw topic that they are meant for.",
              "naru.vocabulary": true
            },
            {
              "name": "source",
              "type": "string",
              "doc": "Feed that sent them; empty where the hub made them itself.",
              "naru.vocabulary": true
            },
            {
              "name": "minute",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Start of the minute in which the hub took them (ms since 1970, UTC)."
            },
            {
              "name": "fate",
              "type": "string",
              "doc": "'delivered', 'deduplicated', 'dead-lettered' or 'quarantined'; besides 'taken', which only ingest books, 'returned', of records that were set aside and came back, and 'expired', of those that never did.",
              "naru.vocabulary": true
            },
            {
              "name": "reason",
              "type": "string",
              "doc": "Reason code; empty where the fate has none.",
              "default": "",
              "naru.vocabulary": true
            },
            {
              "name": "count",
              "type": "long",
              "doc": "How many."
            }
          ]
        }
      },
      "doc": "Fates of the records that were taken.",
      "default": []
    },
    {
      "name": "produced",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "LedgerProduced",
          "doc": "What was written to one topic.",
          "fields": [
            {
              "name": "topic",
              "type": "string",
              "doc": "Name in the catalogue.",
              "naru.vocabulary": true
            },
            {
              "name": "minute",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Start of the minute of the records' Kafka timestamps (ms since 1970, UTC)."
            },
            {
              "name": "count",
              "type": "long",
              "doc": "How many."
            }
          ]
        }
      },
      "doc": "Records that were written in the transaction, told beside the fates.",
      "default": []
    }
  ]
};

export const hubPositionCommandAvro: AvroRecord = {
  "type": "record",
  "name": "PositionCommand",
  "namespace": "naru.hub.v1",
  "doc": "Somebody's word that a task goes on although records were gone before it read them.",
  "fields": [
    {
      "name": "from",
      "type": "long",
      "doc": "Offset at which the task goes on; what lies between its position and this is booked as lost."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Public part of the key of whoever commanded it."
    },
    {
      "name": "commandedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was commanded (ms since 1970, UTC)."
    }
  ]
};

export const hubQuarantinedRecordAvro: AvroRecord = {
  "type": "record",
  "name": "QuarantinedRecord",
  "namespace": "naru.hub.v1",
  "doc": "A readable record set aside: too late, from the future, implausible.",
  "fields": [
    {
      "name": "recordId",
      "type": [
        "null",
        {
          "type": "fixed",
          "name": "Uuid",
          "namespace": "naru.hub.v1",
          "size": 16,
          "logicalType": "uuid"
        }
      ],
      "doc": "Identity of the record where it could be made.",
      "default": null
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent it.",
      "naru.vocabulary": true
    },
    {
      "name": "tenant",
      "type": "string",
      "doc": "Tenant.",
      "default": "",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that set it aside.",
      "naru.vocabulary": true
    },
    {
      "name": "task",
      "type": "int",
      "doc": "Task of that stage."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'<domain>/<kind>' it was sent as, or the topic it was read from.",
      "naru.vocabulary": true
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Reason code, see docs/errors.md.",
      "naru.vocabulary": true
    },
    {
      "name": "detail",
      "type": "string",
      "doc": "What was expected, in words; holds no value of the record.",
      "default": ""
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took it (ms since 1970, UTC)."
    },
    {
      "name": "observedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Event time where it could be read.",
      "default": null
    },
    {
      "name": "originTopic",
      "type": [
        "null",
        "string"
      ],
      "doc": "Topic it was read from; null at ingest.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "originPartition",
      "type": [
        "null",
        "int"
      ],
      "doc": "Its partition.",
      "default": null
    },
    {
      "name": "originOffset",
      "type": [
        "null",
        "long"
      ],
      "doc": "Its offset.",
      "default": null
    },
    {
      "name": "schemaId",
      "type": [
        "null",
        "int"
      ],
      "doc": "Writer schema id where it had one.",
      "default": null
    },
    {
      "name": "attempt",
      "type": "int",
      "doc": "0 at first; one more with each re-drive.",
      "default": 0
    },
    {
      "name": "size",
      "type": "long",
      "doc": "Bytes of the original."
    },
    {
      "name": "sha256",
      "type": {
        "type": "fixed",
        "name": "Sha256",
        "namespace": "naru.hub.v1",
        "size": 32
      },
      "doc": "SHA-256 of the original bytes."
    },
    {
      "name": "sealed",
      "type": [
        "null",
        "bytes"
      ],
      "doc": "The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond.",
      "default": null
    },
    {
      "name": "sealKeyId",
      "type": [
        "null",
        "string"
      ],
      "doc": "Key it is sealed with.",
      "default": null
    },
    {
      "name": "lane",
      "type": "string",
      "doc": "Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it.",
      "default": "live",
      "naru.vocabulary": true
    },
    {
      "name": "originKey",
      "type": [
        "null",
        "string"
      ],
      "doc": "Key that it had in its topic; null at ingest.",
      "default": null
    }
  ]
};

export const hubReturnedRecordAvro: AvroRecord = {
  "type": "record",
  "name": "ReturnedRecord",
  "namespace": "naru.hub.v1",
  "doc": "A record that was set aside and comes back: as somebody's command at first, and once that is accepted, as what the stage takes again.",
  "fields": [
    {
      "name": "letter",
      "type": "string",
      "doc": "Where it was set aside: 'dead-letters/<partition>-<offset>' or 'quarantine/<partition>-<offset>'."
    },
    {
      "name": "commandId",
      "type": "string",
      "doc": "Names the command, so that one that is sent twice counts once."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Public part of the key of whoever commanded it."
    },
    {
      "name": "commandedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was commanded (ms since 1970, UTC)."
    },
    {
      "name": "isRelease",
      "type": "boolean",
      "doc": "Whether it goes on in spite of the time it was seen at.",
      "default": false
    },
    {
      "name": "isFixed",
      "type": "boolean",
      "doc": "Whether the bytes are others than those that were set aside.",
      "default": false
    },
    {
      "name": "recordId",
      "type": [
        "null",
        {
          "type": "fixed",
          "name": "Uuid",
          "namespace": "naru.hub.v1",
          "size": 16,
          "logicalType": "uuid"
        }
      ],
      "doc": "Identity of the record where it could be made.",
      "default": null
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent it.",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that set it aside, and takes it again.",
      "naru.vocabulary": true
    },
    {
      "name": "task",
      "type": "int",
      "doc": "Task of that stage."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'<domain>/<kind>' it was sent as, or the topic it was read from.",
      "naru.vocabulary": true
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Why it was set aside, see docs/errors.md.",
      "naru.vocabulary": true
    },
    {
      "name": "lane",
      "type": "string",
      "doc": "Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it.",
      "default": "live",
      "naru.vocabulary": true
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took it for the first time (ms since 1970, UTC)."
    },
    {
      "name": "originTopic",
      "type": [
        "null",
        "string"
      ],
      "doc": "Topic it was read from; null at ingest.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "originPartition",
      "type": [
        "null",
        "int"
      ],
      "doc": "Its partition.",
      "default": null
    },
    {
      "name": "originOffset",
      "type": [
        "null",
        "long"
      ],
      "doc": "Its offset.",
      "default": null
    },
    {
      "name": "originKey",
      "type": [
        "null",
        "string"
      ],
      "doc": "Its key.",
      "default": null
    },
    {
      "name": "attempt",
      "type": "int",
      "doc": "1 with the first return; one more with each."
    },
    {
      "name": "size",
      "type": "long",
      "doc": "Bytes that come back."
    },
    {
      "name": "sha256",
      "type": {
        "type": "fixed",
        "name": "Sha256",
        "namespace": "naru.hub.v1",
        "size": 32
      },
      "doc": "SHA-256 of these bytes."
    },
    {
      "name": "sealed",
      "type": "bytes",
      "doc": "These bytes, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag)."
    },
    {
      "name": "sealKeyId",
      "type": "string",
      "doc": "Key they are sealed with."
    },
    {
      "name": "group",
      "type": "string",
      "doc": "Group that it is counted in.",
      "default": ""
    },
    {
      "name": "setAsideAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was set aside (ms since 1970, UTC).",
      "default": 0
    }
  ]
};

export const hubSetAsideDecisionAvro: AvroRecord = {
  "type": "record",
  "name": "SetAsideDecision",
  "namespace": "naru.hub.v1",
  "doc": "What was decided about a record that was set aside: the first command about it, which alone counts.",
  "fields": [
    {
      "name": "letter",
      "type": "string",
      "doc": "Where it was set aside: 'dead-letters/<partition>-<offset>' or 'quarantine/<partition>-<offset>'."
    },
    {
      "name": "decision",
      "type": "string",
      "doc": "'redriven', or 'released' in spite of the time it was seen at.",
      "naru.vocabulary": true
    },
    {
      "name": "commandId",
      "type": "string",
      "doc": "The command that counts."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Public part of the key of whoever commanded it."
    },
    {
      "name": "commandedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was commanded (ms since 1970, UTC)."
    },
    {
      "name": "isFixed",
      "type": "boolean",
      "doc": "Whether other bytes went on than those that were set aside.",
      "default": false
    },
    {
      "name": "sha256",
      "type": {
        "type": "fixed",
        "name": "Sha256",
        "namespace": "naru.hub.v1",
        "size": 32
      },
      "doc": "SHA-256 of the bytes that went on."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent it.",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that set it aside, and takes it again.",
      "naru.vocabulary": true
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Why it was set aside, see docs/errors.md.",
      "naru.vocabulary": true
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took it (ms since 1970, UTC)."
    },
    {
      "name": "attempt",
      "type": "int",
      "doc": "Which return it is; 1 is the first."
    }
  ]
};

export const hubSetAsideGroupAvro: AvroRecord = {
  "type": "record",
  "name": "SetAsideGroup",
  "namespace": "naru.hub.v1",
  "doc": "Records set aside of one kind, for one reason, as one task has counted them. A group of several tasks is their sum.",
  "fields": [
    {
      "name": "group",
      "type": "string",
      "doc": "Names the group: a hash of what its records have in common."
    },
    {
      "name": "topic",
      "type": "string",
      "doc": "Where they stand: 'dead-letters' or 'quarantine'.",
      "naru.vocabulary": true
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent them.",
      "naru.vocabulary": true
    },
    {
      "name": "stage",
      "type": "string",
      "doc": "Service that set them aside.",
      "naru.vocabulary": true
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'<domain>/<kind>' they were sent as, or the topic they were read from.",
      "naru.vocabulary": true
    },
    {
      "name": "reason",
      "type": "string",
      "doc": "Reason code, see docs/errors.md.",
      "naru.vocabulary": true
    },
    {
      "name": "shape",
      "type": "string",
      "doc": "What was expected of them, in words; figures left out.",
      "naru.vocabulary": true
    },
    {
      "name": "count",
      "type": "long",
      "doc": "Records set aside, ever."
    },
    {
      "name": "decided",
      "type": "long",
      "doc": "Of these, taken back or released."
    },
    {
      "name": "expired",
      "type": "long",
      "doc": "Of these, deleted by retention while they waited."
    },
    {
      "name": "firstAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the first was set aside (ms since 1970, UTC)."
    },
    {
      "name": "lastAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the last was set aside (ms since 1970, UTC)."
    },
    {
      "name": "hour",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the hour of the last."
    },
    {
      "name": "inHour",
      "type": "long",
      "doc": "Records set aside in that hour."
    },
    {
      "name": "inHourBefore",
      "type": "long",
      "doc": "Records set aside in the hour before."
    },
    {
      "name": "sample",
      "type": "string",
      "doc": "Where the last stands: '<partition>-<offset>'."
    },
    {
      "name": "sampleDetail",
      "type": "string",
      "doc": "What was expected of that one, in words.",
      "default": ""
    },
    {
      "name": "days",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "SetAsideDay",
          "doc": "Records of a group that wait, of one day.",
          "fields": [
            {
              "name": "day",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Start of the day, UTC, on which they were set aside."
            },
            {
              "name": "waiting",
              "type": "long",
              "doc": "How many of them wait."
            }
          ]
        }
      },
      "doc": "Records that wait, by day, oldest first.",
      "default": []
    }
  ]
};

export const hubSourceAvro: AvroRecord = {
  "type": "record",
  "name": "Source",
  "namespace": "naru.hub.v1",
  "doc": "A feed of records, with an owner and a promise.",
  "fields": [
    {
      "name": "source",
      "type": "string",
      "doc": "Its name.",
      "naru.vocabulary": true
    },
    {
      "name": "tenant",
      "type": "string",
      "doc": "Tenant.",
      "default": "",
      "naru.vocabulary": true
    },
    {
      "name": "owner",
      "type": "string",
      "doc": "Who answers for it."
    },
    {
      "name": "description",
      "type": "string",
      "doc": "What it is.",
      "default": ""
    },
    {
      "name": "kinds",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "'<domain>/<kind>' that it may send."
    },
    {
      "name": "clockSkewSeconds",
      "type": "int",
      "doc": "How far its clock may run ahead (s).",
      "default": 30
    },
    {
      "name": "freshnessSeconds",
      "type": "int",
      "doc": "How often it promises to be heard (s).",
      "default": 300
    },
    {
      "name": "bounds",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Bounds",
          "namespace": "naru.hub.v1",
          "doc": "A box in WGS84 degrees.",
          "fields": [
            {
              "name": "west",
              "type": "double",
              "doc": "Degrees."
            },
            {
              "name": "south",
              "type": "double",
              "doc": "Degrees."
            },
            {
              "name": "east",
              "type": "double",
              "doc": "Degrees."
            },
            {
              "name": "north",
              "type": "double",
              "doc": "Degrees."
            }
          ]
        }
      ],
      "doc": "Where its records lie; coordinates outside are refused. Null: anywhere.",
      "default": null
    },
    {
      "name": "simulated",
      "type": "boolean",
      "doc": "Whether its records are made up.",
      "default": false
    },
    {
      "name": "createdAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was registered (ms since 1970, UTC)."
    }
  ]
};

export const hubSourceKeyAvro: AvroRecord = {
  "type": "record",
  "name": "SourceKey",
  "namespace": "naru.hub.v1",
  "doc": "The key that seals a source's bytes, itself wrapped by the hub's master key.",
  "fields": [
    {
      "name": "sealKeyId",
      "type": "string",
      "doc": "Its name."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The source.",
      "naru.vocabulary": true
    },
    {
      "name": "wrapped",
      "type": "bytes",
      "doc": "AES-256 key wrapped with the master key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag)."
    },
    {
      "name": "createdAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was made (ms since 1970, UTC)."
    }
  ]
};

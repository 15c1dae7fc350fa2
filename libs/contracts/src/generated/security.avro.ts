// Generated from schemas/security by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const securityDetectionAvro: AvroRecord = {
  "type": "record",
  "name": "Detection",
  "namespace": "naru.security.v1",
  "doc": "A rule found something in the events.",
  "fields": [
    {
      "name": "detectionId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "Identity: 128 bits from rule and opening record."
    },
    {
      "name": "rule",
      "type": "string",
      "doc": "Name of the rule.",
      "naru.vocabulary": true
    },
    {
      "name": "severity",
      "type": {
        "type": "enum",
        "name": "Severity",
        "namespace": "naru.security.v1",
        "symbols": [
          "unknown",
          "informational",
          "low",
          "medium",
          "high",
          "critical"
        ],
        "default": "unknown"
      },
      "doc": "OCSF severity."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "Asset it is about; else the device."
    },
    {
      "name": "actor",
      "type": [
        "null",
        "string"
      ],
      "doc": "Who, as the events say.",
      "default": null,
      "naru.personal": "identity"
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Event time of the record that completed it (ms since 1970, UTC)."
    },
    {
      "name": "firstObservedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Event time of its first record (ms since 1970, UTC)."
    },
    {
      "name": "recordIds",
      "type": {
        "type": "array",
        "items": "naru.hub.v1.Uuid"
      },
      "doc": "The records that completed it, at most 20."
    },
    {
      "name": "title",
      "type": "string",
      "doc": "In words."
    },
    {
      "name": "techniques",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "MITRE ATT&CK techniques.",
      "default": []
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 at first; one more each time that a late or corrected record changes it.",
      "default": 0
    },
    {
      "name": "point",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Point",
          "namespace": "naru.hub.v1",
          "doc": "A point in WGS84 (EPSG:4326).",
          "fields": [
            {
              "name": "longitude",
              "type": "double",
              "doc": "Longitude in degrees east."
            },
            {
              "name": "latitude",
              "type": "double",
              "doc": "Latitude in degrees north."
            }
          ]
        }
      ],
      "doc": "Where.",
      "default": null
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind.",
      "default": {}
    },
    {
      "name": "withdrawn",
      "type": "boolean",
      "doc": "Whether a later record showed that there was nothing to detect.",
      "default": false
    }
  ]
};

export const securityEventAvro: AvroRecord = {
  "type": "record",
  "name": "Event",
  "namespace": "naru.security.v1",
  "doc": "Something that a security source reported, in terms of OCSF. With its place, as the city was then.",
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
      "doc": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
    },
    {
      "name": "contentHash",
      "type": "naru.hub.v1.Uuid",
      "doc": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent the record.",
      "naru.vocabulary": true
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was seen in the city (ms since 1970, UTC): event time."
    },
    {
      "name": "device",
      "type": "string",
      "doc": "The device or feed member that saw it, as its source names it."
    },
    {
      "name": "point",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Point",
          "namespace": "naru.hub.v1",
          "doc": "A point in WGS84 (EPSG:4326).",
          "fields": [
            {
              "name": "longitude",
              "type": "double",
              "doc": "Longitude in degrees east."
            },
            {
              "name": "latitude",
              "type": "double",
              "doc": "Latitude in degrees north."
            }
          ]
        }
      ],
      "doc": "Where it was seen, as the record itself says; null where it says nothing.",
      "default": null
    },
    {
      "name": "quality",
      "type": "string",
      "doc": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own.",
      "default": "good",
      "naru.vocabulary": true
    },
    {
      "name": "lane",
      "type": {
        "type": "enum",
        "name": "Lane",
        "namespace": "naru.hub.v1",
        "symbols": [
          "live",
          "history"
        ],
        "default": "live"
      },
      "doc": "'live', or 'history' for imports, backfills and reprocessing.",
      "default": "live"
    },
    {
      "name": "classUid",
      "type": "int",
      "doc": "OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown.",
      "default": 0
    },
    {
      "name": "activity",
      "type": "string",
      "doc": "What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own.",
      "naru.vocabulary": true
    },
    {
      "name": "severity",
      "type": {
        "type": "enum",
        "name": "Severity",
        "namespace": "naru.security.v1",
        "symbols": [
          "unknown",
          "informational",
          "low",
          "medium",
          "high",
          "critical"
        ],
        "default": "unknown"
      },
      "doc": "OCSF severity.",
      "default": "unknown"
    },
    {
      "name": "actor",
      "type": [
        "null",
        "string"
      ],
      "doc": "Who did it, pseudonymised at the edge where it is a person.",
      "default": null,
      "naru.personal": "identity"
    },
    {
      "name": "message",
      "type": "string",
      "doc": "The event in words.",
      "default": ""
    },
    {
      "name": "attributes",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Further fields as the source names them.",
      "default": {},
      "naru.personal": "identity"
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 for the first statement of this record; higher for a later, better one.",
      "default": 0
    },
    {
      "name": "cause",
      "type": [
        "null",
        "string"
      ],
      "doc": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "assetId",
      "type": [
        "null",
        "string"
      ],
      "doc": "The asset that carried the device when it observed; null where the master data knows none.",
      "default": null
    },
    {
      "name": "placeReason",
      "type": [
        "null",
        "string"
      ],
      "doc": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "placePoint",
      "type": [
        "null",
        "naru.hub.v1.Point"
      ],
      "doc": "Where the record is placed: the asset's own point, else the record's; null where neither is known.",
      "default": null
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt.",
      "default": {}
    },
    {
      "name": "h3",
      "type": [
        "null",
        "string"
      ],
      "doc": "H3 cell of the place at resolution 10, as hexadecimal text.",
      "default": null
    },
    {
      "name": "building",
      "type": [
        "null",
        "string"
      ],
      "doc": "Building of the asset.",
      "default": null
    },
    {
      "name": "storey",
      "type": [
        "null",
        "int"
      ],
      "doc": "Storey of the asset in its building; 0 is the ground floor.",
      "default": null
    },
    {
      "name": "masterDataAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "When the hub learned the newest version of the master data used here (ms since 1970, UTC).",
      "default": null
    }
  ]
};

export const securityIncidentAvro: AvroRecord = {
  "type": "record",
  "name": "Incident",
  "namespace": "naru.security.v1",
  "doc": "Detections that belong together, and what became of them.",
  "fields": [
    {
      "name": "incidentId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "Identity: 128 bits from asset and first detection."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "Asset it is about."
    },
    {
      "name": "status",
      "type": {
        "type": "enum",
        "name": "IncidentStatus",
        "namespace": "naru.security.v1",
        "symbols": [
          "unknown",
          "open",
          "acknowledged",
          "resolved",
          "closed"
        ],
        "default": "unknown"
      },
      "doc": "Where it stands: open, acknowledged, resolved (by a person), closed (quiet long enough)."
    },
    {
      "name": "severity",
      "type": {
        "type": "enum",
        "name": "Severity",
        "namespace": "naru.security.v1",
        "symbols": [
          "unknown",
          "informational",
          "low",
          "medium",
          "high",
          "critical"
        ],
        "default": "unknown"
      },
      "doc": "The highest of its detections."
    },
    {
      "name": "detections",
      "type": "int",
      "doc": "Detections in it (count)."
    },
    {
      "name": "rules",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Rules that fired."
    },
    {
      "name": "openedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Event time of its first detection (ms since 1970, UTC)."
    },
    {
      "name": "updatedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Event time of its latest detection (ms since 1970, UTC)."
    },
    {
      "name": "handledBy",
      "type": [
        "null",
        "string"
      ],
      "doc": "Key that acknowledged or resolved it.",
      "default": null
    },
    {
      "name": "note",
      "type": [
        "null",
        "string"
      ],
      "doc": "What that person said.",
      "default": null
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 when opened; one more with each change."
    },
    {
      "name": "point",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Point",
          "namespace": "naru.hub.v1",
          "doc": "A point in WGS84 (EPSG:4326).",
          "fields": [
            {
              "name": "longitude",
              "type": "double",
              "doc": "Longitude in degrees east."
            },
            {
              "name": "latitude",
              "type": "double",
              "doc": "Latitude in degrees north."
            }
          ]
        }
      ],
      "doc": "Where.",
      "default": null
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind.",
      "default": {}
    },
    {
      "name": "withdrawn",
      "type": "boolean",
      "doc": "Whether it was merged into another, or its detections were withdrawn.",
      "default": false
    }
  ]
};

export const securityIncidentCommandAvro: AvroRecord = {
  "type": "record",
  "name": "IncidentCommand",
  "namespace": "naru.security.v1",
  "doc": "Somebody acknowledged or resolved an incident.",
  "fields": [
    {
      "name": "incidentId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "The incident."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "Its asset (the key)."
    },
    {
      "name": "action",
      "type": {
        "type": "enum",
        "name": "IncidentAction",
        "namespace": "naru.security.v1",
        "symbols": [
          "none",
          "acknowledge",
          "resolve",
          "reopen"
        ],
        "default": "none"
      },
      "doc": "What to do."
    },
    {
      "name": "by",
      "type": "string",
      "doc": "Key that asks."
    },
    {
      "name": "note",
      "type": "string",
      "doc": "Why.",
      "default": ""
    },
    {
      "name": "at",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was asked (ms since 1970, UTC)."
    }
  ]
};

export const securityRawEventAvro: AvroRecord = {
  "type": "record",
  "name": "RawEvent",
  "namespace": "naru.security.v1",
  "doc": "Something that a security source reported, in terms of OCSF.",
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
      "doc": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
    },
    {
      "name": "contentHash",
      "type": "naru.hub.v1.Uuid",
      "doc": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "The feed that sent the record.",
      "naru.vocabulary": true
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it was seen in the city (ms since 1970, UTC): event time."
    },
    {
      "name": "device",
      "type": "string",
      "doc": "The device or feed member that saw it, as its source names it."
    },
    {
      "name": "point",
      "type": [
        "null",
        {
          "type": "record",
          "name": "Point",
          "namespace": "naru.hub.v1",
          "doc": "A point in WGS84 (EPSG:4326).",
          "fields": [
            {
              "name": "longitude",
              "type": "double",
              "doc": "Longitude in degrees east."
            },
            {
              "name": "latitude",
              "type": "double",
              "doc": "Latitude in degrees north."
            }
          ]
        }
      ],
      "doc": "Where it was seen, as the record itself says; null where it says nothing.",
      "default": null
    },
    {
      "name": "quality",
      "type": "string",
      "doc": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own.",
      "default": "good",
      "naru.vocabulary": true
    },
    {
      "name": "lane",
      "type": {
        "type": "enum",
        "name": "Lane",
        "namespace": "naru.hub.v1",
        "symbols": [
          "live",
          "history"
        ],
        "default": "live"
      },
      "doc": "'live', or 'history' for imports, backfills and reprocessing.",
      "default": "live"
    },
    {
      "name": "classUid",
      "type": "int",
      "doc": "OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown.",
      "default": 0
    },
    {
      "name": "activity",
      "type": "string",
      "doc": "What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own.",
      "naru.vocabulary": true
    },
    {
      "name": "severity",
      "type": {
        "type": "enum",
        "name": "Severity",
        "namespace": "naru.security.v1",
        "symbols": [
          "unknown",
          "informational",
          "low",
          "medium",
          "high",
          "critical"
        ],
        "default": "unknown"
      },
      "doc": "OCSF severity.",
      "default": "unknown"
    },
    {
      "name": "actor",
      "type": [
        "null",
        "string"
      ],
      "doc": "Who did it, pseudonymised at the edge where it is a person.",
      "default": null,
      "naru.personal": "identity"
    },
    {
      "name": "message",
      "type": "string",
      "doc": "The event in words.",
      "default": ""
    },
    {
      "name": "attributes",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Further fields as the source names them.",
      "default": {},
      "naru.personal": "identity"
    }
  ]
};

export const securityRecomputeAvro: AvroRecord = {
  "type": "record",
  "name": "Recompute",
  "namespace": "naru.security.v1",
  "doc": "Somebody wants the detections of an asset computed anew. First the asset is held, so that nothing settles; then comes what the warehouse has of it, in pieces.",
  "fields": [
    {
      "name": "recomputeId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "The recompute; each attempt at an asset has its own."
    },
    {
      "name": "jobId",
      "type": "naru.hub.v1.Uuid",
      "doc": "The job that it belongs to."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Key of who wants it."
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
      "name": "assetId",
      "type": "string",
      "doc": "The asset."
    },
    {
      "name": "history",
      "type": [
        "null",
        {
          "type": "record",
          "name": "AssetHistory",
          "doc": "What the warehouse has of an asset, from one moment to another.",
          "fields": [
            {
              "name": "from",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Detections that begin from here on are computed anew (ms since 1970, UTC)."
            },
            {
              "name": "until",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "doc": "Those that begin before; null where all to the newest are.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "array",
                "items": {
                  "type": "map",
                  "values": "string"
                }
              },
              "doc": "Zone ids by kind, each combination once."
            },
            {
              "name": "events",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricEvent",
                  "doc": "An event in its highest revision.",
                  "fields": [
                    {
                      "name": "recordId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "The record."
                    },
                    {
                      "name": "revision",
                      "type": "int",
                      "doc": "Its revision."
                    },
                    {
                      "name": "source",
                      "type": "string",
                      "doc": "Its feed."
                    },
                    {
                      "name": "observedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "Event time (ms since 1970, UTC)."
                    },
                    {
                      "name": "activity",
                      "type": "string",
                      "doc": "What happened.",
                      "naru.vocabulary": true
                    },
                    {
                      "name": "actor",
                      "type": [
                        "null",
                        "string"
                      ],
                      "doc": "Who.",
                      "default": null,
                      "naru.personal": "identity"
                    },
                    {
                      "name": "isLive",
                      "type": "boolean",
                      "doc": "Whether it came by the live lane."
                    },
                    {
                      "name": "point",
                      "type": [
                        "null",
                        {
                          "type": "record",
                          "name": "Point",
                          "namespace": "naru.security.v1",
                          "doc": "A point in WGS84 (EPSG:4326).",
                          "fields": [
                            {
                              "name": "longitude",
                              "type": "double",
                              "doc": "Longitude in degrees east."
                            },
                            {
                              "name": "latitude",
                              "type": "double",
                              "doc": "Latitude in degrees north."
                            }
                          ]
                        }
                      ],
                      "doc": "Where.",
                      "default": null
                    },
                    {
                      "name": "zones",
                      "type": "int",
                      "doc": "Its zones: position in `zones` of the piece, from 0."
                    }
                  ]
                }
              },
              "doc": "Those of the time and of a quarter of an hour behind it: so long a detection may take."
            },
            {
              "name": "detections",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricDetection",
                  "doc": "What the warehouse has as the last statement of a detection.",
                  "fields": [
                    {
                      "name": "detectionId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "Identity."
                    },
                    {
                      "name": "rule",
                      "type": "string",
                      "doc": "Its rule.",
                      "naru.vocabulary": true
                    },
                    {
                      "name": "severity",
                      "type": {
                        "type": "enum",
                        "name": "Severity",
                        "namespace": "naru.security.v1",
                        "symbols": [
                          "unknown",
                          "informational",
                          "low",
                          "medium",
                          "high",
                          "critical"
                        ],
                        "default": "unknown"
                      },
                      "doc": "Severity published."
                    },
                    {
                      "name": "actor",
                      "type": [
                        "null",
                        "string"
                      ],
                      "doc": "Who.",
                      "default": null,
                      "naru.personal": "identity"
                    },
                    {
                      "name": "firstObservedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "Event time published of its first record (ms since 1970, UTC)."
                    },
                    {
                      "name": "observedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "Event time published of the record that completed it (ms since 1970, UTC)."
                    },
                    {
                      "name": "recordIds",
                      "type": {
                        "type": "array",
                        "items": "naru.hub.v1.Uuid"
                      },
                      "doc": "Records published."
                    },
                    {
                      "name": "point",
                      "type": [
                        "null",
                        "naru.security.v1.Point"
                      ],
                      "doc": "Where.",
                      "default": null
                    },
                    {
                      "name": "zones",
                      "type": "int",
                      "doc": "Its zones: position in `zones` of the piece, from 0."
                    },
                    {
                      "name": "revision",
                      "type": "int",
                      "doc": "Revision published."
                    },
                    {
                      "name": "withdrawn",
                      "type": "boolean",
                      "doc": "Whether it was withdrawn."
                    }
                  ]
                }
              },
              "doc": "Those that begin in the time, or whose first record a correction has moved there."
            },
            {
              "name": "earlier",
              "type": {
                "type": "array",
                "items": "HistoricDetection"
              },
              "doc": "Those that began in the quarter of an hour before: events that they took are theirs."
            },
            {
              "name": "isLast",
              "type": "boolean",
              "doc": "Whether the history of the asset ends with this piece: then nothing holds it any more."
            }
          ]
        }
      ],
      "doc": "Null to hold the asset.",
      "default": null
    }
  ]
};

export const securityRecomputedAssetAvro: AvroRecord = {
  "type": "record",
  "name": "RecomputedAsset",
  "namespace": "naru.security.v1",
  "doc": "What became of a recompute of an asset, piece by piece: who wanted it, and how many detections were told otherwise.",
  "fields": [
    {
      "name": "recomputeId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "The recompute; each attempt at an asset has its own."
    },
    {
      "name": "jobId",
      "type": "naru.hub.v1.Uuid",
      "doc": "The job that it belongs to."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Key of who wants it."
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
      "name": "assetId",
      "type": "string",
      "doc": "The asset."
    },
    {
      "name": "beginsAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Where the piece begins (ms since 1970, UTC)."
    },
    {
      "name": "endsAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Where it ends; null for the newest event.",
      "default": null
    },
    {
      "name": "outcome",
      "type": "string",
      "doc": "'applied', or 'outdated': more came since its history was read than may be kept, or another recompute began, and nothing was published.",
      "naru.vocabulary": true
    },
    {
      "name": "restated",
      "type": "int",
      "doc": "Detections published: new ones and revisions."
    },
    {
      "name": "withdrawn",
      "type": "int",
      "doc": "Detections published as withdrawn."
    },
    {
      "name": "incidents",
      "type": "int",
      "doc": "Incidents that this changed."
    },
    {
      "name": "isLast",
      "type": "boolean",
      "doc": "Whether the recompute of this asset ends with it."
    }
  ]
};

export const securityWatchAvro: AvroRecord = {
  "type": "record",
  "name": "Watch",
  "namespace": "naru.security.v1",
  "doc": "What the security service remembers of an asset.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "The asset; else the device."
    },
    {
      "name": "settledUntil",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Up to this event time nothing changes any more (ms since 1970, UTC)."
    },
    {
      "name": "events",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "WatchedEvent",
          "doc": "An event that a rule looks at.",
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
              "doc": "The record."
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Its revision."
            },
            {
              "name": "source",
              "type": "string",
              "doc": "Its feed."
            },
            {
              "name": "observedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time (ms since 1970, UTC)."
            },
            {
              "name": "isLive",
              "type": "boolean",
              "doc": "Whether it came by the live lane."
            },
            {
              "name": "activity",
              "type": "string",
              "doc": "What happened."
            },
            {
              "name": "actor",
              "type": [
                "null",
                "string"
              ],
              "doc": "Who.",
              "default": null,
              "naru.personal": "identity"
            },
            {
              "name": "point",
              "type": [
                "null",
                {
                  "type": "record",
                  "name": "Point",
                  "namespace": "naru.hub.v1",
                  "doc": "A point in WGS84 (EPSG:4326).",
                  "fields": [
                    {
                      "name": "longitude",
                      "type": "double",
                      "doc": "Longitude in degrees east."
                    },
                    {
                      "name": "latitude",
                      "type": "double",
                      "doc": "Latitude in degrees north."
                    }
                  ]
                }
              ],
              "doc": "Where.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "map",
                "values": "string"
              },
              "doc": "Zone id by kind.",
              "default": {}
            }
          ]
        }
      },
      "doc": "Recent events, in total order."
    },
    {
      "name": "detections",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "ToldDetection",
          "doc": "What was last published of a detection.",
          "fields": [
            {
              "name": "detectionId",
              "type": "naru.hub.v1.Uuid",
              "doc": "Identity."
            },
            {
              "name": "rule",
              "type": "string",
              "doc": "Its rule."
            },
            {
              "name": "actor",
              "type": [
                "null",
                "string"
              ],
              "doc": "Who.",
              "default": null,
              "naru.personal": "identity"
            },
            {
              "name": "severity",
              "type": {
                "type": "enum",
                "name": "Severity",
                "namespace": "naru.security.v1",
                "symbols": [
                  "unknown",
                  "informational",
                  "low",
                  "medium",
                  "high",
                  "critical"
                ],
                "default": "unknown"
              },
              "doc": "Its severity."
            },
            {
              "name": "firstObservedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of its first record (ms since 1970, UTC)."
            },
            {
              "name": "observedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of the record that completed it (ms since 1970, UTC)."
            },
            {
              "name": "recordIds",
              "type": {
                "type": "array",
                "items": "naru.hub.v1.Uuid"
              },
              "doc": "Its records."
            },
            {
              "name": "isLive",
              "type": "boolean",
              "doc": "Whether it rests on a live record."
            },
            {
              "name": "point",
              "type": [
                "null",
                "naru.hub.v1.Point"
              ],
              "doc": "Where.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "map",
                "values": "string"
              },
              "doc": "Zone id by kind.",
              "default": {}
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Revision."
            },
            {
              "name": "withdrawn",
              "type": "boolean",
              "doc": "Whether it was withdrawn."
            },
            {
              "name": "raisesAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "doc": "Where it took the events of one that had raised an incident, and would raise none itself: event time of that (ms since 1970, UTC).",
              "default": null
            }
          ]
        }
      },
      "doc": "Detections that an event may still change."
    },
    {
      "name": "settled",
      "type": [
        "null",
        {
          "type": "record",
          "name": "SettledIncident",
          "doc": "An incident as far as its detections are settled.",
          "fields": [
            {
              "name": "incidentId",
              "type": "naru.hub.v1.Uuid",
              "doc": "Identity."
            },
            {
              "name": "severity",
              "type": "naru.security.v1.Severity",
              "doc": "Severity."
            },
            {
              "name": "detections",
              "type": "int",
              "doc": "Detections in it (count)."
            },
            {
              "name": "rules",
              "type": {
                "type": "array",
                "items": "string"
              },
              "doc": "Rules that fired."
            },
            {
              "name": "openedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of its first detection (ms since 1970, UTC)."
            },
            {
              "name": "updatedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of its latest detection (ms since 1970, UTC)."
            },
            {
              "name": "point",
              "type": [
                "null",
                "naru.hub.v1.Point"
              ],
              "doc": "Where.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "map",
                "values": "string"
              },
              "doc": "Zone id by kind.",
              "default": {}
            }
          ]
        }
      ],
      "doc": "The incident that settled detections ended in.",
      "default": null
    },
    {
      "name": "incidents",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "ToldIncident",
          "doc": "What was last published of an incident.",
          "fields": [
            {
              "name": "incidentId",
              "type": "naru.hub.v1.Uuid",
              "doc": "Identity."
            },
            {
              "name": "severity",
              "type": "naru.security.v1.Severity",
              "doc": "Severity."
            },
            {
              "name": "detections",
              "type": "int",
              "doc": "Detections in it (count)."
            },
            {
              "name": "rules",
              "type": {
                "type": "array",
                "items": "string"
              },
              "doc": "Rules that fired."
            },
            {
              "name": "openedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of its first detection (ms since 1970, UTC)."
            },
            {
              "name": "updatedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of its latest detection (ms since 1970, UTC)."
            },
            {
              "name": "point",
              "type": [
                "null",
                "naru.hub.v1.Point"
              ],
              "doc": "Where.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "map",
                "values": "string"
              },
              "doc": "Zone id by kind.",
              "default": {}
            },
            {
              "name": "status",
              "type": {
                "type": "enum",
                "name": "IncidentStatus",
                "namespace": "naru.security.v1",
                "symbols": [
                  "unknown",
                  "open",
                  "acknowledged",
                  "resolved",
                  "closed"
                ],
                "default": "unknown"
              },
              "doc": "Status."
            },
            {
              "name": "handledBy",
              "type": [
                "null",
                "string"
              ],
              "doc": "Key that acknowledged, resolved or reopened it.",
              "default": null
            },
            {
              "name": "note",
              "type": [
                "null",
                "string"
              ],
              "doc": "What that person said.",
              "default": null
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Revision."
            },
            {
              "name": "withdrawn",
              "type": "boolean",
              "doc": "Whether it was withdrawn."
            }
          ]
        }
      },
      "doc": "The latest incidents of the asset, by their beginning."
    },
    {
      "name": "decisions",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "Decision",
          "doc": "What a person last decided of an incident.",
          "fields": [
            {
              "name": "incidentId",
              "type": "naru.hub.v1.Uuid",
              "doc": "The incident, as the person saw it."
            },
            {
              "name": "action",
              "type": {
                "type": "enum",
                "name": "IncidentAction",
                "namespace": "naru.security.v1",
                "symbols": [
                  "none",
                  "acknowledge",
                  "resolve",
                  "reopen"
                ],
                "default": "none"
              },
              "doc": "What to do."
            },
            {
              "name": "by",
              "type": "string",
              "doc": "Key that asked."
            },
            {
              "name": "note",
              "type": "string",
              "doc": "Why."
            },
            {
              "name": "at",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "When it was asked (ms since 1970, UTC)."
            }
          ]
        }
      },
      "doc": "Decisions of these incidents."
    },
    {
      "name": "heldBy",
      "type": [
        "null",
        "naru.hub.v1.Uuid"
      ],
      "doc": "The recompute that reads what lies further back: until it is done, nothing settles.",
      "default": null
    }
  ]
};

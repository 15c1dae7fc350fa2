// Generated from schemas/parking by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const parkingBayAvro: AvroRecord = {
  "type": "record",
  "name": "Bay",
  "namespace": "naru.parking.v1",
  "doc": "What the parking service keeps of a bay: its recent observations in event time, and what earlier ones said.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "The bay; where the master data knows none, the device."
    },
    {
      "name": "places",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "BayPlace",
          "doc": "A place that observations below refer to.",
          "fields": [
            {
              "name": "known",
              "type": "boolean",
              "doc": "Whether the master data knew the bay."
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
              "doc": "Where the bay is.",
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
      "doc": "Places of the observations, each once."
    },
    {
      "name": "recent",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "KeptObservation",
          "doc": "An observation that is kept.",
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
              "name": "device",
              "type": "string",
              "doc": "Its device."
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
              "name": "receivedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "When the hub took it (ms since 1970, UTC)."
            },
            {
              "name": "state",
              "type": {
                "type": "enum",
                "name": "BayOccupation",
                "namespace": "naru.parking.v1",
                "symbols": [
                  "unknown",
                  "free",
                  "occupied"
                ],
                "default": "unknown"
              },
              "doc": "What was seen."
            },
            {
              "name": "quality",
              "type": "string",
              "doc": "Quality of the record."
            },
            {
              "name": "place",
              "type": "int",
              "doc": "Its place: position in `places`, from 0."
            }
          ]
        }
      },
      "doc": "Observations kept, in total order."
    },
    {
      "name": "settled",
      "type": [
        "null",
        {
          "type": "record",
          "name": "SettledBay",
          "doc": "What the observations said that are no longer kept.",
          "fields": [
            {
              "name": "recordId",
              "type": "naru.hub.v1.Uuid",
              "doc": "The last of them."
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
              "doc": "Its event time (ms since 1970, UTC)."
            },
            {
              "name": "state",
              "type": "naru.parking.v1.BayOccupation",
              "doc": "State that it left."
            },
            {
              "name": "since",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Since when the bay had that state (ms since 1970, UTC)."
            },
            {
              "name": "stay",
              "type": [
                "null",
                {
                  "type": "record",
                  "name": "Stay",
                  "doc": "A stay in the bay.",
                  "fields": [
                    {
                      "name": "sessionId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "Identity."
                    },
                    {
                      "name": "openingRecordId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "Record that opens it."
                    },
                    {
                      "name": "startedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "Event time of that record (ms since 1970, UTC)."
                    },
                    {
                      "name": "endedAt",
                      "type": [
                        "null",
                        {
                          "type": "long",
                          "logicalType": "timestamp-millis"
                        }
                      ],
                      "doc": "Event time of the record that ends it; null while it lasts.",
                      "default": null
                    },
                    {
                      "name": "zones",
                      "type": {
                        "type": "map",
                        "values": "string"
                      },
                      "doc": "Zone id by kind, when it began.",
                      "default": {}
                    }
                  ]
                }
              ],
              "doc": "The stay that it left open.",
              "default": null
            }
          ]
        }
      ],
      "doc": "Null while all observations are kept.",
      "default": null
    },
    {
      "name": "sessions",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "ToldSession",
          "doc": "What was last published of a session.",
          "fields": [
            {
              "name": "sessionId",
              "type": "naru.hub.v1.Uuid",
              "doc": "Identity."
            },
            {
              "name": "openingRecordId",
              "type": "naru.hub.v1.Uuid",
              "doc": "Record that opens it."
            },
            {
              "name": "startedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time of that record (ms since 1970, UTC)."
            },
            {
              "name": "endedAt",
              "type": [
                "null",
                {
                  "type": "long",
                  "logicalType": "timestamp-millis"
                }
              ],
              "doc": "Event time of the record that ends it; null while it lasts.",
              "default": null
            },
            {
              "name": "zones",
              "type": {
                "type": "map",
                "values": "string"
              },
              "doc": "Zone id by kind, when it began.",
              "default": {}
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Revision published."
            },
            {
              "name": "cause",
              "type": [
                "null",
                "string"
              ],
              "doc": "Cause published.",
              "default": null
            },
            {
              "name": "withdrawn",
              "type": "boolean",
              "doc": "Whether it was withdrawn."
            }
          ]
        }
      },
      "doc": "Sessions that an observation may still change."
    },
    {
      "name": "heldBy",
      "type": [
        "null",
        "naru.hub.v1.Uuid"
      ],
      "doc": "Recompute that reads what lies behind the observations kept: until it is done, none of them settles.",
      "default": null
    }
  ]
};

export const parkingBayStateAvro: AvroRecord = {
  "type": "record",
  "name": "BayState",
  "namespace": "naru.parking.v1",
  "doc": "The latest state of a bay in event time.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "The bay; where the master data knows none, the device."
    },
    {
      "name": "state",
      "type": {
        "type": "enum",
        "name": "BayOccupation",
        "namespace": "naru.parking.v1",
        "symbols": [
          "unknown",
          "free",
          "occupied"
        ],
        "default": "unknown"
      },
      "doc": "Free or occupied, as the latest record in event time says."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the state was last seen (ms since 1970, UTC)."
    },
    {
      "name": "since",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Since when the bay has this state (ms since 1970, UTC)."
    },
    {
      "name": "receivedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub took the record (ms since 1970, UTC)."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "Feed of the record.",
      "naru.vocabulary": true
    },
    {
      "name": "device",
      "type": "string",
      "doc": "Device of the record."
    },
    {
      "name": "recordId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "The record that says so."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Revision of that record.",
      "default": 0
    },
    {
      "name": "quality",
      "type": "string",
      "doc": "Quality of that record.",
      "default": "good",
      "naru.vocabulary": true
    },
    {
      "name": "known",
      "type": "boolean",
      "doc": "Whether the master data knows the bay.",
      "default": true
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
      "doc": "Where the bay is.",
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
};

export const parkingCountAvro: AvroRecord = {
  "type": "record",
  "name": "Count",
  "namespace": "naru.parking.v1",
  "doc": "A garage counted its cars. With its place, as the city was then.",
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
      "name": "occupied",
      "type": "int",
      "doc": "Cars inside (count)."
    },
    {
      "name": "capacity",
      "type": "int",
      "doc": "Spaces in all (count)."
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

export const parkingObservationAvro: AvroRecord = {
  "type": "record",
  "name": "Observation",
  "namespace": "naru.parking.v1",
  "doc": "A bay sensor saw its bay free or occupied. With its place, as the city was then.",
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
      "name": "state",
      "type": {
        "type": "enum",
        "name": "BayOccupation",
        "namespace": "naru.parking.v1",
        "symbols": [
          "unknown",
          "free",
          "occupied"
        ],
        "default": "unknown"
      },
      "doc": "What the sensor saw: 'free', 'occupied', or 'unknown'."
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

export const parkingOccupancyAvro: AvroRecord = {
  "type": "record",
  "name": "Occupancy",
  "namespace": "naru.parking.v1",
  "doc": "How many bays of a zone are free and occupied.",
  "fields": [
    {
      "name": "zoneKind",
      "type": "string",
      "doc": "Kind of zone.",
      "naru.vocabulary": true
    },
    {
      "name": "zoneId",
      "type": "string",
      "doc": "The zone."
    },
    {
      "name": "bays",
      "type": "int",
      "doc": "Bays that the master data knows and that were heard of (count): free + occupied + unknown."
    },
    {
      "name": "free",
      "type": "int",
      "doc": "Free bays (count)."
    },
    {
      "name": "occupied",
      "type": "int",
      "doc": "Occupied bays (count)."
    },
    {
      "name": "unknown",
      "type": "int",
      "doc": "Bays whose state is not known (count)."
    },
    {
      "name": "unlisted",
      "type": "int",
      "doc": "Bays in the zone that the master data does not know; not among the others (count).",
      "default": 0
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "The latest observation among its bays, to the whole minute (ms since 1970, UTC)."
    }
  ]
};

export const parkingRawCountAvro: AvroRecord = {
  "type": "record",
  "name": "RawCount",
  "namespace": "naru.parking.v1",
  "doc": "A garage counted its cars.",
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
      "name": "occupied",
      "type": "int",
      "doc": "Cars inside (count)."
    },
    {
      "name": "capacity",
      "type": "int",
      "doc": "Spaces in all (count)."
    }
  ]
};

export const parkingRawObservationAvro: AvroRecord = {
  "type": "record",
  "name": "RawObservation",
  "namespace": "naru.parking.v1",
  "doc": "A bay sensor saw its bay free or occupied.",
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
      "name": "state",
      "type": {
        "type": "enum",
        "name": "BayOccupation",
        "namespace": "naru.parking.v1",
        "symbols": [
          "unknown",
          "free",
          "occupied"
        ],
        "default": "unknown"
      },
      "doc": "What the sensor saw: 'free', 'occupied', or 'unknown'."
    }
  ]
};

export const parkingRecomputeAvro: AvroRecord = {
  "type": "record",
  "name": "Recompute",
  "namespace": "naru.parking.v1",
  "doc": "Somebody wants the sessions of a bay computed anew. First the bay is held, so that nothing settles; then comes what the warehouse has of it, in one piece or several.",
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
      "doc": "The recompute; each attempt at a bay has its own."
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
      "doc": "The bay; where the master data knows none, the device."
    },
    {
      "name": "history",
      "type": [
        "null",
        {
          "type": "record",
          "name": "BayHistory",
          "doc": "A piece of a bay's history, from a moment without a stay to another.",
          "fields": [
            {
              "name": "from",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "No stay was open just before, by the observations or as told (ms since 1970, UTC)."
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
              "doc": "As `from`; null where the piece reaches to the latest observation.",
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
              "name": "observations",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricObservation",
                  "doc": "An observation that changed the state of the bay, in its highest revision.",
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
                      "name": "state",
                      "type": {
                        "type": "enum",
                        "name": "BayOccupation",
                        "namespace": "naru.parking.v1",
                        "symbols": [
                          "unknown",
                          "free",
                          "occupied"
                        ],
                        "default": "unknown"
                      },
                      "doc": "What was seen."
                    },
                    {
                      "name": "zones",
                      "type": "int",
                      "doc": "Its zones: position in `zones` of the piece, from 0."
                    }
                  ]
                }
              },
              "doc": "The last before `from`, and those of the time."
            },
            {
              "name": "sessions",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricSession",
                  "doc": "What the warehouse has as the last statement of a session.",
                  "fields": [
                    {
                      "name": "sessionId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "Identity."
                    },
                    {
                      "name": "openingRecordId",
                      "type": "naru.hub.v1.Uuid",
                      "doc": "Record that opens it."
                    },
                    {
                      "name": "startedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "When it began (ms since 1970, UTC)."
                    },
                    {
                      "name": "endedAt",
                      "type": [
                        "null",
                        {
                          "type": "long",
                          "logicalType": "timestamp-millis"
                        }
                      ],
                      "doc": "When it ended; null while it lasts.",
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
                      "name": "cause",
                      "type": [
                        "null",
                        "string"
                      ],
                      "doc": "Cause published.",
                      "default": null
                    },
                    {
                      "name": "withdrawn",
                      "type": "boolean",
                      "doc": "Whether it was withdrawn."
                    }
                  ]
                }
              },
              "doc": "Sessions that began in the time."
            },
            {
              "name": "isLast",
              "type": "boolean",
              "doc": "Whether the bay's history ends with this piece: then nothing holds it any more."
            }
          ]
        }
      ],
      "doc": "Null to hold the bay.",
      "default": null
    }
  ]
};

export const parkingRecomputedBayAvro: AvroRecord = {
  "type": "record",
  "name": "RecomputedBay",
  "namespace": "naru.parking.v1",
  "doc": "What became of a recompute of a bay, piece by piece: who wanted it, and how many sessions were told otherwise.",
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
      "doc": "The recompute; each attempt at a bay has its own."
    },
    {
      "name": "jobId",
      "type": "naru.hub.v1.Uuid",
      "doc": "The job that it belongs to."
    },
    {
      "name": "commandedBy",
      "type": "string",
      "doc": "Key of who wanted it."
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
      "doc": "The bay."
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
      "doc": "Where it ends; null for the latest observation.",
      "default": null
    },
    {
      "name": "outcome",
      "type": "string",
      "doc": "'applied', or 'outdated': the bay had gone on since its history was read, and nothing was published.",
      "naru.vocabulary": true
    },
    {
      "name": "restated",
      "type": "int",
      "doc": "Sessions published: new ones and revisions."
    },
    {
      "name": "withdrawn",
      "type": "int",
      "doc": "Sessions published as withdrawn."
    },
    {
      "name": "isLast",
      "type": "boolean",
      "doc": "Whether the recompute of this bay ends with it."
    }
  ]
};

export const parkingSessionAvro: AvroRecord = {
  "type": "record",
  "name": "Session",
  "namespace": "naru.parking.v1",
  "doc": "A stay in a bay: opened by the first occupied record, closed by the next free one. Its id comes from the bay and the record that opens it.",
  "fields": [
    {
      "name": "sessionId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "Identity: 128 bits from bay and opening record."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "The bay."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When it began (ms since 1970, UTC)."
    },
    {
      "name": "endedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "When it ended; null while it lasts.",
      "default": null
    },
    {
      "name": "openingRecordId",
      "type": "naru.hub.v1.Uuid",
      "doc": "The record that opens it."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 when opened, 1 when closed, higher when restated."
    },
    {
      "name": "cause",
      "type": [
        "null",
        "string"
      ],
      "doc": "Why it was restated: 'late' (a record came out of order), 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing', 'recompute' (a record came from behind the horizon); null where it only opened or closed.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind, when it began.",
      "default": {}
    },
    {
      "name": "withdrawn",
      "type": "boolean",
      "doc": "Whether a later record showed that there was no such session.",
      "default": false
    }
  ]
};

export const parkingZoneChangeAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneChange",
  "namespace": "naru.parking.v1",
  "doc": "A bay changed what it counts as in a zone: the step from bays to zones, keyed by zone.",
  "fields": [
    {
      "name": "zoneKind",
      "type": "string",
      "doc": "Kind of zone.",
      "naru.vocabulary": true
    },
    {
      "name": "zoneId",
      "type": "string",
      "doc": "The zone."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "The bay."
    },
    {
      "name": "before",
      "type": [
        "null",
        {
          "type": "enum",
          "name": "BayStanding",
          "namespace": "naru.parking.v1",
          "symbols": [
            "unknown",
            "free",
            "occupied",
            "unlisted"
          ],
          "default": "unknown"
        }
      ],
      "doc": "What it counted as: its state, or 'unlisted' where the master data does not know it; null where it was not in the zone.",
      "default": null
    },
    {
      "name": "after",
      "type": [
        "null",
        "naru.parking.v1.BayStanding"
      ],
      "doc": "What it counts as now; null where it is not in the zone any more.",
      "default": null
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When that was seen, to the whole minute (ms since 1970, UTC)."
    }
  ]
};

export const parkingZoneTallyAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneTally",
  "namespace": "naru.parking.v1",
  "doc": "Counts of a zone in the parking service.",
  "fields": [
    {
      "name": "zoneKind",
      "type": "string",
      "doc": "Kind of zone.",
      "naru.vocabulary": true
    },
    {
      "name": "zoneId",
      "type": "string",
      "doc": "The zone."
    },
    {
      "name": "free",
      "type": "int",
      "doc": "Free bays (count)."
    },
    {
      "name": "occupied",
      "type": "int",
      "doc": "Occupied bays (count)."
    },
    {
      "name": "unknown",
      "type": "int",
      "doc": "Bays whose state is not known (count)."
    },
    {
      "name": "unlisted",
      "type": "int",
      "doc": "Bays in the zone that the master data does not know; not among the others (count).",
      "default": 0
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "The latest observation among its bays, to the whole minute (ms since 1970, UTC)."
    }
  ]
};

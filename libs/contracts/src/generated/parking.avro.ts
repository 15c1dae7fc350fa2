// Generated from schemas/parking by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const parkingBayAvro: AvroRecord = {
  "type": "record",
  "name": "Bay",
  "namespace": "naru.parking.v1",
  "doc": "State of a bay in the parking service.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "The bay."
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
      "doc": "Latest state."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Event time of the latest record."
    },
    {
      "name": "since",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Since when it has this state."
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
      "doc": "Latest record."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Its revision."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "Its source."
    },
    {
      "name": "sessionId",
      "type": [
        "null",
        "naru.hub.v1.Uuid"
      ],
      "doc": "Open session.",
      "default": null
    },
    {
      "name": "sessionStartedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Start of the open session.",
      "default": null
    },
    {
      "name": "openingRecordId",
      "type": [
        "null",
        "naru.hub.v1.Uuid"
      ],
      "doc": "Record that opened it.",
      "default": null
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zones it was counted in.",
      "default": {}
    },
    {
      "name": "known",
      "type": "boolean",
      "doc": "Whether the master data knows it.",
      "default": true
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
      "doc": "Free or occupied."
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
      "doc": "Feed of the record."
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
      "default": "good"
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
      "doc": "The feed that sent the record."
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
      "default": "good"
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
      "default": null
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
      "default": null
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
      "doc": "The feed that sent the record."
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
      "default": "good"
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
      "default": null
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
      "default": null
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
      "doc": "Kind of zone."
    },
    {
      "name": "zoneId",
      "type": "string",
      "doc": "The zone."
    },
    {
      "name": "bays",
      "type": "int",
      "doc": "Bays heard of (count): free + occupied + unknown."
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
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "The latest observation among its bays (ms since 1970, UTC)."
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
      "doc": "The feed that sent the record."
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
      "default": "good"
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
      "doc": "The feed that sent the record."
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
      "default": "good"
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
      "doc": "Why a revision beyond closing was made.",
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
};

export const parkingZoneChangeAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneChange",
  "namespace": "naru.parking.v1",
  "doc": "A bay of a zone changed its state: the step from bays to zones, keyed by zone.",
  "fields": [
    {
      "name": "zoneKind",
      "type": "string",
      "doc": "Kind of zone."
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
      "name": "state",
      "type": [
        "null",
        {
          "type": "enum",
          "name": "BayOccupation",
          "namespace": "naru.parking.v1",
          "symbols": [
            "unknown",
            "free",
            "occupied"
          ],
          "default": "unknown"
        }
      ],
      "doc": "The bay's state now; null when it left the zone."
    },
    {
      "name": "known",
      "type": "boolean",
      "doc": "Whether the master data knows the bay.",
      "default": true
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When that was seen (ms since 1970, UTC)."
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
      "doc": "Kind of zone."
    },
    {
      "name": "zoneId",
      "type": "string",
      "doc": "The zone."
    },
    {
      "name": "bays",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "State by bay."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Latest observation."
    }
  ]
};

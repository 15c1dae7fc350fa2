// Generated from schemas/energy by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const energyIntervalAvro: AvroRecord = {
  "type": "record",
  "name": "Interval",
  "namespace": "naru.energy.v1",
  "doc": "Energy of a meter in a quarter of an hour.",
  "fields": [
    {
      "name": "intervalId",
      "type": {
        "type": "fixed",
        "name": "Uuid",
        "namespace": "naru.hub.v1",
        "size": 16,
        "logicalType": "uuid"
      },
      "doc": "Identity: 128 bits from meter, property and start."
    },
    {
      "name": "assetId",
      "type": "string",
      "doc": "The meter; where the master data knows none, the device."
    },
    {
      "name": "source",
      "type": "string",
      "doc": "Feed of its readings."
    },
    {
      "name": "property",
      "type": "string",
      "doc": "'active-energy-import', 'active-energy-export', or 'active-power' for power integrated over time."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the interval (ms since 1970, UTC), at a whole quarter of an hour."
    },
    {
      "name": "seconds",
      "type": "int",
      "doc": "Length (s).",
      "default": 900
    },
    {
      "name": "energyKwh",
      "type": "double",
      "doc": "Energy in the interval (kWh).",
      "naru.personal": "household-load"
    },
    {
      "name": "meanPowerKw",
      "type": "double",
      "doc": "Mean power in the interval (kW)."
    },
    {
      "name": "readings",
      "type": "int",
      "doc": "Readings that it rests on (count)."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 at first; one more with each reading that changes it."
    },
    {
      "name": "cause",
      "type": [
        "null",
        "string"
      ],
      "doc": "Why it was revised: 'reading', 'correction', 'late'.",
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

export const energyMeterAvro: AvroRecord = {
  "type": "record",
  "name": "Meter",
  "namespace": "naru.energy.v1",
  "doc": "State of a meter in the energy service.",
  "fields": [
    {
      "name": "meter",
      "type": "string",
      "doc": "Meter and property."
    },
    {
      "name": "recent",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "MeterReading",
          "doc": "One reading kept.",
          "fields": [
            {
              "name": "observedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Event time."
            },
            {
              "name": "value",
              "type": "double",
              "doc": "Value in the property's unit."
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
              "doc": "The record."
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Its revision."
            }
          ]
        }
      },
      "doc": "Recent readings in event time."
    },
    {
      "name": "published",
      "type": {
        "type": "map",
        "values": {
          "type": "record",
          "name": "PublishedInterval",
          "doc": "What was last said of an interval.",
          "fields": [
            {
              "name": "energyKwh",
              "type": "double",
              "doc": "Energy (kWh)."
            },
            {
              "name": "readings",
              "type": "int",
              "doc": "Readings (count)."
            },
            {
              "name": "revision",
              "type": "int",
              "doc": "Revision."
            }
          ]
        }
      },
      "doc": "What was published, by start of interval (ms as text)."
    }
  ]
};

export const energyPeakAvro: AvroRecord = {
  "type": "record",
  "name": "Peak",
  "namespace": "naru.energy.v1",
  "doc": "The highest load of a zone on a local day.",
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
      "name": "day",
      "type": {
        "type": "int",
        "logicalType": "date"
      },
      "doc": "Local day (days since 1970-01-01)."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the interval with the peak (ms since 1970, UTC)."
    },
    {
      "name": "peakKw",
      "type": "double",
      "doc": "Load of all its meters in that interval (kW)."
    },
    {
      "name": "meters",
      "type": "int",
      "doc": "Meters in it (count)."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 at first; one more each time it changes."
    }
  ]
};

export const energyRawReadingAvro: AvroRecord = {
  "type": "record",
  "name": "RawReading",
  "namespace": "naru.energy.v1",
  "doc": "A meter reported a register or a power.",
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
      "name": "property",
      "type": "string",
      "doc": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V)."
    },
    {
      "name": "value",
      "type": "double",
      "doc": "The value in the unit that the property has.",
      "naru.personal": "household-load"
    },
    {
      "name": "unit",
      "type": "string",
      "doc": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own."
    }
  ]
};

export const energyReadingAvro: AvroRecord = {
  "type": "record",
  "name": "Reading",
  "namespace": "naru.energy.v1",
  "doc": "A meter reported a register or a power. With its place, as the city was then.",
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
      "name": "property",
      "type": "string",
      "doc": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V)."
    },
    {
      "name": "value",
      "type": "double",
      "doc": "The value in the unit that the property has.",
      "naru.personal": "household-load"
    },
    {
      "name": "unit",
      "type": "string",
      "doc": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own."
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

export const energyZoneDayAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneDay",
  "namespace": "naru.energy.v1",
  "doc": "Loads of a zone on a day in the energy service.",
  "fields": [
    {
      "name": "zone",
      "type": "string",
      "doc": "Kind, zone and day."
    },
    {
      "name": "loads",
      "type": {
        "type": "map",
        "values": {
          "type": "map",
          "values": "double"
        }
      },
      "doc": "kW by meter by start of interval (ms as text)."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Revision last published."
    },
    {
      "name": "peakKw",
      "type": "double",
      "doc": "Peak last published (kW)."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Interval of that peak."
    }
  ]
};

export const energyZoneLoadAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneLoad",
  "namespace": "naru.energy.v1",
  "doc": "A meter's interval on its way to its zone, keyed by zone.",
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
      "doc": "The meter."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the interval (ms since 1970, UTC)."
    },
    {
      "name": "meanPowerKw",
      "type": "double",
      "doc": "Mean power of the meter in the interval (kW)."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Revision of the interval."
    }
  ]
};

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
      "doc": "Feed of its latest reading.",
      "naru.vocabulary": true
    },
    {
      "name": "property",
      "type": "string",
      "doc": "'active-energy-import', 'active-energy-export', or 'active-power' for power integrated over time.",
      "naru.vocabulary": true
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
      "doc": "How much of the quarter its readings cover (s); 900 where it is whole.",
      "default": 900
    },
    {
      "name": "energyKwh",
      "type": "double",
      "doc": "Energy in the covered part (kWh).",
      "naru.personal": "household-load"
    },
    {
      "name": "meanPowerKw",
      "type": "double",
      "doc": "Mean power over the covered part (kW)."
    },
    {
      "name": "readings",
      "type": "int",
      "doc": "Readings that it rests on (count)."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "0 at first; one more each time that it is told otherwise."
    },
    {
      "name": "cause",
      "type": [
        "null",
        "string"
      ],
      "doc": "Why it was revised: 'reading' (one more), 'late' (a reading came out of order), 'correction' (the source's own), 'recompute' (a reading came from behind the horizon); null at revision 0.",
      "default": null,
      "naru.vocabulary": true
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind, as its latest reading has them.",
      "default": {}
    },
    {
      "name": "quality",
      "type": "string",
      "doc": "'good'; 'partial' (readings cover a part of the quarter); 'reset' (a register ran backwards or was exchanged: the energy in between is not known); 'estimated' (spread over readings more than half an hour apart); else the quality of its readings.",
      "default": "good",
      "naru.vocabulary": true
    },
    {
      "name": "withdrawn",
      "type": "boolean",
      "doc": "Whether a later record showed that nothing is known of this quarter.",
      "default": false
    }
  ]
};

export const energyMeterAvro: AvroRecord = {
  "type": "record",
  "name": "Meter",
  "namespace": "naru.energy.v1",
  "doc": "How far a meter has come in the energy service.",
  "fields": [
    {
      "name": "meter",
      "type": "string",
      "doc": "Meter and property."
    },
    {
      "name": "newestQuarterAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the newest quarter with a reading (ms since 1970, UTC)."
    },
    {
      "name": "awaits",
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
      "doc": "The recompute whose history may come, as nothing was let go since it began.",
      "default": null
    }
  ]
};

export const energyPeakAvro: AvroRecord = {
  "type": "record",
  "name": "Peak",
  "namespace": "naru.energy.v1",
  "doc": "The highest load of a zone on a local day, as far as readings have come.",
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
      "doc": "Energy of all its meters in that quarter over a quarter of an hour (kW). Power readings count where a meter has no import register; exports do not."
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
    },
    {
      "name": "withdrawn",
      "type": "boolean",
      "doc": "Whether later records showed that nothing is known of the zone's load on this day.",
      "default": false
    }
  ]
};

export const energyQuarterAvro: AvroRecord = {
  "type": "record",
  "name": "Quarter",
  "namespace": "naru.energy.v1",
  "doc": "What the energy service keeps of a meter and a quarter of an hour.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "The meter; where the master data knows none, the device."
    },
    {
      "name": "property",
      "type": "string",
      "doc": "What it measures.",
      "naru.vocabulary": true
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start of the quarter (ms since 1970, UTC)."
    },
    {
      "name": "readings",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "MeterReading",
          "doc": "A reading in the quarter.",
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
              "name": "value",
              "type": "double",
              "doc": "Value in the property's unit.",
              "naru.personal": "household-load"
            },
            {
              "name": "quality",
              "type": "string",
              "doc": "Quality of the record."
            }
          ]
        }
      },
      "doc": "Readings in the quarter, in total order."
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zone id by kind, as the latest reading has them.",
      "default": {}
    },
    {
      "name": "told",
      "type": [
        "null",
        {
          "type": "record",
          "name": "ToldInterval",
          "doc": "What was last published of the interval.",
          "fields": [
            {
              "name": "source",
              "type": "string",
              "doc": "Feed."
            },
            {
              "name": "energyKwh",
              "type": "double",
              "doc": "Energy (kWh).",
              "naru.personal": "household-load"
            },
            {
              "name": "seconds",
              "type": "int",
              "doc": "Covered part (s)."
            },
            {
              "name": "readings",
              "type": "int",
              "doc": "Readings (count)."
            },
            {
              "name": "quality",
              "type": "string",
              "doc": "Quality."
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
            }
          ]
        }
      ],
      "doc": "Null where nothing was published.",
      "default": null
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
      "name": "property",
      "type": "string",
      "doc": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V).",
      "naru.vocabulary": true
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
      "doc": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own.",
      "naru.vocabulary": true
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
      "name": "property",
      "type": "string",
      "doc": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V).",
      "naru.vocabulary": true
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
      "doc": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own.",
      "naru.vocabulary": true
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

export const energyRecomputeAvro: AvroRecord = {
  "type": "record",
  "name": "Recompute",
  "namespace": "naru.energy.v1",
  "doc": "Somebody wants the intervals of a meter computed anew. First the meter hears of it, so that it knows whether it has let anything go since; then comes what the warehouse has of it, in pieces.",
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
      "doc": "The recompute; each attempt at a meter has its own."
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
      "doc": "The meter; where the master data knows none, the device."
    },
    {
      "name": "history",
      "type": [
        "null",
        {
          "type": "record",
          "name": "MeterHistory",
          "doc": "What the warehouse has of a meter, from one quarter of an hour to another.",
          "fields": [
            {
              "name": "from",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Start of the first quarter that is computed anew (ms since 1970, UTC)."
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
              "doc": "Start of the first that is not any more; null where all to the newest are.",
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
              "name": "readings",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricReading",
                  "doc": "A reading in its highest revision.",
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
                      "name": "property",
                      "type": "string",
                      "doc": "What was measured.",
                      "naru.vocabulary": true
                    },
                    {
                      "name": "value",
                      "type": "double",
                      "doc": "Value in the property's unit.",
                      "naru.personal": "household-load"
                    },
                    {
                      "name": "quality",
                      "type": "string",
                      "doc": "Quality of the record."
                    },
                    {
                      "name": "zones",
                      "type": "int",
                      "doc": "Its zones: position in `zones` of the piece, from 0."
                    }
                  ]
                }
              },
              "doc": "Those of the time, and of the next quarters with readings on both sides."
            },
            {
              "name": "intervals",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricInterval",
                  "doc": "What the warehouse has as the last statement of an interval.",
                  "fields": [
                    {
                      "name": "property",
                      "type": "string",
                      "doc": "What was measured.",
                      "naru.vocabulary": true
                    },
                    {
                      "name": "startedAt",
                      "type": {
                        "type": "long",
                        "logicalType": "timestamp-millis"
                      },
                      "doc": "Its start (ms since 1970, UTC)."
                    },
                    {
                      "name": "source",
                      "type": "string",
                      "doc": "Feed published."
                    },
                    {
                      "name": "energyKwh",
                      "type": "double",
                      "doc": "Energy published (kWh).",
                      "naru.personal": "household-load"
                    },
                    {
                      "name": "seconds",
                      "type": "int",
                      "doc": "Covered part published (s)."
                    },
                    {
                      "name": "readings",
                      "type": "int",
                      "doc": "Readings published (count)."
                    },
                    {
                      "name": "quality",
                      "type": "string",
                      "doc": "Quality published."
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
              "doc": "Intervals that start in the time."
            },
            {
              "name": "isLast",
              "type": "boolean",
              "doc": "Whether the history of the meter ends with this piece."
            }
          ]
        }
      ],
      "doc": "Null where the meter hears of it.",
      "default": null
    }
  ]
};

export const energyRecomputedMeterAvro: AvroRecord = {
  "type": "record",
  "name": "RecomputedMeter",
  "namespace": "naru.energy.v1",
  "doc": "What became of a recompute of a meter, piece by piece: who wanted it, and how many intervals were told otherwise.",
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
      "doc": "The recompute; each attempt at a meter has its own."
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
      "doc": "The meter; where the master data knows none, the device."
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
      "doc": "Where it ends; null for the newest quarter.",
      "default": null
    },
    {
      "name": "outcome",
      "type": "string",
      "doc": "'applied', or 'outdated': something of the meter was let go since its history was read, and nothing was published.",
      "naru.vocabulary": true
    },
    {
      "name": "restated",
      "type": "int",
      "doc": "Intervals published: new ones and revisions."
    },
    {
      "name": "withdrawn",
      "type": "int",
      "doc": "Intervals published as withdrawn."
    },
    {
      "name": "isLast",
      "type": "boolean",
      "doc": "Whether the recompute of this meter ends with it."
    }
  ]
};

export const energyRecomputedZoneAvro: AvroRecord = {
  "type": "record",
  "name": "RecomputedZone",
  "namespace": "naru.energy.v1",
  "doc": "What became of a recompute of a zone, piece by piece: who wanted it, and how many peaks were told otherwise.",
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
      "doc": "The recompute; each attempt at a zone has its own."
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
      "name": "beginsOn",
      "type": [
        "null",
        {
          "type": "int",
          "logicalType": "date"
        }
      ],
      "doc": "First local day of the piece (days since 1970-01-01); null where it has none.",
      "default": null
    },
    {
      "name": "endsOn",
      "type": [
        "null",
        {
          "type": "int",
          "logicalType": "date"
        }
      ],
      "doc": "Last local day of the piece (days since 1970-01-01); null where it has none.",
      "default": null
    },
    {
      "name": "outcome",
      "type": "string",
      "doc": "'applied', or 'outdated': something of the zone was let go since its history was read, and nothing was published.",
      "naru.vocabulary": true
    },
    {
      "name": "restated",
      "type": "int",
      "doc": "Peaks published: new ones and revisions."
    },
    {
      "name": "withdrawn",
      "type": "int",
      "doc": "Peaks published as withdrawn."
    },
    {
      "name": "isLast",
      "type": "boolean",
      "doc": "Whether the recompute of this zone ends with it."
    }
  ]
};

export const energyZoneAvro: AvroRecord = {
  "type": "record",
  "name": "Zone",
  "namespace": "naru.energy.v1",
  "doc": "How far a zone has come in the energy service.",
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
      "name": "newestDay",
      "type": {
        "type": "int",
        "logicalType": "date"
      },
      "doc": "Newest local day with a load (days since 1970-01-01)."
    },
    {
      "name": "awaits",
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
      "doc": "The recompute whose history may come, as nothing was let go since it began.",
      "default": null
    }
  ]
};

export const energyZoneDayAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneDay",
  "namespace": "naru.energy.v1",
  "doc": "Loads of a zone on a local day in the energy service.",
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
      "name": "day",
      "type": {
        "type": "int",
        "logicalType": "date"
      },
      "doc": "Local day (days since 1970-01-01)."
    },
    {
      "name": "quarters",
      "type": {
        "type": "array",
        "items": {
          "type": "record",
          "name": "ZoneQuarter",
          "doc": "Load of the zone in a quarter of an hour.",
          "fields": [
            {
              "name": "startedAt",
              "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
              },
              "doc": "Start (ms since 1970, UTC)."
            },
            {
              "name": "milliwattHours",
              "type": "long",
              "doc": "Energy of all meters (mWh)."
            },
            {
              "name": "meters",
              "type": "int",
              "doc": "Meters in it (count)."
            }
          ]
        }
      },
      "doc": "Quarters of the day that have meters, in order."
    },
    {
      "name": "revision",
      "type": "int",
      "doc": "Revision of the peak last published; -1 where none was."
    }
  ]
};

export const energyZoneLoadAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneLoad",
  "namespace": "naru.energy.v1",
  "doc": "A meter's interval changed what it adds to its zone: the step from meters to zones, keyed by zone.",
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
      "name": "addedMilliwattHours",
      "type": "long",
      "doc": "What is to be added to the energy of the zone in this interval, to take away where negative (mWh). Whole numbers, so that sums do not depend on the order.",
      "naru.personal": "household-load"
    },
    {
      "name": "addedMeters",
      "type": "int",
      "doc": "How many meters are to be added: 1, 0 or -1 (count)."
    }
  ]
};

export const energyZoneRecomputeAvro: AvroRecord = {
  "type": "record",
  "name": "ZoneRecompute",
  "namespace": "naru.energy.v1",
  "doc": "Somebody wants the peaks of a zone computed anew. First the zone hears of it, so that it knows whether it has let anything go since; then comes what the warehouse has of it.",
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
      "doc": "The recompute; each attempt at a zone has its own."
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
      "name": "history",
      "type": [
        "null",
        {
          "type": "record",
          "name": "ZoneHistory",
          "doc": "What the warehouse has of a zone, by local days.",
          "fields": [
            {
              "name": "days",
              "type": {
                "type": "array",
                "items": {
                  "type": "record",
                  "name": "HistoricZoneDay",
                  "doc": "A zone on a local day.",
                  "fields": [
                    {
                      "name": "day",
                      "type": {
                        "type": "int",
                        "logicalType": "date"
                      },
                      "doc": "Local day (days since 1970-01-01)."
                    },
                    {
                      "name": "quarters",
                      "type": {
                        "type": "array",
                        "items": {
                          "type": "record",
                          "name": "HistoricLoad",
                          "doc": "Load of the zone in a quarter of an hour, as the intervals of its meters have it.",
                          "fields": [
                            {
                              "name": "startedAt",
                              "type": {
                                "type": "long",
                                "logicalType": "timestamp-millis"
                              },
                              "doc": "Start (ms since 1970, UTC)."
                            },
                            {
                              "name": "milliwattHours",
                              "type": "long",
                              "doc": "Energy of all meters (mWh)."
                            },
                            {
                              "name": "meters",
                              "type": "int",
                              "doc": "Meters in it (count)."
                            }
                          ]
                        }
                      },
                      "doc": "Quarters of the day that have meters, in order."
                    },
                    {
                      "name": "peak",
                      "type": [
                        "null",
                        {
                          "type": "record",
                          "name": "HistoricPeak",
                          "doc": "What the warehouse has as the last statement of the day's peak.",
                          "fields": [
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
                              "doc": "Peak published (kW)."
                            },
                            {
                              "name": "meters",
                              "type": "int",
                              "doc": "Meters published (count)."
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
                      ],
                      "doc": "Null where none was published.",
                      "default": null
                    }
                  ]
                }
              },
              "doc": "Days, each whole."
            },
            {
              "name": "isLast",
              "type": "boolean",
              "doc": "Whether the history of the zone ends with this piece."
            }
          ]
        }
      ],
      "doc": "Null where the zone hears of it.",
      "default": null
    }
  ]
};

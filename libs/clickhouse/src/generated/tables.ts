// Generated from schemas/ by `npm run generate`. Not to be edited.
import type { TableContract } from '../table-contract.js';

/** The table of every topic that goes to the warehouse. */
export const tables: readonly TableContract[] = [
  {
    "topic": "city.assets.v1",
    "context": "city",
    "table": "assets",
    "columns": [
      {
        "name": "asset_id",
        "type": "String",
        "comment": "Identity of the asset."
      },
      {
        "name": "kind",
        "type": "LowCardinality(String)",
        "comment": "'bay', 'garage', 'meter', 'street-light', 'camera', 'gateway', 'sensor'; cities may add their own."
      },
      {
        "name": "name",
        "type": "String",
        "comment": "Its name for people."
      },
      {
        "name": "devices",
        "type": "Array(String)",
        "comment": "Devices that it carries, as '<source>/<device>', or '<device>' for any source."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it stands. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it stands. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zones by attribute, kind to zone id, for zones without geometry."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building it is in."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey it is on; 0 is the ground floor."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further properties, e.g. 'capacity'."
      },
      {
        "name": "valid_from",
        "type": "DateTime64(3, 'UTC')",
        "comment": "From when this was true in the city (ms since 1970, UTC); 0 = always."
      },
      {
        "name": "valid_to",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Until when it was true; null while it is."
      },
      {
        "name": "recorded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub learned it (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "valid_from"
    ],
    "partitionBy": null,
    "findBy": [],
    "current": {
      "fact": [
        "asset_id",
        "valid_from"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "Versions of the things of the city: master data."
  },
  {
    "topic": "city.zones.v1",
    "context": "city",
    "table": "zones",
    "columns": [
      {
        "name": "zone_id",
        "type": "String",
        "comment": "Identity of the zone; unique within its kind."
      },
      {
        "name": "kind",
        "type": "LowCardinality(String)",
        "comment": "'district', 'neighbourhood', 'postcode', 'parking-zone', 'grid', 'municipality'; cities may add their own."
      },
      {
        "name": "names",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Name by language (BCP 47: 'ko', 'en', 'ca')."
      },
      {
        "name": "parent",
        "type": "Nullable(String)",
        "comment": "Zone that holds it, as '<kind>/<zone id>'."
      },
      {
        "name": "geometry",
        "type": "Nullable(String)",
        "comment": "Polygon or MultiPolygon as GeoJSON text in WGS84; null for a zone by attribute."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further properties."
      },
      {
        "name": "valid_from",
        "type": "DateTime64(3, 'UTC')",
        "comment": "From when this was true in the city (ms since 1970, UTC); 0 = always."
      },
      {
        "name": "valid_to",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Until when it was true; null while it is."
      },
      {
        "name": "recorded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub learned it (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "kind",
      "zone_id",
      "valid_from"
    ],
    "partitionBy": null,
    "findBy": [],
    "current": {
      "fact": [
        "kind",
        "zone_id",
        "valid_from"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "Versions of the areas of the city: master data."
  },
  {
    "topic": "energy.raw-readings.v1",
    "context": "energy",
    "table": "raw_readings",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has. Personal data: household-load."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Readings of meters, as their sources sent them; duplicates and all."
  },
  {
    "topic": "energy.raw-readings-history.v1",
    "context": "energy",
    "table": "raw_readings_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has. Personal data: household-load."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Readings of meters from imports and backfills."
  },
  {
    "topic": "energy.readings.v1",
    "context": "energy",
    "table": "readings",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "What was measured, in terms of IEC 61968-9: 'active-energy-import' (register, kWh), 'active-energy-export' (register, kWh), 'active-power' (kW), 'voltage' (V)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has. Personal data: household-load."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "Unit of the value: 'kWh', 'kW', 'V'. It must be the property's own."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Readings of meters, each once and with its place."
  },
  {
    "topic": "energy.intervals.v1",
    "context": "energy",
    "table": "intervals",
    "columns": [
      {
        "name": "interval_id",
        "type": "UUID",
        "comment": "Identity: 128 bits from meter, property and start."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The meter; where the master data knows none, the device."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "Feed of its latest reading."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "'active-energy-import', 'active-energy-export', or 'active-power' for power integrated over time."
      },
      {
        "name": "started_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Start of the interval (ms since 1970, UTC), at a whole quarter of an hour."
      },
      {
        "name": "seconds",
        "type": "Int32",
        "comment": "How much of the quarter its readings cover (s); 900 where it is whole."
      },
      {
        "name": "energy_kwh",
        "type": "Float64",
        "comment": "Energy in the covered part (kWh). Personal data: household-load."
      },
      {
        "name": "mean_power_kw",
        "type": "Float64",
        "comment": "Mean power over the covered part (kW)."
      },
      {
        "name": "readings",
        "type": "Int32",
        "comment": "Readings that it rests on (count)."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 at first; one more each time that it is told otherwise."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why it was revised: 'reading' (one more), 'late' (a reading came out of order), 'correction' (the source's own), 'recompute' (a reading came from behind the horizon); null at revision 0."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind, as its latest reading has them."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good'; 'partial' (readings cover a part of the quarter); 'reset' (a register ran backwards or was exchanged: the energy in between is not known); 'estimated' (spread over readings more than half an hour apart); else the quality of its readings."
      },
      {
        "name": "withdrawn",
        "type": "Bool",
        "comment": "Whether a later record showed that nothing is known of this quarter."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "property",
      "started_at"
    ],
    "partitionBy": "toYYYYMM(started_at)",
    "findBy": [],
    "current": {
      "fact": [
        "interval_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Energy by meter and quarter of an hour, revised as readings come."
  },
  {
    "topic": "energy.peaks.v1",
    "context": "energy",
    "table": "peaks",
    "columns": [
      {
        "name": "zone_kind",
        "type": "LowCardinality(String)",
        "comment": "Kind of zone."
      },
      {
        "name": "zone_id",
        "type": "String",
        "comment": "The zone."
      },
      {
        "name": "day",
        "type": "Date32",
        "comment": "Local day (days since 1970-01-01)."
      },
      {
        "name": "started_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Start of the interval with the peak (ms since 1970, UTC)."
      },
      {
        "name": "peak_kw",
        "type": "Float64",
        "comment": "Energy of all its meters in that quarter over a quarter of an hour (kW). Power readings count where a meter has no import register; exports do not."
      },
      {
        "name": "meters",
        "type": "Int32",
        "comment": "Meters in it (count)."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 at first; one more each time it changes."
      },
      {
        "name": "withdrawn",
        "type": "Bool",
        "comment": "Whether later records showed that nothing is known of the zone's load on this day."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "zone_kind",
      "zone_id",
      "day"
    ],
    "partitionBy": null,
    "findBy": [],
    "current": {
      "fact": [
        "zone_kind",
        "zone_id",
        "day"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "The peak of each local day by zone."
  },
  {
    "topic": "energy.recomputed-meters.v1",
    "context": "energy",
    "table": "recomputed_meters",
    "columns": [
      {
        "name": "recompute_id",
        "type": "UUID",
        "comment": "The recompute; each attempt at a meter has its own."
      },
      {
        "name": "job_id",
        "type": "UUID",
        "comment": "The job that it belongs to."
      },
      {
        "name": "commanded_by",
        "type": "String",
        "comment": "Key of who wants it."
      },
      {
        "name": "commanded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was commanded (ms since 1970, UTC)."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The meter; where the master data knows none, the device."
      },
      {
        "name": "begins_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Where the piece begins (ms since 1970, UTC)."
      },
      {
        "name": "ends_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Where it ends; null for the newest quarter."
      },
      {
        "name": "outcome",
        "type": "LowCardinality(String)",
        "comment": "'applied', or 'outdated': something of the meter was let go since its history was read, and nothing was published."
      },
      {
        "name": "restated",
        "type": "Int32",
        "comment": "Intervals published: new ones and revisions."
      },
      {
        "name": "withdrawn",
        "type": "Int32",
        "comment": "Intervals published as withdrawn."
      },
      {
        "name": "is_last",
        "type": "Bool",
        "comment": "Whether the recompute of this meter ends with it."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "commanded_at"
    ],
    "partitionBy": "toYYYYMM(commanded_at)",
    "findBy": [],
    "current": null,
    "comment": "What became of recomputes of meters."
  },
  {
    "topic": "energy.recomputed-zones.v1",
    "context": "energy",
    "table": "recomputed_zones",
    "columns": [
      {
        "name": "recompute_id",
        "type": "UUID",
        "comment": "The recompute; each attempt at a zone has its own."
      },
      {
        "name": "job_id",
        "type": "UUID",
        "comment": "The job that it belongs to."
      },
      {
        "name": "commanded_by",
        "type": "String",
        "comment": "Key of who wants it."
      },
      {
        "name": "commanded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was commanded (ms since 1970, UTC)."
      },
      {
        "name": "zone_kind",
        "type": "LowCardinality(String)",
        "comment": "Kind of zone."
      },
      {
        "name": "zone_id",
        "type": "String",
        "comment": "The zone."
      },
      {
        "name": "begins_on",
        "type": "Nullable(Date32)",
        "comment": "First local day of the piece (days since 1970-01-01); null where it has none."
      },
      {
        "name": "ends_on",
        "type": "Nullable(Date32)",
        "comment": "Last local day of the piece (days since 1970-01-01); null where it has none."
      },
      {
        "name": "outcome",
        "type": "LowCardinality(String)",
        "comment": "'applied', or 'outdated': something of the zone was let go since its history was read, and nothing was published."
      },
      {
        "name": "restated",
        "type": "Int32",
        "comment": "Peaks published: new ones and revisions."
      },
      {
        "name": "withdrawn",
        "type": "Int32",
        "comment": "Peaks published as withdrawn."
      },
      {
        "name": "is_last",
        "type": "Bool",
        "comment": "Whether the recompute of this zone ends with it."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "zone_kind",
      "zone_id",
      "commanded_at"
    ],
    "partitionBy": "toYYYYMM(commanded_at)",
    "findBy": [],
    "current": null,
    "comment": "What became of recomputes of zones."
  },
  {
    "topic": "environment.raw-observations.v1",
    "context": "environment",
    "table": "raw_observations",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "Observed property: 'pm25', 'pm10', 'no2', 'o3' (ug/m3), 'temperature' (Cel), 'relative-humidity' (%), 'precipitation' (mm), 'illuminance' (lx), 'noise' (dB)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "UCUM unit of the value. It must be the property's own."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Observations of air, weather and noise, as their sources sent them; duplicates and all."
  },
  {
    "topic": "environment.raw-observations-history.v1",
    "context": "environment",
    "table": "raw_observations_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "Observed property: 'pm25', 'pm10', 'no2', 'o3' (ug/m3), 'temperature' (Cel), 'relative-humidity' (%), 'precipitation' (mm), 'illuminance' (lx), 'noise' (dB)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "UCUM unit of the value. It must be the property's own."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Observations of air, weather and noise from imports and backfills."
  },
  {
    "topic": "environment.observations.v1",
    "context": "environment",
    "table": "observations",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "property",
        "type": "LowCardinality(String)",
        "comment": "Observed property: 'pm25', 'pm10', 'no2', 'o3' (ug/m3), 'temperature' (Cel), 'relative-humidity' (%), 'precipitation' (mm), 'illuminance' (lx), 'noise' (dB)."
      },
      {
        "name": "value",
        "type": "Float64",
        "comment": "The value in the unit that the property has."
      },
      {
        "name": "unit",
        "type": "LowCardinality(String)",
        "comment": "UCUM unit of the value. It must be the property's own."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Observations of air, weather and noise, each once and with its place."
  },
  {
    "topic": "hub.dead-letters.v1",
    "context": "hub",
    "table": "dead_letters",
    "columns": [
      {
        "name": "record_id",
        "type": "Nullable(UUID)",
        "comment": "Identity of the record where it could be made."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent it."
      },
      {
        "name": "tenant",
        "type": "LowCardinality(String)",
        "comment": "Tenant."
      },
      {
        "name": "stage",
        "type": "LowCardinality(String)",
        "comment": "Service that set it aside."
      },
      {
        "name": "task",
        "type": "Int32",
        "comment": "Task of that stage."
      },
      {
        "name": "kind",
        "type": "LowCardinality(String)",
        "comment": "'<domain>/<kind>' it was sent as, or the topic it was read from."
      },
      {
        "name": "reason",
        "type": "LowCardinality(String)",
        "comment": "Reason code, see docs/errors.md."
      },
      {
        "name": "detail",
        "type": "String",
        "comment": "What was expected, in words; holds no value of the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took it (ms since 1970, UTC)."
      },
      {
        "name": "observed_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Event time where it could be read."
      },
      {
        "name": "origin_topic",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Topic it was read from; null at ingest."
      },
      {
        "name": "origin_partition",
        "type": "Nullable(Int32)",
        "comment": "Its partition."
      },
      {
        "name": "origin_offset",
        "type": "Nullable(Int64)",
        "comment": "Its offset."
      },
      {
        "name": "schema_id",
        "type": "Nullable(Int32)",
        "comment": "Writer schema id where it had one."
      },
      {
        "name": "attempt",
        "type": "Int32",
        "comment": "0 at first; one more with each re-drive."
      },
      {
        "name": "size",
        "type": "Int64",
        "comment": "Bytes of the original."
      },
      {
        "name": "sha256",
        "type": "FixedString(32)",
        "comment": "SHA-256 of the original bytes."
      },
      {
        "name": "sealed",
        "type": "Nullable(String)",
        "comment": "The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond."
      },
      {
        "name": "seal_key_id",
        "type": "Nullable(String)",
        "comment": "Key it is sealed with."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it."
      },
      {
        "name": "origin_key",
        "type": "Nullable(String)",
        "comment": "Key that it had in its topic; null at ingest."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "received_at"
    ],
    "partitionBy": "toYYYYMM(received_at)",
    "findBy": [
      "record_id",
      "sha256"
    ],
    "current": null,
    "comment": "Records that could not be processed as they are."
  },
  {
    "topic": "hub.quarantine.v1",
    "context": "hub",
    "table": "quarantine",
    "columns": [
      {
        "name": "record_id",
        "type": "Nullable(UUID)",
        "comment": "Identity of the record where it could be made."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent it."
      },
      {
        "name": "tenant",
        "type": "LowCardinality(String)",
        "comment": "Tenant."
      },
      {
        "name": "stage",
        "type": "LowCardinality(String)",
        "comment": "Service that set it aside."
      },
      {
        "name": "task",
        "type": "Int32",
        "comment": "Task of that stage."
      },
      {
        "name": "kind",
        "type": "LowCardinality(String)",
        "comment": "'<domain>/<kind>' it was sent as, or the topic it was read from."
      },
      {
        "name": "reason",
        "type": "LowCardinality(String)",
        "comment": "Reason code, see docs/errors.md."
      },
      {
        "name": "detail",
        "type": "String",
        "comment": "What was expected, in words; holds no value of the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took it (ms since 1970, UTC)."
      },
      {
        "name": "observed_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Event time where it could be read."
      },
      {
        "name": "origin_topic",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Topic it was read from; null at ingest."
      },
      {
        "name": "origin_partition",
        "type": "Nullable(Int32)",
        "comment": "Its partition."
      },
      {
        "name": "origin_offset",
        "type": "Nullable(Int64)",
        "comment": "Its offset."
      },
      {
        "name": "schema_id",
        "type": "Nullable(Int32)",
        "comment": "Writer schema id where it had one."
      },
      {
        "name": "attempt",
        "type": "Int32",
        "comment": "0 at first; one more with each re-drive."
      },
      {
        "name": "size",
        "type": "Int64",
        "comment": "Bytes of the original."
      },
      {
        "name": "sha256",
        "type": "FixedString(32)",
        "comment": "SHA-256 of the original bytes."
      },
      {
        "name": "sealed",
        "type": "Nullable(String)",
        "comment": "The original bytes up to 256 KiB, sealed with the source's key (AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag); null beyond."
      },
      {
        "name": "seal_key_id",
        "type": "Nullable(String)",
        "comment": "Key it is sealed with."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "Lane that it was sent on, 'live' or 'history'; of a later stage its topic says it."
      },
      {
        "name": "origin_key",
        "type": "Nullable(String)",
        "comment": "Key that it had in its topic; null at ingest."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "received_at"
    ],
    "partitionBy": "toYYYYMM(received_at)",
    "findBy": [
      "record_id",
      "sha256"
    ],
    "current": null,
    "comment": "Readable records set aside."
  },
  {
    "topic": "hub.duplicates.v1",
    "context": "hub",
    "table": "duplicates",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent it."
      },
      {
        "name": "stage",
        "type": "LowCardinality(String)",
        "comment": "Service that recognised it."
      },
      {
        "name": "kind",
        "type": "LowCardinality(String)",
        "comment": "'<domain>/<kind>'."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took this copy (ms since 1970, UTC)."
      },
      {
        "name": "origin_topic",
        "type": "LowCardinality(String)",
        "comment": "Topic of this copy."
      },
      {
        "name": "origin_partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "origin_offset",
        "type": "Int64",
        "comment": "Its offset."
      },
      {
        "name": "first_topic",
        "type": "LowCardinality(String)",
        "comment": "Topic of the first copy."
      },
      {
        "name": "first_partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "first_offset",
        "type": "Int64",
        "comment": "Its offset."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "received_at"
    ],
    "partitionBy": "toYYYYMM(received_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Records that the hub already had."
  },
  {
    "topic": "hub.ledger.v1",
    "context": "hub",
    "table": "ledger",
    "columns": [
      {
        "name": "stage",
        "type": "LowCardinality(String)",
        "comment": "Service that took it."
      },
      {
        "name": "task",
        "type": "Int32",
        "comment": "Task that took it: its partition number; 0 of what ingest took over HTTP."
      },
      {
        "name": "instance",
        "type": "String",
        "comment": "Instance that worked on the task."
      },
      {
        "name": "booked_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was committed, by the clock of the instance (ms since 1970, UTC)."
      },
      {
        "name": "ranges",
        "type": "Array(Tuple(topic LowCardinality(String), partition Int32, from_offset Int64, to_offset Int64, records Int64, lost Bool))",
        "comment": "Offsets that were taken, by topic partition."
      },
      {
        "name": "counts",
        "type": "Array(Tuple(topic LowCardinality(String), source LowCardinality(String), minute DateTime64(3, 'UTC'), fate LowCardinality(String), reason LowCardinality(String), count Int64))",
        "comment": "Fates of the records that were taken."
      },
      {
        "name": "produced",
        "type": "Array(Tuple(topic LowCardinality(String), minute DateTime64(3, 'UTC'), count Int64))",
        "comment": "Records that were written in the transaction, told beside the fates."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "stage",
      "booked_at"
    ],
    "partitionBy": "toYYYYMM(booked_at)",
    "findBy": [],
    "current": null,
    "comment": "The books of every stage."
  },
  {
    "topic": "hub.sources.v1",
    "context": "hub",
    "table": "sources",
    "columns": [
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "Its name."
      },
      {
        "name": "tenant",
        "type": "LowCardinality(String)",
        "comment": "Tenant."
      },
      {
        "name": "owner",
        "type": "String",
        "comment": "Who answers for it."
      },
      {
        "name": "description",
        "type": "String",
        "comment": "What it is."
      },
      {
        "name": "kinds",
        "type": "Array(String)",
        "comment": "'<domain>/<kind>' that it may send."
      },
      {
        "name": "clock_skew_seconds",
        "type": "Int32",
        "comment": "How far its clock may run ahead (s)."
      },
      {
        "name": "freshness_seconds",
        "type": "Int32",
        "comment": "How often it promises to be heard (s)."
      },
      {
        "name": "bounds_west",
        "type": "Nullable(Float64)",
        "comment": "Where its records lie; coordinates outside are refused. Null: anywhere. Degrees."
      },
      {
        "name": "bounds_south",
        "type": "Nullable(Float64)",
        "comment": "Where its records lie; coordinates outside are refused. Null: anywhere. Degrees."
      },
      {
        "name": "bounds_east",
        "type": "Nullable(Float64)",
        "comment": "Where its records lie; coordinates outside are refused. Null: anywhere. Degrees."
      },
      {
        "name": "bounds_north",
        "type": "Nullable(Float64)",
        "comment": "Where its records lie; coordinates outside are refused. Null: anywhere. Degrees."
      },
      {
        "name": "simulated",
        "type": "Bool",
        "comment": "Whether its records are made up."
      },
      {
        "name": "created_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was registered (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source"
    ],
    "partitionBy": null,
    "findBy": [],
    "current": {
      "fact": [
        "source"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "The feeds and their promises."
  },
  {
    "topic": "mobility.raw-events.v1",
    "context": "mobility",
    "table": "raw_events",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "event_type",
        "type": "LowCardinality(String)",
        "comment": "'accident', 'closure', 'roadworks'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "'unknown', 'minor', 'serious', 'fatal'."
      },
      {
        "name": "casualties",
        "type": "Int32",
        "comment": "People hurt (count)."
      },
      {
        "name": "vehicles",
        "type": "Int32",
        "comment": "Vehicles involved (count)."
      },
      {
        "name": "description",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Events in traffic, as their sources sent them; duplicates and all."
  },
  {
    "topic": "mobility.raw-events-history.v1",
    "context": "mobility",
    "table": "raw_events_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "event_type",
        "type": "LowCardinality(String)",
        "comment": "'accident', 'closure', 'roadworks'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "'unknown', 'minor', 'serious', 'fatal'."
      },
      {
        "name": "casualties",
        "type": "Int32",
        "comment": "People hurt (count)."
      },
      {
        "name": "vehicles",
        "type": "Int32",
        "comment": "Vehicles involved (count)."
      },
      {
        "name": "description",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Events in traffic from imports and backfills."
  },
  {
    "topic": "mobility.events.v1",
    "context": "mobility",
    "table": "events",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "event_type",
        "type": "LowCardinality(String)",
        "comment": "'accident', 'closure', 'roadworks'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "'unknown', 'minor', 'serious', 'fatal'."
      },
      {
        "name": "casualties",
        "type": "Int32",
        "comment": "People hurt (count)."
      },
      {
        "name": "vehicles",
        "type": "Int32",
        "comment": "Vehicles involved (count)."
      },
      {
        "name": "description",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Events in traffic, each once and with its place."
  },
  {
    "topic": "parking.raw-observations.v1",
    "context": "parking",
    "table": "raw_observations",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "state",
        "type": "LowCardinality(String)",
        "comment": "What the sensor saw: 'free', 'occupied', or 'unknown'."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Observations of bays, as their sources sent them; duplicates and all."
  },
  {
    "topic": "parking.raw-observations-history.v1",
    "context": "parking",
    "table": "raw_observations_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "state",
        "type": "LowCardinality(String)",
        "comment": "What the sensor saw: 'free', 'occupied', or 'unknown'."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Observations of bays from imports and backfills."
  },
  {
    "topic": "parking.observations.v1",
    "context": "parking",
    "table": "observations",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "state",
        "type": "LowCardinality(String)",
        "comment": "What the sensor saw: 'free', 'occupied', or 'unknown'."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Observations of bays, each once and with its place."
  },
  {
    "topic": "parking.raw-counts.v1",
    "context": "parking",
    "table": "raw_counts",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "occupied",
        "type": "Int32",
        "comment": "Cars inside (count)."
      },
      {
        "name": "capacity",
        "type": "Int32",
        "comment": "Spaces in all (count)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Counts of garages, as their sources sent them; duplicates and all."
  },
  {
    "topic": "parking.raw-counts-history.v1",
    "context": "parking",
    "table": "raw_counts_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "occupied",
        "type": "Int32",
        "comment": "Cars inside (count)."
      },
      {
        "name": "capacity",
        "type": "Int32",
        "comment": "Spaces in all (count)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Counts of garages from imports and backfills."
  },
  {
    "topic": "parking.counts.v1",
    "context": "parking",
    "table": "counts",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "occupied",
        "type": "Int32",
        "comment": "Cars inside (count)."
      },
      {
        "name": "capacity",
        "type": "Int32",
        "comment": "Spaces in all (count)."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Counts of garages, each once and with its place."
  },
  {
    "topic": "parking.bay-states.v1",
    "context": "parking",
    "table": "bay_states",
    "columns": [
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The bay; where the master data knows none, the device."
      },
      {
        "name": "state",
        "type": "LowCardinality(String)",
        "comment": "Free or occupied, as the latest record in event time says."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the state was last seen (ms since 1970, UTC)."
      },
      {
        "name": "since",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Since when the bay has this state (ms since 1970, UTC)."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC)."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "Feed of the record."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "Device of the record."
      },
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "The record that says so."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "Revision of that record."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "Quality of that record."
      },
      {
        "name": "known",
        "type": "Bool",
        "comment": "Whether the master data knows the bay."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the bay is. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the bay is. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [],
    "current": {
      "fact": [
        "asset_id"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "The latest state of each bay, in event time."
  },
  {
    "topic": "parking.sessions.v1",
    "context": "parking",
    "table": "sessions",
    "columns": [
      {
        "name": "session_id",
        "type": "UUID",
        "comment": "Identity: 128 bits from bay and opening record."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The bay."
      },
      {
        "name": "started_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it began (ms since 1970, UTC)."
      },
      {
        "name": "ended_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When it ended; null while it lasts."
      },
      {
        "name": "opening_record_id",
        "type": "UUID",
        "comment": "The record that opens it."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 when opened, 1 when closed, higher when restated."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why it was restated: 'late' (a record came out of order), 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing', 'recompute' (a record came from behind the horizon); null where it only opened or closed."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind, when it began."
      },
      {
        "name": "withdrawn",
        "type": "Bool",
        "comment": "Whether a later record showed that there was no such session."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "started_at"
    ],
    "partitionBy": "toYYYYMM(started_at)",
    "findBy": [],
    "current": {
      "fact": [
        "session_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Stays in bays, opened and closed."
  },
  {
    "topic": "parking.occupancy.v1",
    "context": "parking",
    "table": "occupancy",
    "columns": [
      {
        "name": "zone_kind",
        "type": "LowCardinality(String)",
        "comment": "Kind of zone."
      },
      {
        "name": "zone_id",
        "type": "String",
        "comment": "The zone."
      },
      {
        "name": "bays",
        "type": "Int32",
        "comment": "Bays that the master data knows and that were heard of (count): free + occupied + unknown."
      },
      {
        "name": "free",
        "type": "Int32",
        "comment": "Free bays (count)."
      },
      {
        "name": "occupied",
        "type": "Int32",
        "comment": "Occupied bays (count)."
      },
      {
        "name": "unknown",
        "type": "Int32",
        "comment": "Bays whose state is not known (count)."
      },
      {
        "name": "unlisted",
        "type": "Int32",
        "comment": "Bays in the zone that the master data does not know; not among the others (count)."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "The latest observation among its bays, to the whole minute (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "zone_kind",
      "zone_id",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [],
    "current": {
      "fact": [
        "zone_kind",
        "zone_id"
      ],
      "version": [
        "offset"
      ]
    },
    "comment": "Free and occupied bays by zone."
  },
  {
    "topic": "parking.recomputed-bays.v1",
    "context": "parking",
    "table": "recomputed_bays",
    "columns": [
      {
        "name": "recompute_id",
        "type": "UUID",
        "comment": "The recompute; each attempt at a bay has its own."
      },
      {
        "name": "job_id",
        "type": "UUID",
        "comment": "The job that it belongs to."
      },
      {
        "name": "commanded_by",
        "type": "String",
        "comment": "Key of who wanted it."
      },
      {
        "name": "commanded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was commanded (ms since 1970, UTC)."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The bay."
      },
      {
        "name": "begins_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Where the piece begins (ms since 1970, UTC)."
      },
      {
        "name": "ends_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Where it ends; null for the latest observation."
      },
      {
        "name": "outcome",
        "type": "LowCardinality(String)",
        "comment": "'applied', or 'outdated': the bay had gone on since its history was read, and nothing was published."
      },
      {
        "name": "restated",
        "type": "Int32",
        "comment": "Sessions published: new ones and revisions."
      },
      {
        "name": "withdrawn",
        "type": "Int32",
        "comment": "Sessions published as withdrawn."
      },
      {
        "name": "is_last",
        "type": "Bool",
        "comment": "Whether the recompute of this bay ends with it."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "commanded_at"
    ],
    "partitionBy": "toYYYYMM(commanded_at)",
    "findBy": [],
    "current": null,
    "comment": "What became of recomputes of bays."
  },
  {
    "topic": "security.raw-events.v1",
    "context": "security",
    "table": "raw_events",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "class_uid",
        "type": "Int32",
        "comment": "OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown."
      },
      {
        "name": "activity",
        "type": "LowCardinality(String)",
        "comment": "What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "OCSF severity."
      },
      {
        "name": "actor",
        "type": "Nullable(String)",
        "comment": "Who did it, pseudonymised at the edge where it is a person. Personal data: identity."
      },
      {
        "name": "message",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them. Personal data: identity."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Events of security sources, as their sources sent them; duplicates and all."
  },
  {
    "topic": "security.raw-events-history.v1",
    "context": "security",
    "table": "raw_events_history",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "class_uid",
        "type": "Int32",
        "comment": "OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown."
      },
      {
        "name": "activity",
        "type": "LowCardinality(String)",
        "comment": "What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "OCSF severity."
      },
      {
        "name": "actor",
        "type": "Nullable(String)",
        "comment": "Who did it, pseudonymised at the edge where it is a person. Personal data: identity."
      },
      {
        "name": "message",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them. Personal data: identity."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": null,
    "comment": "Events of security sources from imports and backfills."
  },
  {
    "topic": "security.events.v1",
    "context": "security",
    "table": "events",
    "columns": [
      {
        "name": "record_id",
        "type": "UUID",
        "comment": "Identity of the record: 128 bits from tenant, source and the source's own id. Made once, by ingest."
      },
      {
        "name": "content_hash",
        "type": "UUID",
        "comment": "128 bits of SHA-256 over what was observed. Same record id with other content is the source's own correction."
      },
      {
        "name": "source",
        "type": "LowCardinality(String)",
        "comment": "The feed that sent the record."
      },
      {
        "name": "received_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When the hub took the record (ms since 1970, UTC). Stamped once, by ingest."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was seen in the city (ms since 1970, UTC): event time."
      },
      {
        "name": "device",
        "type": "String",
        "comment": "The device or feed member that saw it, as its source names it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where it was seen, as the record itself says; null where it says nothing. Latitude in degrees north."
      },
      {
        "name": "quality",
        "type": "LowCardinality(String)",
        "comment": "'good', or the reason why the value is doubtful: 'over-capacity', 'stale', 'estimated', 'uncertain'; sources may add their own."
      },
      {
        "name": "lane",
        "type": "LowCardinality(String)",
        "comment": "'live', or 'history' for imports, backfills and reprocessing."
      },
      {
        "name": "class_uid",
        "type": "Int32",
        "comment": "OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown."
      },
      {
        "name": "activity",
        "type": "LowCardinality(String)",
        "comment": "What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "OCSF severity."
      },
      {
        "name": "actor",
        "type": "Nullable(String)",
        "comment": "Who did it, pseudonymised at the edge where it is a person. Personal data: identity."
      },
      {
        "name": "message",
        "type": "String",
        "comment": "The event in words."
      },
      {
        "name": "attributes",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Further fields as the source names them. Personal data: identity."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 for the first statement of this record; higher for a later, better one."
      },
      {
        "name": "cause",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why this revision was published: 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing'; null at revision 0."
      },
      {
        "name": "asset_id",
        "type": "Nullable(String)",
        "comment": "The asset that carried the device when it observed; null where the master data knows none."
      },
      {
        "name": "place_reason",
        "type": "LowCardinality(Nullable(String))",
        "comment": "Why the place is incomplete: 'unknown-asset', 'no-coordinates', 'outside-zones'; null where it is complete."
      },
      {
        "name": "place_point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Longitude in degrees east."
      },
      {
        "name": "place_point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where the record is placed: the asset's own point, else the record's; null where neither is known. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind of zone ('district', 'neighbourhood', 'postcode', …), as the city was at observedAt."
      },
      {
        "name": "h3",
        "type": "Nullable(String)",
        "comment": "H3 cell of the place at resolution 10, as hexadecimal text."
      },
      {
        "name": "building",
        "type": "Nullable(String)",
        "comment": "Building of the asset."
      },
      {
        "name": "storey",
        "type": "Nullable(Int32)",
        "comment": "Storey of the asset in its building; 0 is the ground floor."
      },
      {
        "name": "master_data_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "When the hub learned the newest version of the master data used here (ms since 1970, UTC)."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "source",
      "device",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [
      "record_id"
    ],
    "current": {
      "fact": [
        "record_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Events of security sources, each once and with its place."
  },
  {
    "topic": "security.detections.v1",
    "context": "security",
    "table": "detections",
    "columns": [
      {
        "name": "detection_id",
        "type": "UUID",
        "comment": "Identity: 128 bits from rule and opening record."
      },
      {
        "name": "rule",
        "type": "LowCardinality(String)",
        "comment": "Name of the rule."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "OCSF severity."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "Asset it is about; else the device."
      },
      {
        "name": "actor",
        "type": "Nullable(String)",
        "comment": "Who, as the events say. Personal data: identity."
      },
      {
        "name": "observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Event time of the record that completed it (ms since 1970, UTC)."
      },
      {
        "name": "first_observed_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Event time of its first record (ms since 1970, UTC)."
      },
      {
        "name": "record_ids",
        "type": "Array(UUID)",
        "comment": "The records that completed it, at most 20."
      },
      {
        "name": "title",
        "type": "String",
        "comment": "In words."
      },
      {
        "name": "techniques",
        "type": "Array(String)",
        "comment": "MITRE ATT&CK techniques."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 at first; one more each time that a late or corrected record changes it."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind."
      },
      {
        "name": "withdrawn",
        "type": "Bool",
        "comment": "Whether a later record showed that there was nothing to detect."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "observed_at"
    ],
    "partitionBy": "toYYYYMM(observed_at)",
    "findBy": [],
    "current": {
      "fact": [
        "detection_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "What the rules found."
  },
  {
    "topic": "security.incidents.v1",
    "context": "security",
    "table": "incidents",
    "columns": [
      {
        "name": "incident_id",
        "type": "UUID",
        "comment": "Identity: 128 bits from asset and first detection."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "Asset it is about."
      },
      {
        "name": "status",
        "type": "LowCardinality(String)",
        "comment": "Where it stands: open, acknowledged, resolved (by a person), closed (quiet long enough)."
      },
      {
        "name": "severity",
        "type": "LowCardinality(String)",
        "comment": "The highest of its detections."
      },
      {
        "name": "detections",
        "type": "Int32",
        "comment": "Detections in it (count)."
      },
      {
        "name": "rules",
        "type": "Array(String)",
        "comment": "Rules that fired."
      },
      {
        "name": "opened_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Event time of its first detection (ms since 1970, UTC)."
      },
      {
        "name": "updated_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Event time of its latest detection (ms since 1970, UTC)."
      },
      {
        "name": "handled_by",
        "type": "Nullable(String)",
        "comment": "Key that acknowledged or resolved it."
      },
      {
        "name": "note",
        "type": "Nullable(String)",
        "comment": "What that person said."
      },
      {
        "name": "revision",
        "type": "Int32",
        "comment": "0 when opened; one more with each change."
      },
      {
        "name": "point_longitude",
        "type": "Nullable(Float64)",
        "comment": "Where. Longitude in degrees east."
      },
      {
        "name": "point_latitude",
        "type": "Nullable(Float64)",
        "comment": "Where. Latitude in degrees north."
      },
      {
        "name": "zones",
        "type": "Map(LowCardinality(String), String)",
        "comment": "Zone id by kind."
      },
      {
        "name": "withdrawn",
        "type": "Bool",
        "comment": "Whether it was merged into another, or its detections were withdrawn."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "opened_at"
    ],
    "partitionBy": "toYYYYMM(opened_at)",
    "findBy": [],
    "current": {
      "fact": [
        "incident_id"
      ],
      "version": [
        "revision",
        "offset"
      ]
    },
    "comment": "Incidents and what became of them."
  },
  {
    "topic": "security.recomputed-assets.v1",
    "context": "security",
    "table": "recomputed_assets",
    "columns": [
      {
        "name": "recompute_id",
        "type": "UUID",
        "comment": "The recompute; each attempt at an asset has its own."
      },
      {
        "name": "job_id",
        "type": "UUID",
        "comment": "The job that it belongs to."
      },
      {
        "name": "commanded_by",
        "type": "String",
        "comment": "Key of who wants it."
      },
      {
        "name": "commanded_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "When it was commanded (ms since 1970, UTC)."
      },
      {
        "name": "asset_id",
        "type": "String",
        "comment": "The asset."
      },
      {
        "name": "begins_at",
        "type": "DateTime64(3, 'UTC')",
        "comment": "Where the piece begins (ms since 1970, UTC)."
      },
      {
        "name": "ends_at",
        "type": "Nullable(DateTime64(3, 'UTC'))",
        "comment": "Where it ends; null for the newest event."
      },
      {
        "name": "outcome",
        "type": "LowCardinality(String)",
        "comment": "'applied', or 'outdated': more came since its history was read than may be kept, or another recompute began, and nothing was published."
      },
      {
        "name": "restated",
        "type": "Int32",
        "comment": "Detections published: new ones and revisions."
      },
      {
        "name": "withdrawn",
        "type": "Int32",
        "comment": "Detections published as withdrawn."
      },
      {
        "name": "incidents",
        "type": "Int32",
        "comment": "Incidents that this changed."
      },
      {
        "name": "is_last",
        "type": "Bool",
        "comment": "Whether the recompute of this asset ends with it."
      },
      {
        "name": "topic",
        "type": "LowCardinality(String)",
        "comment": "Kafka topic that the row was read from."
      },
      {
        "name": "partition",
        "type": "Int32",
        "comment": "Its partition."
      },
      {
        "name": "offset",
        "type": "Int64",
        "comment": "Its offset there."
      }
    ],
    "orderBy": [
      "asset_id",
      "commanded_at"
    ],
    "partitionBy": "toYYYYMM(commanded_at)",
    "findBy": [],
    "current": null,
    "comment": "What became of recomputes of assets."
  }
];

// Generated from schemas/city by `npm run generate`. Not to be edited.
import type { AvroRecord } from '../avro-schema.js';

export const cityAssetAvro: AvroRecord = {
  "type": "record",
  "name": "Asset",
  "namespace": "naru.city.v1",
  "doc": "A version of a physical thing of the city: a bay, a meter, a camera.",
  "fields": [
    {
      "name": "assetId",
      "type": "string",
      "doc": "Identity of the asset."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'bay', 'garage', 'meter', 'street-light', 'camera', 'gateway', 'sensor'; cities may add their own.",
      "naru.vocabulary": true
    },
    {
      "name": "name",
      "type": "string",
      "doc": "Its name for people.",
      "default": ""
    },
    {
      "name": "devices",
      "type": {
        "type": "array",
        "items": "string"
      },
      "doc": "Devices that it carries, as '<source>/<device>', or '<device>' for any source.",
      "default": []
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
      "doc": "Where it stands.",
      "default": null
    },
    {
      "name": "zones",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Zones by attribute, kind to zone id, for zones without geometry.",
      "default": {}
    },
    {
      "name": "building",
      "type": [
        "null",
        "string"
      ],
      "doc": "Building it is in.",
      "default": null
    },
    {
      "name": "storey",
      "type": [
        "null",
        "int"
      ],
      "doc": "Storey it is on; 0 is the ground floor.",
      "default": null
    },
    {
      "name": "attributes",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Further properties, e.g. 'capacity'.",
      "default": {}
    },
    {
      "name": "validFrom",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "From when this was true in the city (ms since 1970, UTC); 0 = always."
    },
    {
      "name": "validTo",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Until when it was true; null while it is.",
      "default": null
    },
    {
      "name": "recordedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub learned it (ms since 1970, UTC)."
    }
  ]
};

export const cityZoneAvro: AvroRecord = {
  "type": "record",
  "name": "Zone",
  "namespace": "naru.city.v1",
  "doc": "A version of an area of the city.",
  "fields": [
    {
      "name": "zoneId",
      "type": "string",
      "doc": "Identity of the zone; unique within its kind."
    },
    {
      "name": "kind",
      "type": "string",
      "doc": "'district', 'neighbourhood', 'postcode', 'parking-zone', 'grid', 'municipality'; cities may add their own.",
      "naru.vocabulary": true
    },
    {
      "name": "names",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Name by language (BCP 47: 'ko', 'en', 'ca').",
      "default": {}
    },
    {
      "name": "parent",
      "type": [
        "null",
        "string"
      ],
      "doc": "Zone that holds it, as '<kind>/<zone id>'.",
      "default": null
    },
    {
      "name": "geometry",
      "type": [
        "null",
        "string"
      ],
      "doc": "Polygon or MultiPolygon as GeoJSON text in WGS84; null for a zone by attribute.",
      "default": null
    },
    {
      "name": "attributes",
      "type": {
        "type": "map",
        "values": "string"
      },
      "doc": "Further properties.",
      "default": {}
    },
    {
      "name": "validFrom",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "From when this was true in the city (ms since 1970, UTC); 0 = always."
    },
    {
      "name": "validTo",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "doc": "Until when it was true; null while it is.",
      "default": null
    },
    {
      "name": "recordedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "When the hub learned it (ms since 1970, UTC)."
    }
  ]
};

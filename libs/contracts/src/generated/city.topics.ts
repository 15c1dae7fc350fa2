// Generated from schemas/city by `npm run generate`. Not to be edited.
import type { TopicContract } from '../topic-contract.js';
import { cityAssetAvro, cityZoneAvro } from './city.avro.js';
import type { CityAsset, CityZone } from './city.types.js';

/** Versions of the things of the city: master data. */
export const cityAssets: TopicContract<CityAsset> = {
  "name": "city.assets.v1",
  "context": "city",
  "noun": "assets",
  "key": "asset id and validFrom",
  "schema": "naru.city.v1.Asset",
  "avro": cityAssetAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "enrichment",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Versions of the things of the city: master data.",
  "fact": [
    "assetId",
    "validFrom"
  ]
};

/** Versions of the areas of the city: master data. */
export const cityZones: TopicContract<CityZone> = {
  "name": "city.zones.v1",
  "context": "city",
  "noun": "zones",
  "key": "kind, zone id and validFrom",
  "schema": "naru.city.v1.Zone",
  "avro": cityZoneAvro,
  "partitions": 2,
  "cleanup": "compact",
  "retentionMs": -1,
  "owner": "enrichment",
  "readers": [
    "enrichment",
    "analytics"
  ],
  "warehouse": true,
  "shared": false,
  "personal": "none",
  "meaning": "Versions of the areas of the city: master data.",
  "fact": [
    "kind",
    "zoneId",
    "validFrom"
  ]
};

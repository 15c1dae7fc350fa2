import { OpenData, Scopes } from '@naru/http';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PLACES } from '../tokens.js';
import {
  type AssetAnswer,
  type AssetPage,
  type PlaceAnswer,
  type ZoneCollection,
  type ZoneFeature,
  assetAnswer,
  assetPage,
  assetToAnswer,
  placeAnswer,
  textOf,
  zoneCollection,
  zoneFeature,
  zoneToAnswer,
} from './place-answer.js';
import {
  type AssetsQuery,
  type MomentQuery,
  type PlaceQuery,
  type ZonesQuery,
  assetsQuery,
  momentQuery,
  placeQuery,
  zonesQuery,
} from './place-query.js';
import type { Places } from './places.js';

@ApiTags('places')
@Controller('v1/places')
@Scopes('read')
@OpenData()
export class PlacesController {
  constructor(@Inject(PLACES) private readonly places: Places) {}

  @Get('zones')
  @Header('content-type', 'application/geo+json')
  @ApiOperation({ summary: 'Zones as GeoJSON, by kind and id' })
  @ApiResponse({ status: 200, standardSchema: zoneCollection })
  zones(@Query({ schema: zonesQuery }) query: ZonesQuery): ZoneCollection {
    const { items, next } = this.places.zones(query);
    return { type: 'FeatureCollection', features: items.map(zoneToAnswer), next, asOf: this.#asOf() };
  }

  @Get('zones/:kind/:zoneId')
  @Header('content-type', 'application/geo+json')
  @ApiOperation({ summary: 'A zone as a GeoJSON feature' })
  @ApiResponse({ status: 200, standardSchema: zoneFeature })
  zone(
    @Param('kind') kind: string,
    @Param('zoneId') zoneId: string,
    @Query({ schema: momentQuery }) { at }: MomentQuery,
  ): ZoneFeature {
    return zoneToAnswer(this.places.zone(kind, zoneId, at));
  }

  @Get('assets')
  @ApiOperation({ summary: 'Assets, by id or nearest first' })
  @ApiResponse({ status: 200, standardSchema: assetPage })
  assets(@Query({ schema: assetsQuery }) query: AssetsQuery): AssetPage {
    const { items, next } = this.places.assets(query);
    return { items: items.map(assetToAnswer), next, asOf: this.#asOf() };
  }

  @Get('assets/:assetId')
  @ApiOperation({ summary: 'An asset' })
  @ApiResponse({ status: 200, standardSchema: assetAnswer })
  asset(@Param('assetId') assetId: string, @Query({ schema: momentQuery }) { at }: MomentQuery): AssetAnswer {
    return assetToAnswer(this.places.asset(assetId, at));
  }

  @Get('at')
  @ApiOperation({ summary: 'The zones that hold a point' })
  @ApiResponse({ status: 200, standardSchema: placeAnswer })
  at(@Query({ schema: placeQuery }) { lon, lat, at = this.places.now() }: PlaceQuery): PlaceAnswer {
    const point = { longitude: lon, latitude: lat };
    const { zones, cell } = this.places.at(point, at);
    const named = zones.map(({ kind, zoneId, names }) => ({ kind, zoneId, names }));
    return { point, at: textOf(at), h3: cell, zones: named, asOf: this.#asOf() };
  }

  #asOf(): string | null {
    return this.places.asOf?.toISOString() ?? null;
  }
}

import { Scopes } from '@naru/http';
import { Body, Controller, Delete, Headers, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { assetVersion, zoneVersion } from '../adapters/version.from-json.js';
import { MASTER_DATA_DESK } from '../tokens.js';
import type { Loaded, MasterDataDesk } from './master-data-desk.js';
import { instantText } from './place-query.js';
import { versionsInBody } from './versions-in-body.js';

const loadAnswer = z.object({
  accepted: z.number().int().describe('Versions written.'),
  unchanged: z.number().int().describe('Versions that were known already, word for word; not written again.'),
});
const validFromQuery = z.object({
  validFrom: instantText.default(0).describe('The validFrom of the version; left out: the one that is valid always.'),
});

const howToLoad = `A version, an array of them (application/json), one a line (application/x-ndjson), or GeoJSON features
(application/geo+json) whose properties are the version's fields. A version replaces the one with the same id and
validFrom; any other adds to the history. All of a request is taken or nothing; what is known already, word for word, is
not written again. PUT and POST do the same. The answer comes when this instance places by the new versions.`;

/** The body as people may write it, for the description of the API. */
const bodyOf = (version: z.ZodType) => {
  const one = z.toJSONSchema(version, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) as object;
  return { schema: { oneOf: [one, { type: 'array', items: one }] } };
};

@ApiTags('master data')
@Controller('v1/master-data')
export class MasterDataController {
  constructor(@Inject(MASTER_DATA_DESK) private readonly desk: MasterDataDesk) {}

  @Put('assets')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Load versions of assets', description: howToLoad })
  @ApiConsumes('application/json', 'application/x-ndjson', 'application/geo+json')
  @ApiBody(bodyOf(assetVersion))
  @ApiResponse({ status: 200, standardSchema: loadAnswer })
  putAssets(@Body() body: Buffer | undefined, @Headers('content-type') contentType = ''): Promise<Loaded> {
    return this.desk.loadAssets(versionsInBody(body ?? Buffer.alloc(0), contentType));
  }

  @Post('assets')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Load versions of assets, as PUT does', description: howToLoad })
  @ApiConsumes('application/json', 'application/x-ndjson', 'application/geo+json')
  @ApiBody(bodyOf(assetVersion))
  @ApiResponse({ status: 200, standardSchema: loadAnswer })
  postAssets(@Body() body: Buffer | undefined, @Headers('content-type') contentType = ''): Promise<Loaded> {
    return this.putAssets(body, contentType);
  }

  @Put('zones')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Load versions of zones', description: howToLoad })
  @ApiConsumes('application/json', 'application/x-ndjson', 'application/geo+json')
  @ApiBody(bodyOf(zoneVersion))
  @ApiResponse({ status: 200, standardSchema: loadAnswer })
  putZones(@Body() body: Buffer | undefined, @Headers('content-type') contentType = ''): Promise<Loaded> {
    return this.desk.loadZones(versionsInBody(body ?? Buffer.alloc(0), contentType));
  }

  @Post('zones')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Load versions of zones, as PUT does', description: howToLoad })
  @ApiConsumes('application/json', 'application/x-ndjson', 'application/geo+json')
  @ApiBody(bodyOf(zoneVersion))
  @ApiResponse({ status: 200, standardSchema: loadAnswer })
  postZones(@Body() body: Buffer | undefined, @Headers('content-type') contentType = ''): Promise<Loaded> {
    return this.putZones(body, contentType);
  }

  @Delete('assets/:assetId')
  @HttpCode(204)
  @Scopes('manage')
  @ApiOperation({ summary: 'Take one version of an asset back, as if it had never been said' })
  removeAsset(
    @Param('assetId') assetId: string,
    @Query({ schema: validFromQuery }) { validFrom }: z.infer<typeof validFromQuery>,
  ): Promise<void> {
    return this.desk.removeAsset(assetId, validFrom);
  }

  @Delete('zones/:kind/:zoneId')
  @HttpCode(204)
  @Scopes('manage')
  @ApiOperation({ summary: 'Take one version of a zone back, as if it had never been said' })
  removeZone(
    @Param('kind') kind: string,
    @Param('zoneId') zoneId: string,
    @Query({ schema: validFromQuery }) { validFrom }: z.infer<typeof validFromQuery>,
  ): Promise<void> {
    return this.desk.removeZone(kind, zoneId, validFrom);
  }
}

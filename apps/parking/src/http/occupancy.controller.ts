import type { ParkingOccupancy } from '@naru/contracts';
import { OpenData, Problem, Scopes, type ViewState } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BAYS, CLOCK, ZONES } from '../tokens.js';
import { occupancyPage, oneZoneAnswer, toListedZone } from './answers.js';
import type { Bays } from './bays.js';
import { parkingProblems } from './problems.js';
import { type OccupancyQuery, occupancyQuery } from './query.js';
import type { Zones } from './zones.js';

const kindQuery = z.object({ kind: z.string().optional().describe('Kind of the zone, where several have this id.') });

@ApiTags('occupancy')
@Controller('v1/parking')
export class OccupancyController {
  constructor(
    @Inject(ZONES) private readonly zones: ViewState<Zones>,
    @Inject(BAYS) private readonly bays: ViewState<Bays>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get('occupancy')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'List zones with their free and occupied bays' })
  @ApiResponse({ status: 200, standardSchema: occupancyPage })
  list(@Query({ schema: occupancyQuery }) query: OccupancyQuery): z.infer<typeof occupancyPage> {
    const now = this.now();
    const { kind } = query;
    const { items, next } = this.zones.now.list(kind, query);
    return {
      items: items.map((zone) => toListedZone(zone, now)),
      ...(kind === undefined ? {} : { outside: this.bays.now.countOutside(kind) }),
      next,
      asOf: this.zones.asOf,
    };
  }

  @Get('zones/:kind/:id/occupancy')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'Show the free and occupied bays of a zone' })
  @ApiResponse({ status: 200, standardSchema: oneZoneAnswer })
  show(@Param('kind') kind: string, @Param('id') id: string): z.infer<typeof oneZoneAnswer> {
    const zone = this.zones.now.get(kind, id);
    if (zone === undefined) throw this.#unknown(`kind '${kind}' and id '${id}'`);
    return this.#answer(zone);
  }

  @Get('zones/:id/occupancy')
  @Scopes('read')
  @OpenData()
  @ApiOperation({
    summary: 'Show the free and occupied bays of a zone whose id is the only one, or whose kind is given',
  })
  @ApiResponse({ status: 200, standardSchema: oneZoneAnswer })
  showById(
    @Param('id') id: string,
    @Query({ schema: kindQuery }) { kind }: z.infer<typeof kindQuery>,
  ): z.infer<typeof oneZoneAnswer> {
    if (kind !== undefined) return this.show(kind, id);
    const [zone, ...others] = this.zones.now.withId(id);
    if (zone === undefined) throw this.#unknown(`id '${id}'`);
    if (others.length === 0) return this.#answer(zone);
    const kinds = [zone, ...others].map(({ zoneKind }) => zoneKind).sort();
    throw new Problem(parkingProblems.NARU_ZONE_AMBIGUOUS, { detail: `Its kinds are ${kinds.join(', ')}.` });
  }

  #answer(zone: ParkingOccupancy): z.infer<typeof oneZoneAnswer> {
    return { ...toListedZone(zone, this.now()), asOf: this.zones.asOf };
  }

  #unknown(what: string): Problem {
    const kinds = this.zones.now.kinds.join(', ');
    return new Problem(parkingProblems.NARU_ZONE_UNKNOWN, {
      detail: `There is no zone of ${what}. Kinds of zone with bays: ${kinds === '' ? 'none yet' : kinds}.`,
    });
  }
}

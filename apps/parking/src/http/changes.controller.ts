import type { ParkingBayState } from '@naru/contracts';
import { type EventStream, OpenData, Scopes, type ViewState } from '@naru/http';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BAYS, CHANGES } from '../tokens.js';
import { toBay } from './answers.js';
import { type Bays, isInBounds, isInZone } from './bays.js';
import { type ChangesQuery, changesQuery } from './query.js';

@ApiTags('bays')
@Controller('v1/parking/changes')
export class ChangesController {
  constructor(
    @Inject(BAYS) private readonly bays: ViewState<Bays>,
    @Inject(CHANGES) private readonly changes: EventStream<ParkingBayState>,
  ) {}

  @Get()
  @Scopes('read')
  @OpenData()
  @ApiOperation({
    summary: 'Follow the bays as server-sent events',
    description:
      'First `event: snapshot` with all bays asked for, then `event: bay` with each bay that was observed anew. Come back with Last-Event-ID, at any instance, to go on where you stopped; where that is too long ago a new snapshot comes first. A comment at least every 15 s.',
  })
  @ApiProduces('text/event-stream')
  follow(
    @Query({ schema: changesQuery }) { zone, bbox }: ChangesQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const bays = this.bays.now;
    this.changes.open(request, reply, {
      snapshot: () => ({ bays: bays.select(zone, bbox).map(toBay), asOf: this.bays.asOf }),
      wants: ({ value }) => value !== null && isInZone(value, zone) && isInBounds(value, bbox),
    });
  }
}

import { OpenData, Problem, Scopes, type ViewState } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BAYS, CLOCK } from '../tokens.js';
import { bayPage, oneBayAnswer, toListedBay } from './answers.js';
import type { Bays } from './bays.js';
import { parkingProblems } from './problems.js';
import { type BayQuery, bayQuery } from './query.js';

@ApiTags('bays')
@Controller('v1/parking/bays')
export class BaysController {
  constructor(
    @Inject(BAYS) private readonly bays: ViewState<Bays>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get()
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'List bays with their state and its age, nearest first with `near`' })
  @ApiResponse({ status: 200, standardSchema: bayPage })
  list(@Query({ schema: bayQuery }) query: BayQuery): z.infer<typeof bayPage> {
    const now = this.now();
    const { items, next } = this.bays.now.find(query);
    const listed = items.map(({ bay, metres }) => toListedBay(bay, now, metres));
    return { items: listed, next, asOf: this.bays.asOf };
  }

  @Get(':assetId')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'Show a bay' })
  @ApiResponse({ status: 200, standardSchema: oneBayAnswer })
  show(@Param('assetId') assetId: string): z.infer<typeof oneBayAnswer> {
    const bay = this.bays.now.get(assetId);
    if (bay === undefined)
      throw new Problem(parkingProblems.NARU_BAY_UNKNOWN, { detail: `There is no observation of bay '${assetId}'.` });
    return { ...toListedBay(bay, this.now()), asOf: this.bays.asOf };
  }
}

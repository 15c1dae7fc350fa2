import { Scopes, type ViewState, takePage } from '@naru/http';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { INTERVALS } from '../tokens.js';
import { intervalPage, toInterval } from './answers.js';
import { type Intervals, placeOf } from './intervals.js';
import { type IntervalsQuery, intervalsQuery } from './query.js';

/** What a household takes tells when somebody is at home: never open data. */
@ApiTags('intervals')
@Controller('v1/energy/intervals')
export class IntervalsController {
  constructor(@Inject(INTERVALS) private readonly intervals: ViewState<Intervals>) {}

  @Get()
  @Scopes('read')
  @ApiOperation({ summary: 'List the recent quarters of an hour of a meter' })
  @ApiResponse({ status: 200, standardSchema: intervalPage })
  list(@Query({ schema: intervalsQuery }) query: IntervalsQuery): z.infer<typeof intervalPage> {
    const { asset, property, from, to } = query;
    const kept = this.intervals.now.of(asset);
    const wanted = this.intervals.now
      .of(asset, from, to)
      .filter((interval) => property === undefined || interval.property === property);
    const { items, next } = takePage(wanted, query, placeOf);
    const first = kept[0];
    return {
      items: items.map(toInterval),
      keptFrom: first === undefined ? null : new Date(first.startedAt).toISOString(),
      next,
      asOf: this.intervals.asOf,
    };
  }
}

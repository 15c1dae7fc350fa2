import { OpenData, Problem, Scopes, type ViewState, takePage } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { textOfDay } from '../domain/local-day.js';
import { CLOCK, PEAKS } from '../tokens.js';
import { onePeak, peakPage, toPeak } from './answers.js';
import type { Peaks } from './peaks.js';
import { energyProblems } from './problems.js';
import { type PeakQuery, type PeaksQuery, peakQuery, peaksQuery } from './query.js';

/** How many days a problem names. */
const namedDays = 14;

@ApiTags('peaks')
@Controller('v1/energy')
export class PeaksController {
  constructor(
    @Inject(PEAKS) private readonly peaks: ViewState<Peaks>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get('peaks')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'List the peaks of zones and local days' })
  @ApiResponse({ status: 200, standardSchema: peakPage })
  list(@Query({ schema: peaksQuery }) query: PeaksQuery): z.infer<typeof peakPage> {
    const now = this.now();
    const { items, next } = takePage(this.peaks.now.list(query.kind, query.day), query, ([key]) => key);
    return { items: items.map(([, peak]) => toPeak(peak, now)), next, asOf: this.peaks.asOf };
  }

  @Get('zones/:kind/:id/peak')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'Show the highest load of a zone on a local day, as far as readings have come' })
  @ApiResponse({ status: 200, standardSchema: onePeak })
  show(
    @Param('kind') kind: string,
    @Param('id') id: string,
    @Query({ schema: peakQuery }) { day }: PeakQuery,
  ): z.infer<typeof onePeak> {
    const peaks = this.peaks.now.of(kind, id);
    const peak = day === undefined ? peaks[0] : peaks.find((each) => each.day === day);
    if (peak !== undefined) return { ...toPeak(peak, this.now()), asOf: this.peaks.asOf };
    const days = peaks.slice(0, namedDays).map((each) => textOfDay(each.day));
    throw new Problem(energyProblems.NARU_PEAK_UNKNOWN, {
      detail: `Zone '${id}' of kind '${kind}' has ${days.length === 0 ? 'none at all' : `one on ${days.join(', ')}`}.`,
    });
  }
}

import type { SecurityDetection } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { Scopes, type ViewState, takePage } from '@naru/http';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CLOCK, DETECTIONS } from '../tokens.js';
import { detectionPage, toDetection } from './answers.js';
import type { Latest } from './latest.js';
import { type DetectionsQuery, detectionsQuery } from './query.js';

@ApiTags('detections')
@Controller('v1/security/detections')
export class DetectionsController {
  constructor(
    @Inject(DETECTIONS) private readonly detections: ViewState<Latest<SecurityDetection>>,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get()
  @Scopes('read')
  @ApiOperation({ summary: 'List what the rules found lately, newest first' })
  @ApiResponse({ status: 200, standardSchema: detectionPage })
  list(@Query({ schema: detectionsQuery }) query: DetectionsQuery): z.infer<typeof detectionPage> {
    const { asset, severity, rule } = query;
    const found = this.detections.now
      .filter(
        (detection) =>
          (asset === undefined || detection.assetId === asset) &&
          (severity === undefined || detection.severity === severity) &&
          (rule === undefined || detection.rule === rule),
      )
      .sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
    const { items, next } = takePage(found, query, placeOf, 'descending');
    const now = this.now();
    return { items: items.map((item) => toDetection(item, now)), next, asOf: this.detections.asOf };
  }
}

/** Text that sorts as detections do: by event time, then id. */
const placeOf = ({ observedAt, detectionId }: SecurityDetection): string =>
  `${String(observedAt).padStart(15, '0')} ${idOfBytes(detectionId)}`;

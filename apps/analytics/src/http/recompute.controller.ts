import { CalledBy, type Caller, Scopes } from '@naru/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RECOMPUTES } from '../tokens.js';
import {
  type RecomputeAnswer,
  type RecomputeBody,
  recomputeAnswer,
  recomputeBody,
  recomputeList,
} from './recompute-answers.js';
import type { RecomputeJobs } from './recompute-jobs.js';

@ApiTags('recomputes')
@Controller('v1/analytics/recomputes')
export class RecomputeController {
  constructor(@Inject(RECOMPUTES) private readonly jobs: RecomputeJobs) {}

  @Post()
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({
    summary: 'Compute facts anew from the records in the warehouse; only differences are published',
    description:
      'For what came too late to be seen: a record from behind the horizon, a correction of one. Again it publishes nothing more.',
  })
  @ApiResponse({ status: 202, standardSchema: recomputeAnswer })
  begin(@Body({ schema: recomputeBody }) body: RecomputeBody, @CalledBy() caller: Caller): RecomputeAnswer {
    return this.jobs.begin(body, caller.keyId);
  }

  @Get()
  @Scopes('manage')
  @ApiOperation({ summary: 'List the recomputes of this instance, latest first' })
  @ApiResponse({ status: 200, standardSchema: recomputeList })
  list(): z.infer<typeof recomputeList> {
    return { items: [...this.jobs.list()] };
  }

  @Get(':id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Tell how far a recompute has come' })
  @ApiResponse({ status: 200, standardSchema: recomputeAnswer })
  one(@Param('id') id: string): RecomputeAnswer {
    return this.jobs.get(id);
  }

  @Delete(':id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Stop a recompute; what was published stays so' })
  @ApiResponse({ status: 200, standardSchema: recomputeAnswer })
  stop(@Param('id') id: string): RecomputeAnswer {
    return this.jobs.stop(id);
  }
}

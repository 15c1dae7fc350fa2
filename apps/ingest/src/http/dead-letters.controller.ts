import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Groups } from '../adapters/groups.js';
import { CLOCK, DEAD_LETTERS, DEAD_LETTER_JOBS, GROUPS, RETURNING } from '../tokens.js';
import { type GroupItem, type GroupQuery, groupQuery, pageOfGroups } from './group-answers.js';
import {
  type JobAnswer,
  type JobBody,
  type ReturnAnswer,
  type ReturnBody,
  type SampleAnswer,
  type SampleBody,
  type TrialAnswer,
  jobAnswer,
  jobBody,
  jobsAnswer,
  returnAnswer,
  returnBody,
  sampleAnswer,
  sampleBody,
  trialAnswer,
} from './return-answers.js';
import type { ReturnJobs } from './return-jobs.js';
import type { Returning } from './returning.js';
import type { SetAsideDesk } from './set-aside-desk.js';
import {
  type SetAsideDetail,
  type SetAsideItem,
  type SetAsideQuery,
  setAsideDetail,
  setAsideQuery,
} from './set-aside.js';

@ApiTags('set aside')
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DEAD_LETTERS) private readonly desk: SetAsideDesk,
    @Inject(RETURNING) private readonly returning: Returning,
    @Inject(GROUPS) private readonly groups: Groups,
    @Inject(DEAD_LETTER_JOBS) private readonly jobs: ReturnJobs,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get()
  @Scopes('read', 'manage')
  @ApiOperation({ summary: 'List records that could not be processed, newest first' })
  list(@Query({ schema: setAsideQuery }) query: SetAsideQuery): Page<SetAsideItem> {
    return this.desk.list(query);
  }

  @Get('groups')
  @Scopes('read', 'manage')
  @ApiOperation({
    summary: 'List groups of records that have source, stage, kind, reason and shape in common, latest first',
  })
  listGroups(@Query({ schema: groupQuery }) query: GroupQuery): Page<GroupItem> {
    return pageOfGroups(this.groups.of('dead-letters'), query, this.now());
  }

  @Post('try')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Tell what would become of some records of a group, as they are or fixed; changes nothing' })
  @ApiResponse({ status: 200, standardSchema: sampleAnswer })
  trySample(@Body({ schema: sampleBody }) body: SampleBody, @CalledBy() caller: Caller): Promise<SampleAnswer> {
    return this.jobs.sample(body, caller);
  }

  @Post('redrives')
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({ summary: 'Take back everything that is meant and waits, at a bounded rate' })
  @ApiResponse({ status: 202, standardSchema: jobAnswer })
  begin(@Body({ schema: jobBody }) body: JobBody, @CalledBy() caller: Caller): JobAnswer {
    return this.jobs.begin(body, caller);
  }

  @Get('redrives')
  @Scopes('manage')
  @ApiOperation({ summary: 'List the jobs of this instance, latest first' })
  @ApiResponse({ status: 200, standardSchema: jobsAnswer })
  listJobs(): z.infer<typeof jobsAnswer> {
    return { items: [...this.jobs.list()] };
  }

  @Get('redrives/:id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Tell how far a job has come' })
  @ApiResponse({ status: 200, standardSchema: jobAnswer })
  job(@Param('id') id: string): JobAnswer {
    return this.jobs.get(id);
  }

  @Delete('redrives/:id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Stop a job; what was decided stays so' })
  @ApiResponse({ status: 200, standardSchema: jobAnswer })
  stop(@Param('id') id: string): JobAnswer {
    return this.jobs.stop(id);
  }

  @Get(':id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Open a dead letter: its bytes as they came' })
  @ApiResponse({ status: 200, standardSchema: setAsideDetail })
  open(@Param('id') id: string, @CalledBy() caller: Caller): Promise<SetAsideDetail> {
    return this.desk.open(id, caller);
  }

  @Post(':id/try')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Tell what would become of a dead letter, as it is or fixed; changes nothing' })
  @ApiResponse({ status: 200, standardSchema: trialAnswer })
  async try(
    @Param('id') id: string,
    @Body({ schema: returnBody }) { fix }: ReturnBody,
    @CalledBy() caller: Caller,
  ): Promise<TrialAnswer> {
    const found = await this.desk.find(id, caller);
    return this.returning.attempt(found, { fix, isRelease: false, commandedBy: caller.keyId });
  }

  @Post(':id/redrive')
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({ summary: 'Take a dead letter back: as it is, or fixed' })
  @ApiResponse({ status: 202, standardSchema: returnAnswer })
  async redrive(
    @Param('id') id: string,
    @Body({ schema: returnBody }) { fix }: ReturnBody,
    @CalledBy() caller: Caller,
  ): Promise<ReturnAnswer> {
    const found = await this.desk.find(id, caller);
    return this.returning.command(found, { fix, isRelease: false, commandedBy: caller.keyId });
  }
}

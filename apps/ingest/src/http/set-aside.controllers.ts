import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Groups } from '../adapters/groups.js';
import { CLOCK, DEAD_LETTERS, DEAD_LETTER_JOBS, GROUPS, QUARANTINE, QUARANTINE_JOBS, RETURNING } from '../tokens.js';
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

/** What one of the two places for records set aside is called, and what its records may come back by. */
interface Shelf {
  readonly topic: 'dead-letters' | 'quarantine';
  readonly desk: symbol;
  readonly jobs: symbol;
  readonly records: string;
  readonly one: string;
  readonly verb: string;
  readonly command: string;
  readonly commands: string;
  /** Whether they go on in spite of the time they were seen at. */
  readonly isRelease: boolean;
}

/** The routes of a shelf. */
function shelfController(shelf: Shelf): Type {
  @ApiTags('set aside')
  class ShelfController {
    constructor(
      @Inject(shelf.desk) private readonly desk: SetAsideDesk,
      @Inject(RETURNING) private readonly returning: Returning,
      @Inject(GROUPS) private readonly groups: Groups,
      @Inject(shelf.jobs) private readonly jobs: ReturnJobs,
      @Inject(CLOCK) private readonly now: () => number,
    ) {}

    @Get()
    @Scopes('read', 'manage')
    @ApiOperation({ summary: `List ${shelf.records}, newest first` })
    list(@Query({ schema: setAsideQuery }) query: SetAsideQuery): Page<SetAsideItem> {
      return this.desk.list(query);
    }

    @Get('groups')
    @Scopes('read', 'manage')
    @ApiOperation({
      summary: 'List groups of records that have source, stage, kind, reason and shape in common, latest first',
    })
    listGroups(@Query({ schema: groupQuery }) query: GroupQuery): Page<GroupItem> {
      return pageOfGroups(this.groups.of(shelf.topic), query, this.now());
    }

    @Post('try')
    @HttpCode(200)
    @Scopes('manage')
    @ApiOperation({
      summary: 'Tell what would become of some records of a group, as they are or fixed; changes nothing',
    })
    @ApiResponse({ status: 200, standardSchema: sampleAnswer })
    trySample(@Body({ schema: sampleBody }) body: SampleBody, @CalledBy() caller: Caller): Promise<SampleAnswer> {
      return this.jobs.sample(body, caller);
    }

    @Post(shelf.commands)
    @HttpCode(202)
    @Scopes('manage')
    @ApiOperation({ summary: `${shelf.verb} everything that is meant and waits, at a bounded rate` })
    @ApiResponse({ status: 202, standardSchema: jobAnswer })
    begin(@Body({ schema: jobBody }) body: JobBody, @CalledBy() caller: Caller): JobAnswer {
      return this.jobs.begin(body, caller);
    }

    @Get(shelf.commands)
    @Scopes('manage')
    @ApiOperation({ summary: 'List the jobs of this instance, latest first' })
    @ApiResponse({ status: 200, standardSchema: jobsAnswer })
    listJobs(): z.infer<typeof jobsAnswer> {
      return { items: [...this.jobs.list()] };
    }

    @Get(`${shelf.commands}/:id`)
    @Scopes('manage')
    @ApiOperation({ summary: 'Tell how far a job has come' })
    @ApiResponse({ status: 200, standardSchema: jobAnswer })
    job(@Param('id') id: string): JobAnswer {
      return this.jobs.get(id);
    }

    @Delete(`${shelf.commands}/:id`)
    @Scopes('manage')
    @ApiOperation({ summary: 'Stop a job; what was decided stays so' })
    @ApiResponse({ status: 200, standardSchema: jobAnswer })
    stop(@Param('id') id: string): JobAnswer {
      return this.jobs.stop(id);
    }

    @Get(':id')
    @Scopes('manage')
    @ApiOperation({ summary: `Open ${shelf.one}: its bytes as they came` })
    @ApiResponse({ status: 200, standardSchema: setAsideDetail })
    open(@Param('id') id: string, @CalledBy() caller: Caller): Promise<SetAsideDetail> {
      return this.desk.open(id, caller);
    }

    @Post(':id/try')
    @HttpCode(200)
    @Scopes('manage')
    @ApiOperation({ summary: `Tell what would become of ${shelf.one}, as it is or fixed; changes nothing` })
    @ApiResponse({ status: 200, standardSchema: trialAnswer })
    async try(
      @Param('id') id: string,
      @Body({ schema: returnBody }) { fix }: ReturnBody,
      @CalledBy() caller: Caller,
    ): Promise<TrialAnswer> {
      const found = await this.desk.find(id, caller);
      return this.returning.attempt(found, { fix, isRelease: shelf.isRelease, commandedBy: caller.keyId });
    }

    @Post(`:id/${shelf.command}`)
    @HttpCode(202)
    @Scopes('manage')
    @ApiOperation({ summary: `${shelf.verb} ${shelf.one}: as it is, or fixed` })
    @ApiResponse({ status: 202, standardSchema: returnAnswer })
    async command(
      @Param('id') id: string,
      @Body({ schema: returnBody }) { fix }: ReturnBody,
      @CalledBy() caller: Caller,
    ): Promise<ReturnAnswer> {
      const found = await this.desk.find(id, caller);
      return this.returning.command(found, { fix, isRelease: shelf.isRelease, commandedBy: caller.keyId });
    }
  }

  return ShelfController;
}

@Controller('v1/dead-letters')
export class DeadLettersController extends shelfController({
  topic: 'dead-letters',
  desk: DEAD_LETTERS,
  jobs: DEAD_LETTER_JOBS,
  records: 'records that could not be processed',
  one: 'a dead letter',
  verb: 'Take back',
  command: 'redrive',
  commands: 'redrives',
  isRelease: false,
}) {}

@Controller('v1/quarantine')
export class QuarantineController extends shelfController({
  topic: 'quarantine',
  desk: QUARANTINE,
  jobs: QUARANTINE_JOBS,
  records: 'readable records that were set aside',
  one: 'a record in quarantine',
  verb: 'Release',
  command: 'release',
  commands: 'releases',
  isRelease: true,
}) {}

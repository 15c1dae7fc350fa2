import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DEAD_LETTERS, RETURNING } from '../tokens.js';
import {
  type ReturnAnswer,
  type ReturnBody,
  type TrialAnswer,
  returnAnswer,
  returnBody,
  trialAnswer,
} from './return-answers.js';
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
  ) {}

  @Get()
  @Scopes('read', 'manage')
  @ApiOperation({ summary: 'List records that could not be processed, newest first' })
  list(@Query({ schema: setAsideQuery }) query: SetAsideQuery): Page<SetAsideItem> {
    return this.desk.list(query);
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

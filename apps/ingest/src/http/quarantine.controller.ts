import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { QUARANTINE, RETURNING } from '../tokens.js';
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
@Controller('v1/quarantine')
export class QuarantineController {
  constructor(
    @Inject(QUARANTINE) private readonly desk: SetAsideDesk,
    @Inject(RETURNING) private readonly returning: Returning,
  ) {}

  @Get()
  @Scopes('read', 'manage')
  @ApiOperation({ summary: 'List readable records that were set aside, newest first' })
  list(@Query({ schema: setAsideQuery }) query: SetAsideQuery): Page<SetAsideItem> {
    return this.desk.list(query);
  }

  @Get(':id')
  @Scopes('manage')
  @ApiOperation({ summary: 'Open a record in quarantine: its bytes as they came' })
  @ApiResponse({ status: 200, standardSchema: setAsideDetail })
  open(@Param('id') id: string, @CalledBy() caller: Caller): Promise<SetAsideDetail> {
    return this.desk.open(id, caller);
  }

  @Post(':id/try')
  @HttpCode(200)
  @Scopes('manage')
  @ApiOperation({ summary: 'Tell what would become of a record in quarantine, as it is or fixed; changes nothing' })
  @ApiResponse({ status: 200, standardSchema: trialAnswer })
  async try(
    @Param('id') id: string,
    @Body({ schema: returnBody }) { fix }: ReturnBody,
    @CalledBy() caller: Caller,
  ): Promise<TrialAnswer> {
    const found = await this.desk.find(id, caller);
    return this.returning.attempt(found, { fix, isRelease: true, commandedBy: caller.keyId });
  }

  @Post(':id/release')
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({ summary: 'Let a record go on in spite of the time it was seen at' })
  @ApiResponse({ status: 202, standardSchema: returnAnswer })
  async release(
    @Param('id') id: string,
    @Body({ schema: returnBody }) { fix }: ReturnBody,
    @CalledBy() caller: Caller,
  ): Promise<ReturnAnswer> {
    const found = await this.desk.find(id, caller);
    return this.returning.command(found, { fix, isRelease: true, commandedBy: caller.keyId });
  }
}

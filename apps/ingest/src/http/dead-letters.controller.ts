import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DEAD_LETTERS } from '../tokens.js';
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
  constructor(@Inject(DEAD_LETTERS) private readonly desk: SetAsideDesk) {}

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
}

import { CalledBy, type Caller, type Page, Scopes } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { QUARANTINE } from '../tokens.js';
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
  constructor(@Inject(QUARANTINE) private readonly desk: SetAsideDesk) {}

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
}

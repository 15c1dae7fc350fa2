import { type Page, type PageQuery, Scopes, pageQuery, takePage } from '@naru/http';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Sources } from '../adapters/sources.js';
import { REGISTER, SOURCES } from '../tokens.js';
import type { Register } from './register.js';
import { sourceAnswer, sourceBody, toSourceAnswer } from './source.js';

@ApiTags('sources and keys')
@Controller('v1/sources')
export class SourcesController {
  constructor(
    @Inject(REGISTER) private readonly register: Register,
    @Inject(SOURCES) private readonly sources: Sources,
  ) {}

  @Post()
  @Scopes('manage')
  @ApiOperation({ summary: 'Register a source, or change what is said of it' })
  @ApiResponse({ status: 201, standardSchema: sourceAnswer })
  async put(@Body({ schema: sourceBody }) body: z.infer<typeof sourceBody>): Promise<z.infer<typeof sourceAnswer>> {
    return toSourceAnswer(await this.register.putSource(body));
  }

  @Get()
  @Scopes('read', 'manage')
  @ApiOperation({ summary: 'List the sources by name' })
  list(@Query({ schema: pageQuery }) query: PageQuery): Page<z.infer<typeof sourceAnswer>> {
    const { items, next } = takePage(this.sources.list(), query, ({ source }) => source);
    return { items: items.map(toSourceAnswer), next };
  }
}

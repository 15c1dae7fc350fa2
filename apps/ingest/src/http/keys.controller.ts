import type { HubAccessKey } from '@naru/contracts';
import {
  ACCESS_KEYS,
  type AccessKeys,
  type Page,
  type PageQuery,
  Problem,
  Scopes,
  httpProblems,
  pageQuery,
  scopes,
  takePage,
} from '@naru/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Sources } from '../adapters/sources.js';
import { REGISTER, SOURCES } from '../tokens.js';
import type { Register } from './register.js';
import { sourceName } from './source.js';

const keyBody = z
  .object({
    scopes: z.array(z.enum(scopes)).min(1),
    source: sourceName.nullable().default(null).describe('Source that it sends for; keys that only read have none.'),
    recordsPerSecond: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .describe('Quota (records/s); 0 is the usual one.'),
    description: z.string().max(2_000).default(''),
  })
  .refine(({ scopes, source }) => source !== null || !(scopes.includes('send') || scopes.includes('history')), {
    path: ['source'],
    message: 'a key that sends needs the source it sends for',
  });

const keyAnswer = z.object({
  keyId: z.string(),
  scopes: z.array(z.string()),
  source: z.string().nullable(),
  recordsPerSecond: z.number().int(),
  description: z.string(),
  createdAt: z.iso.datetime(),
});
const newKeyAnswer = keyAnswer.extend({ key: z.string().describe('The key. It is told this once and never stored.') });

@ApiTags('sources and keys')
@Controller('v1/keys')
export class KeysController {
  constructor(
    @Inject(REGISTER) private readonly register: Register,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(ACCESS_KEYS) private readonly keys: AccessKeys,
  ) {}

  @Post()
  @Scopes('manage')
  @ApiOperation({ summary: 'Make a key' })
  @ApiResponse({ status: 201, standardSchema: newKeyAnswer })
  async make(@Body({ schema: keyBody }) body: z.infer<typeof keyBody>): Promise<z.infer<typeof newKeyAnswer>> {
    if (body.source !== null && this.sources.get(body.source) === undefined)
      throw new Problem(httpProblems.NARU_REQUEST_INVALID, {
        detail: 'The source is not registered.',
        members: {
          errors: [{ where: 'body.source', what: 'is not registered; register it first by POST /v1/sources' }],
        },
      });
    const { text, stored } = await this.register.makeKey(body);
    return { ...toAnswer(stored), key: text };
  }

  @Get()
  @Scopes('manage')
  @ApiOperation({ summary: 'List the keys by id, without their secrets' })
  list(@Query({ schema: pageQuery }) query: PageQuery): Page<z.infer<typeof keyAnswer>> {
    const { items, next } = takePage(this.keys.list(), query, ({ keyId }) => keyId);
    return { items: items.map(toAnswer), next };
  }

  @Delete(':keyId')
  @HttpCode(204)
  @Scopes('manage')
  @ApiOperation({ summary: 'Delete a key' })
  async delete(@Param('keyId') keyId: string): Promise<void> {
    await this.register.deleteKey(keyId);
  }
}

const toAnswer = (key: HubAccessKey): z.infer<typeof keyAnswer> => ({
  keyId: key.keyId,
  scopes: [...key.scopes],
  source: key.source,
  recordsPerSecond: key.recordsPerSecond,
  description: key.description,
  createdAt: new Date(key.createdAt).toISOString(),
});

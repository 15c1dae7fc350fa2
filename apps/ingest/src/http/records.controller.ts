import { kinds } from '@naru/contracts';
import { CalledBy, type Caller, Scopes } from '@naru/http';
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { INTAKE } from '../tokens.js';
import { type IntakeAnswer, answerOf, intakeAnswer, statusOf } from './answer.js';
import type { Intake } from './intake.js';
import { recordSchema } from './record-schema.js';

const anyRecord = { oneOf: kinds.map(recordSchema) };

@ApiTags('records')
@Controller('v1')
export class RecordsController {
  constructor(@Inject(INTAKE) private readonly intake: Intake) {}

  @Post(':domain/:kind')
  @Scopes('send', 'history')
  @ApiOperation({
    summary: 'Send records of one kind',
    description:
      'One record, an array of records (application/json), or a record a line (application/x-ndjson). Each record is judged alone; the answer comes when everything that is kept is committed.',
  })
  @ApiParam({ name: 'domain', enum: [...new Set(kinds.map(({ domain }) => domain))] })
  @ApiParam({ name: 'kind', enum: [...new Set(kinds.map(({ kind }) => kind))] })
  @ApiHeader({ name: 'Naru-Lane', required: false, schema: { type: 'string', enum: ['live', 'history'] } })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Names the records of a request that have no id of their own.',
  })
  @ApiBody({ schema: { oneOf: [...anyRecord.oneOf, { type: 'array', items: anyRecord }] } })
  @ApiResponse({ status: 202, description: 'All records were taken alike.', standardSchema: intakeAnswer })
  @ApiResponse({ status: 207, description: 'The fates of the records differ.', standardSchema: intakeAnswer })
  @ApiResponse({ status: 422, description: 'All records were refused.', standardSchema: intakeAnswer })
  async send(
    @Param('domain') domain: string,
    @Param('kind') kind: string,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: Buffer | undefined,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeAnswer> {
    const judged = await this.intake.take({
      kind: `${domain}/${kind}`,
      body: body ?? Buffer.alloc(0),
      caller,
      contentType: headers['content-type'] ?? '',
      contentEncoding: headers['content-encoding'],
      lane: headers['naru-lane'],
      idempotencyKey: headers['idempotency-key'],
      traceparent: headers.traceparent,
    });
    void reply.status(statusOf(judged));
    return answerOf(judged);
  }
}

import { taskInputs } from '@naru/contracts';
import { CalledBy, type Caller, Problem, Scopes, httpProblems } from '@naru/http';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { REGISTER } from '../tokens.js';
import type { Register } from './register.js';

const skipBody = z.object({
  service: z.string().describe('Service whose task has stopped.'),
  topic: z.string().describe('Topic that it reads, as the catalogue calls it.'),
  partition: z.number().int().min(0).max(10_000),
  from: z.number().int().min(0).describe('Offset at which the task goes on.'),
});
const skipAnswer = skipBody.extend({ commandedBy: z.string(), commandedAt: z.iso.datetime() });

@ApiTags('positions')
@Controller('v1/positions')
export class PositionsController {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @Post('skip')
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({ summary: 'Let a task go on whose records were gone before it read them; they are booked as lost' })
  @ApiResponse({ status: 202, standardSchema: skipAnswer })
  async skip(
    @Body({ schema: skipBody }) body: z.infer<typeof skipBody>,
    @CalledBy() caller: Caller,
  ): Promise<z.infer<typeof skipAnswer>> {
    if (!taskInputs[body.service]?.includes(body.topic))
      throw new Problem(httpProblems.NARU_REQUEST_INVALID, {
        detail: 'No task of this service reads this topic.',
        members: { errors: [{ where: 'body.topic', what: `is not read by tasks of ${body.service}` }] },
      });
    const { commandedBy, commandedAt } = await this.register.skipPosition(body, caller.keyId);
    return { ...body, commandedBy, commandedAt: new Date(commandedAt).toISOString() };
  }
}

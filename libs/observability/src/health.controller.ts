import { Controller, Get, Header, HttpStatus, Inject, Res } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { METRICS, READINESS } from './tokens.js';
import type { Readiness, ReadyAnswer } from './readiness.js';

/** What of Fastify's reply is used here. */
interface Reply {
  status(code: number): unknown;
}

@Controller()
export class HealthController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: Registry,
  ) {}

  /** The process runs and its loop turns. Nothing outside is asked: a dead broker must not restart the service. */
  @Get('health/live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Header('Cache-Control', 'no-store')
  ready(@Res({ passthrough: true }) reply: Reply): ReadyAnswer {
    reply.status(this.readiness.isReady ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return this.readiness.answer;
  }

  @Get('metrics')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    return this.metrics.metrics();
  }
}

import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Counter } from 'prom-client';
import { createLogger } from './logger.js';
import { createMetrics } from './metrics.js';
import { nestLogger } from './nest-logger.js';
import { ObservabilityModule } from './observability.module.js';
import { Readiness } from './readiness.js';

describe('ObservabilityModule', () => {
  const of = { service: 'parking', instance: 'one' };
  const logger = createLogger({ ...of, level: 'fatal' });
  const [metrics, readiness] = [createMetrics(of), new Readiness()];
  let app: NestFastifyApplication;

  beforeAll(async () => {
    Logger.overrideLogger(nestLogger(logger));
    app = await NestFactory.create<NestFastifyApplication>(
      ObservabilityModule.register({ logger, metrics, readiness }),
      new FastifyAdapter(),
    );
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  it('lives whatever is outside', async () => {
    readiness.notReady('kafka', 'no broker answers');
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  });

  it('answers 503 with the reasons until every condition holds', async () => {
    readiness.notReady('kafka', 'no broker answers');
    const refused = await app.inject('/health/ready');
    expect([refused.statusCode, refused.json()]).toMatchObject([
      503,
      { status: 'not ready', conditions: [{ name: 'kafka', reason: 'no broker answers' }] },
    ]);
    readiness.ready('kafka');
    expect((await app.inject('/health/ready')).statusCode).toBe(200);
  });

  it('shows metrics in the format that Prometheus reads, with service and instance', async () => {
    new Counter({ name: 'naru_test_total', help: 'Test', registers: [metrics] }).inc(3);
    const answer = await app.inject('/metrics');
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toContain('naru_test_total{service="parking",instance="one"} 3');
    expect(answer.body).toContain('nodejs_eventloop_lag_seconds');
  });
});

import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { HealthController } from './health.controller.js';
import type { Readiness } from './readiness.js';
import { LOGGER, METRICS, READINESS } from './tokens.js';

export interface Observability {
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly readiness: Readiness;
}

/** `/health/live`, `/health/ready`, `/metrics`, and LOGGER, METRICS, READINESS for every module of the service. */
@Module({})
export class ObservabilityModule {
  static register({ logger, metrics, readiness }: Observability): DynamicModule {
    const providers = [
      { provide: LOGGER, useValue: logger },
      { provide: METRICS, useValue: metrics },
      { provide: READINESS, useValue: readiness },
    ];
    return {
      module: ObservabilityModule,
      global: true,
      controllers: [HealthController],
      providers,
      exports: providers,
    };
  }
}

import { type LoggerOptions, createLogger } from './logger.js';
import { createMetrics } from './metrics.js';
import type { Observability } from './observability.module.js';
import { Readiness } from './readiness.js';

/** The three things by which a service is seen, made together before anything else starts. */
export function observe(options: LoggerOptions): Observability {
  return { logger: createLogger(options), metrics: createMetrics(options), readiness: new Readiness() };
}

import type { MetricsRegistry } from '@naru/observability';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';

/** Seconds and number of requests, by method, route (never the path: it may name a device) and status. */
export function measureRequests(server: FastifyInstance, registry: MetricsRegistry): void {
  const seconds = new Histogram({
    name: 'naru_http_request_seconds',
    help: 'Time from the request to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
    done();
  });
}

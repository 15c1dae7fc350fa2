import { randomUUID } from 'node:crypto';
import type { CommonConfig } from '@naru/config';
import {
  Lifecycle,
  type Observability,
  ObservabilityModule,
  type Part,
  nestLogger,
  observe,
} from '@naru/observability';
import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { endStreams } from '../events/open-streams.js';
import { AccessGuard } from '../keys/access.guard.js';
import type { AccessKeys } from '../keys/access-keys.js';
import { type ProblemKind, httpProblems } from '../problems/catalogue.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { ValidationPipe } from '../problems/validation.pipe.js';
import { serveOpenApi } from './open-api.js';
import { serveProblemPages } from './problem-pages.js';
import { measureRequests } from './request-metrics.js';
import { setSecurityHeaders } from './security-headers.js';
import { ServiceModule } from './service.module.js';
import { ACCESS_KEYS, PARTS } from './tokens.js';

export type HttpConfig = Pick<
  CommonConfig,
  'httpHost' | 'httpPort' | 'corsOrigins' | 'openData' | 'instance' | 'logLevel'
>;

export interface ServiceOptions {
  /** The context's name, as in topics: 'parking'. */
  readonly name: string;
  readonly title: string;
  /** What the service answers, for readers of its OpenAPI. */
  readonly description: string;
  readonly config: HttpConfig;
  /** The service's module. It provides ACCESS_KEYS (AccessKeys) and PARTS (Part[]). */
  module(observability: Observability): DynamicModule;
  /** Problems of the service's own, from defineProblems. */
  readonly problems?: Readonly<Record<string, ProblemKind>>;
  /** Longest body taken (bytes); 1 MiB by default. */
  readonly bodyLimitBytes?: number;
  /** Content types taken, beside application/json. */
  readonly bodyTypes?: readonly string[];
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it listens, http://host:port. */
  readonly url: string;
  readonly observability: Observability;
  /** Not ready any more, no new requests, running ones answered, then every part in reverse. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a service: its parts in order, then HTTP with OpenAPI (/openapi.json, /docs), problems, keys, health and
 * metrics. Bodies reach controllers as bytes, or by `@Body({ schema })` as validated JSON.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { config } = options;
  const observability = observe({ service: options.name, instance: config.instance, level: config.logLevel });
  const { logger, readiness } = observability;
  readiness.notReady('http', 'Starting');
  const app = await createApp(options, observability);
  const http: Part = {
    name: 'http',
    start: async () => {
      await app.listen(config.httpPort, config.httpHost);
      readiness.ready('http');
    },
    stop: () => app.close(),
  };
  const lifecycle = new Lifecycle(logger, [...app.get<readonly Part[]>(PARTS, { strict: false }), http]);
  await lifecycle.start();
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  logger.info({ url }, 'Service listens');
  return {
    app,
    url,
    observability,
    stop: () => {
      readiness.notReady('http', 'Stopping');
      return lifecycle.stop();
    },
  };
}

async function createApp(options: ServiceOptions, observability: Observability): Promise<NestFastifyApplication> {
  const { config } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes ?? 1_048_576,
    genReqId: () => randomUUID(),
    // a client that sends a byte a minute must not hold a connection for ever
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
  });
  const root = {
    module: ServiceModule,
    imports: [ObservabilityModule.register(observability), options.module(observability)],
  };
  const nestOptions: Readonly<NestApplicationOptions> = {
    bodyParser: false,
    logger: nestLogger(observability.logger),
    abortOnError: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, nestOptions);
  const server = adapter.getInstance<FastifyInstance>();
  takeBodiesAsBytes(server, ['application/json', ...(options.bodyTypes ?? [])]);
  setSecurityHeaders(server);
  measureRequests(server, observability.metrics);
  endConnectionsOnClose(server);
  serveProblemPages(server, [...Object.values(httpProblems), ...Object.values(options.problems ?? {})]);
  if (config.corsOrigins.length > 0) app.enableCors(corsOf(config.corsOrigins));
  app.useGlobalFilters(new ProblemFilter(observability.logger));
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalGuards(
    new AccessGuard(app.get(Reflector), app.get<AccessKeys>(ACCESS_KEYS, { strict: false }), config.openData),
  );
  serveOpenApi(app, options);
  return app;
}

/** A kept-alive connection whose last answer comes after the closing began would hold the server open for a minute. */
function endConnectionsOnClose(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook('preClose', (done) => {
    isClosing = true;
    endStreams(server.server);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** Who reads a body decides what it is: ingest must see the sender's own bytes. */
function takeBodiesAsBytes(server: FastifyInstance, types: readonly string[]): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser([...types], { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

const corsOf = (origins: readonly string[]) => ({
  origin: origins.includes('*') ? '*' : [...origins],
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'naru-lane', 'last-event-id', 'traceparent'],
  exposedHeaders: ['retry-after', 'x-request-id'],
  maxAge: 600,
});

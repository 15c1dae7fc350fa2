import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Observability, ObservabilityModule, nestLogger } from '@naru/observability';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccessGuard } from '../keys/access.guard.js';
import { httpProblems } from '../problems/catalogue.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { ValidationPipe } from '../problems/validation.pipe.js';
import type { FrontDoor } from './front-door.js';
import { limitBodies } from './limit-bodies.js';
import { serveOpenApi } from './open-api.js';
import { serveProblemPages } from './problem-pages.js';
import { measureRequests } from './request-metrics.js';
import { setSecurityHeaders } from './security-headers.js';
import type { Composition, ServiceOptions } from './service-options.js';
import { ServiceModule } from './service.module.js';
import { ACCESS_KEYS } from './tokens.js';

export interface App {
  readonly nest: NestFastifyApplication;
  /** Answers what comes in at the front door. */
  readonly answer: RequestListener;
}

/** The application behind the front door: OpenAPI (/openapi.json, /docs), problems, keys, health and metrics. */
export async function createApp(
  options: ServiceOptions,
  composition: Composition,
  { door, observability }: { readonly door: FrontDoor; readonly observability: Observability },
): Promise<App> {
  const { config, controllers } = options;
  const { accessKeys, provide } = composition;
  const { bodyLimitBytes: bodyBytes = 1_048_576, bodiesLimitBytes: bodiesBytes = 67_108_864 } = options;
  const handed = Promise.withResolvers<RequestListener>();
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytes,
    genReqId: () => randomUUID(),
    serverFactory: (answer: RequestListener) => {
      handed.resolve(answer);
      return door.server;
    },
  });
  const root = {
    module: ServiceModule,
    imports: [ObservabilityModule.register(observability)],
    controllers: [...controllers],
    providers: [
      { provide: ACCESS_KEYS, useValue: accessKeys },
      ...provide.map(([token, value]) => ({ provide: token, useValue: value })),
    ],
  };
  const nestOptions: Readonly<NestApplicationOptions> = {
    bodyParser: false,
    logger: nestLogger(observability.logger),
    abortOnError: false,
  };
  const nest = await NestFactory.create<NestFastifyApplication>(root, adapter, nestOptions);
  const server = adapter.getInstance<FastifyInstance>();
  limitBodies(server, { one: bodyBytes, all: bodiesBytes });
  takeBodiesAsBytes(server, ['application/json', ...(options.bodyTypes ?? [])]);
  setSecurityHeaders(server);
  measureRequests(server, observability.metrics);
  endConnectionsOnClose(server, door);
  serveProblemPages(server, [...Object.values(httpProblems), ...Object.values(options.problems ?? {})]);
  composition.addRoutes?.(server);
  if (config.corsOrigins.length > 0) nest.enableCors(corsOf(config.corsOrigins));
  nest.useGlobalFilters(new ProblemFilter(observability.logger));
  nest.useGlobalPipes(new ValidationPipe());
  nest.useGlobalGuards(new AccessGuard(nest.get(Reflector), accessKeys, config.openData));
  serveOpenApi(nest, options);
  await nest.init();
  await server.ready();
  return { nest, answer: await handed.promise };
}

/** A kept-alive connection whose last answer comes after the closing began would hold the server open for a minute. */
function endConnectionsOnClose(server: FastifyInstance, door: FrontDoor): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (door.isClosing) void reply.header('connection', 'close');
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

import { SchemaRegistry, codecFor } from '@naru/avro';
import { Warehouse, tables } from '@naru/clickhouse';
import { physicalNames, topics } from '@naru/contracts';
import { ACCESS_KEYS, AccessKeys, PARTS, type ServiceOptions, followAccessKeys, followed } from '@naru/http';
import { GroupConsumer, KafkaClient, TransactionalProducer } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';
import { SourceKeys, followSourceKeys } from '@naru/sealing';
import { type StreamsContext, kafkaMetrics } from '@naru/streams';
import { type DynamicModule, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DeadLetters } from './adapters/dead-letters.js';
import { SinkMetrics } from './adapters/metrics.js';
import { readPageFiles } from './adapters/page-files.js';
import { contractOf, prepareWarehouse } from './adapters/prepare-warehouse.js';
import { readNamedQueries } from './adapters/query-files.js';
import { QueryRunner } from './adapters/query-runner.js';
import { type Work, sinkPart } from './adapters/sink-part.js';
import { WarehouseTable } from './adapters/warehouse-table.js';
import type { AnalyticsConfig } from './config.js';
import { servePage } from './http/page.js';
import { analyticsProblems } from './http/problems.js';
import { type NamedQueries, QueriesController } from './http/queries.controller.js';
import { Sink } from './pipeline.js';
import { NAMED_QUERIES, QUERY_RUNNER } from './tokens.js';

@Module({})
class AnalyticsModule {}

const PAGE = Symbol('page');
const COMPOSITION = Symbol('composition');

/** Rows never wait longer than this, however slow inserting is (ms). */
const longestLingerMs = 5_000;

/** The service, ready to be started. */
export function describeAnalytics(config: AnalyticsConfig): ServiceOptions {
  return {
    name: 'analytics',
    title: 'analytics',
    description: 'Brings records into the warehouse, answers named queries, and serves the page of the city.',
    config,
    problems: analyticsProblems,
    module: (observability) => moduleOf(config, observability),
  };
}

function moduleOf(config: AnalyticsConfig, observability: Observability): DynamicModule {
  const provide = (token: symbol, choose: (composition: Composition) => unknown) => ({
    provide: token,
    useFactory: choose,
    inject: [COMPOSITION],
  });
  return {
    module: AnalyticsModule,
    controllers: [QueriesController],
    providers: [
      { provide: COMPOSITION, useFactory: () => compose(config, observability) },
      provide(ACCESS_KEYS, ({ keys }) => keys),
      provide(PARTS, ({ parts }) => parts),
      provide(NAMED_QUERIES, ({ queries }) => queries),
      provide(QUERY_RUNNER, ({ runner }) => runner),
      { provide: PAGE, useFactory: (host: HttpAdapterHost) => addPage(config, host), inject: [HttpAdapterHost] },
    ],
  };
}

type Composition = Awaited<ReturnType<typeof compose>>;

async function compose(config: AnalyticsConfig, observability: Observability) {
  const names = physicalNames(config.tenant);
  const { logger, metrics, readiness } = observability;
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const client = await KafkaClient.connect({
    brokers: config.kafkaBrokers,
    clientId: `analytics-${config.instance}`,
    metrics: kafkaMetrics(metrics),
  });
  const context: StreamsContext = { client, registry, names, logger, readiness, metrics };
  const warehouse = new Warehouse({
    url: config.clickhouseUrl,
    user: config.clickhouseUser,
    password: config.clickhousePassword.reveal(),
    application: 'naru-analytics',
  });

  const keys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const deadLetters = new DeadLetters({
    producer: new TransactionalProducer(client, {
      transactionalId: names.transactionalId('analytics', config.instance),
    }),
    names,
    tenant: config.tenant,
    codec: await codecFor(topics.hubDeadLetters, registry),
    keys: sourceKeys,
  });
  const sink = sinkOf({ config, observability, context, warehouse, deadLetters });
  const parts: readonly Part[] = [
    { name: 'kafka', stop: () => client.close() },
    { name: 'warehouse', stop: () => warehouse.close() },
    followed('access keys', followAccessKeys(context, keys)),
    followed('source keys', followSourceKeys(context, sourceKeys)),
    sinkPart(sink, observability),
  ];
  const queries: NamedQueries = { byName: await readNamedQueries(names), timeZone: config.timeZone };
  const runner = new QueryRunner(warehouse, { milliseconds: config.queryMilliseconds, rows: config.queryRows });
  return { keys, parts, queries, runner };
}

interface SinkParts {
  readonly config: AnalyticsConfig;
  readonly observability: Observability;
  readonly context: StreamsContext;
  readonly warehouse: Warehouse;
  readonly deadLetters: DeadLetters;
}

function sinkOf({ config, observability, context, warehouse, deadLetters }: SinkParts): Work {
  const { client, names, registry, logger, readiness } = context;
  const ofTopic = new Map(
    tables.map((table) => {
      const contract = contractOf(table.topic);
      return [names.topic(contract), new WarehouseTable(contract, table, names, registry)];
    }),
  );
  const metrics = new SinkMetrics(observability.metrics);
  const pace = {
    leastMs: config.flushMilliseconds,
    mostMs: Math.max(config.flushMilliseconds, longestLingerMs),
    share: config.insertShare,
  };
  let sink: Sink | undefined;
  return {
    run: async (signal) => {
      await prepareWarehouse({
        warehouse,
        names,
        cluster: config.clickhouseCluster,
        instance: config.instance,
        logger,
        readiness,
        signal,
      });
      sink = new Sink({
        consumer: (listener) =>
          new GroupConsumer(client, {
            group: names.group('analytics'),
            topics: [...ofTopic.keys()],
            startAt: 'earliest',
            listener,
          }),
        warehouse,
        tables: ofTopic,
        deadLetters,
        pace,
        logger,
        readiness,
        metrics,
        signal,
      });
      await sink.run();
    },
    close: async () => {
      await sink?.close();
      await deadLetters.close();
    },
  };
}

async function addPage(config: AnalyticsConfig, { httpAdapter }: HttpAdapterHost): Promise<true> {
  // only a development machine runs the simulator
  const page = { services: config.pageServices, timeZone: config.timeZone, simulated: config.development };
  servePage(httpAdapter.getInstance<FastifyInstance>(), await readPageFiles(), page);
  return true;
}

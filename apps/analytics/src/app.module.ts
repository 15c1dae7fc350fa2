import { Warehouse, tables } from '@naru/clickhouse';
import { topics } from '@naru/contracts';
import {
  AccessKeys,
  type Composition,
  type Hub,
  type ServiceOptions,
  type Surroundings,
  followAccessKeys,
  followed,
  joinHub,
} from '@naru/http';
import { GroupConsumer, LogWriter, TransactionalProducer } from '@naru/kafka';
import type { Part } from '@naru/observability';
import { LostPositions, View } from '@naru/streams';
import { SourceKeys, createReturns, followSourceKeys } from '@naru/sealing';
import { Booker } from './adapters/booker.js';
import { BooksFollower } from './adapters/books-follower.js';
import { watchBooks } from './adapters/books-metrics.js';
import { BooksRecords } from './adapters/books-records.js';
import { DiskRoom } from './adapters/disk-room.js';
import { SinkMetrics } from './adapters/metrics.js';
import { readPageFiles } from './adapters/page-files.js';
import { contractOf, prepareWarehouse } from './adapters/prepare-warehouse.js';
import { readNamedQueries } from './adapters/query-files.js';
import { QueryRunner } from './adapters/query-runner.js';
import { type Work, sinkPart } from './adapters/sink-part.js';
import { RecomputeLog } from './adapters/recompute/recompute-log.js';
import { Recompute } from './adapters/recompute/recompute.js';
import { EnergyIntervals } from './adapters/recompute/energy-intervals.js';
import { EnergyPeaks } from './adapters/recompute/energy-peaks.js';
import { HistoryTables } from './adapters/recompute/history-tables.js';
import { ParkingSessions } from './adapters/recompute/parking-sessions.js';
import { SecurityDetections } from './adapters/recompute/security-detections.js';
import { ReturnedRows, type ReturnedRowsOptions } from './adapters/returned-rows.js';
import { returnsTopic } from './adapters/returns-lane.js';
import { Streams } from './adapters/streams.js';
import { Decisions } from './adapters/where/decisions.js';
import { RecordSearch } from './adapters/where/record-search.js';
import { WarehouseTable } from './adapters/warehouse-table.js';
import type { AnalyticsConfig } from './config.js';
import { LedgerController } from './http/ledger.controller.js';
import { servePage } from './http/page.js';
import { analyticsProblems } from './http/problems.js';
import { type NamedQueries, QueriesController } from './http/queries.controller.js';
import { RecomputeJobs } from './http/recompute-jobs.js';
import { RecomputeController } from './http/recompute.controller.js';
import { RecordAnswers } from './http/record-answers.js';
import { RecordsController } from './http/records.controller.js';
import { StreamsController } from './http/streams.controller.js';
import { Sink } from './pipeline.js';
import {
  BOOKS,
  BOOKS_RECORDS,
  NAMED_QUERIES,
  QUERY_RUNNER,
  RECOMPUTES,
  RECORD_ANSWERS,
  RECORD_SEARCH,
  STREAMS,
} from './tokens.js';

/** Rows never wait longer than this, however slow inserting is (ms). */
const longestLingerMs = 5_000;

/** The service, ready to be started. */
export function describeAnalytics(config: AnalyticsConfig): ServiceOptions {
  return {
    name: 'analytics',
    title: 'analytics',
    description:
      'Brings records into the warehouse, answers named queries, keeps the books, and serves the page of the city.',
    config,
    problems: analyticsProblems,
    controllers: [QueriesController, StreamsController, LedgerController, RecordsController, RecomputeController],
    compose: (surroundings) => compose(config, surroundings),
  };
}

async function compose(config: AnalyticsConfig, surroundings: Surroundings): Promise<Composition> {
  const hub = await joinHub('analytics', config, surroundings);
  const { client, names } = hub;
  const codecs = await hub.codecs({
    deadLetters: topics.hubDeadLetters,
    ledger: topics.hubLedger,
    returns: topics.hubAnalyticsReturns,
    parkingRecomputes: topics.parkingRecomputes,
    energyRecomputes: topics.energyRecomputes,
    energyZoneRecomputes: topics.energyZoneRecomputes,
    securityRecomputes: topics.securityRecomputes,
  });
  const warehouse = new Warehouse({
    url: config.clickhouseUrl,
    user: config.clickhouseUser,
    password: config.clickhousePassword.reveal(),
    application: 'naru-analytics',
    replicated: config.clickhouseCluster !== undefined,
  });

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const booker = new Booker({
    producer: new TransactionalProducer(client, {
      transactionalId: names.transactionalId('analytics', config.instance),
      writes: names.writtenBy('analytics'),
      group: names.group('analytics'),
    }),
    names,
    tenant: config.tenant,
    instance: config.instance,
    deadLetters: codecs.deadLetters,
    ledger: codecs.ledger,
    keys: sourceKeys,
  });
  const takesBack = { codec: codecs.returns, returns: createReturns(sourceKeys) };
  const sink = sinkOf({ config, hub, warehouse, booker, takesBack });
  const books = new BooksFollower({ ...hub, horizonMs: config.booksHours * 3_600_000 });
  watchBooks(hub.metrics, books.now);
  const decoding = { registry: config.registryUrl, tenant: config.tenant };
  const streams = new Streams({ client, ...decoding });
  const decisions = new Decisions();
  const records = new RecordSearch({ client, warehouse, names, books, decisions, ...decoding });
  const recomputeLog = new RecomputeLog({
    writer: new LogWriter(client, {
      transactionalId: names.transactionalId('analytics-recomputes', config.instance),
      writes: names.writtenBy('analytics'),
    }),
    names,
  });
  const tables = new HistoryTables(warehouse, names);
  const computing = { client, names, tables, log: recomputeLog };
  const steps = {
    'parking/sessions': [new Recompute(computing, new ParkingSessions(tables, codecs.parkingRecomputes))],
    'energy/intervals': [
      new Recompute(computing, new EnergyIntervals(tables, codecs.energyRecomputes)),
      new Recompute(computing, new EnergyPeaks(tables, codecs.energyZoneRecomputes, config.timeZone)),
    ],
    'security/detections': [new Recompute(computing, new SecurityDetections(tables, codecs.securityRecomputes))],
  };
  const recomputes = new RecomputeJobs(steps, hub.logger, () => Date.now());
  const parts: readonly Part[] = [
    { name: 'warehouse', stop: () => warehouse.close() },
    followed('access keys', followAccessKeys(hub, accessKeys)),
    followed('source keys', followSourceKeys(hub, sourceKeys)),
    followed('decisions', new View({ ...hub, topic: topics.hubSetAsideDecisions, apply: decisions.apply })),
    books,
    { name: 'streams', stop: () => streams.close() },
    {
      name: 'recomputes',
      stop: () => {
        recomputes.close();
        return recomputeLog.close();
      },
    },
    sinkPart(sink, hub),
  ];
  const queries: NamedQueries = { byName: await readNamedQueries(names), timeZone: config.timeZone };
  const runner = new QueryRunner(warehouse, { milliseconds: config.queryMilliseconds, rows: config.queryRows });
  const files = await readPageFiles();
  return {
    accessKeys,
    parts,
    provide: [
      [NAMED_QUERIES, queries],
      [QUERY_RUNNER, runner],
      [STREAMS, streams],
      [BOOKS, books],
      [BOOKS_RECORDS, new BooksRecords(warehouse, names)],
      [RECORD_SEARCH, records],
      [RECORD_ANSWERS, new RecordAnswers(names)],
      [RECOMPUTES, recomputes],
    ],
    addRoutes: (server) => {
      // only a development machine runs the simulator
      const page = { services: config.pageServices, timeZone: config.timeZone, simulated: config.development };
      servePage(server, files, page);
    },
  };
}

interface SinkParts {
  readonly config: AnalyticsConfig;
  readonly hub: Hub;
  readonly warehouse: Warehouse;
  readonly booker: Booker;
  readonly takesBack: Pick<ReturnedRowsOptions, 'codec' | 'returns'>;
}

function sinkOf({ config, hub, warehouse, booker, takesBack }: SinkParts): Work {
  const { client, names, registry, logger, readiness } = hub;
  const ofTopic = new Map(
    tables.map((table) => {
      const contract = contractOf(table.topic);
      return [names.topic(contract), new WarehouseTable(contract, table, names, registry)];
    }),
  );
  const metrics = new SinkMetrics(hub.metrics);
  const pace = {
    leastMs: config.flushMilliseconds,
    mostMs: Math.max(config.flushMilliseconds, longestLingerMs),
    share: config.insertShare,
  };
  const cluster = config.clickhouseCluster;
  const room = new DiskRoom({ warehouse, cluster, leastBytes: config.diskRoomMebibytes * 1_048_576, metrics, logger });
  const inputs = [...Array.from(ofTopic.values(), ({ contract }) => contract), returnsTopic];
  const returns = {
    topic: names.topic(returnsTopic),
    rows: new ReturnedRows({ ...takesBack, names, tables: ofTopic }),
  };
  const lost = new LostPositions({ ...hub, service: 'analytics', inputs });
  let sink: Sink | undefined;
  return {
    run: async (signal) => {
      await prepareWarehouse({
        warehouse,
        names,
        cluster,
        instance: config.instance,
        logger,
        readiness,
        signal,
      });
      sink = new Sink({
        consumer: (listener) =>
          new GroupConsumer(client, {
            group: names.group('analytics'),
            topics: [...ofTopic.keys(), returns.topic],
            listener,
          }),
        booker,
        lost,
        warehouse,
        cluster,
        tables: ofTopic,
        returns,
        pace,
        logger,
        readiness,
        metrics,
        room,
        signal,
      });
      await sink.run();
    },
    close: async () => {
      await sink?.close();
      await lost.close();
    },
  };
}

import { SchemaRegistry, codecFor } from '@naru/avro';
import { type Kind, kinds, physicalNames, topics } from '@naru/contracts';
import { ACCESS_KEYS, AccessKeys, PARTS, type ServiceOptions, followAccessKeys, followed } from '@naru/http';
import { KafkaClient, TransactionalProducer } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';
import { SourceKeys, followSourceKeys, unknownSource } from '@naru/sealing';
import { type StreamsContext, View, kafkaMetrics } from '@naru/streams';
import { type DynamicModule, Module } from '@nestjs/common';
import { Bookkeeper } from './adapters/bookkeeper.js';
import { GroupCommit } from './adapters/group-commit.js';
import { IngestMetrics } from './adapters/metrics.js';
import { compileRecord } from './adapters/record.from-json.js';
import { RecordWriter } from './adapters/record.to-wire.js';
import { SetAsideLog } from './adapters/set-aside-log.js';
import { SetAsideWriter } from './adapters/set-aside.to-wire.js';
import { Sources } from './adapters/sources.js';
import type { IngestConfig } from './config.js';
import { Arrivals } from './domain/arrivals.js';
import { DeadLettersController } from './http/dead-letters.controller.js';
import { Intake } from './http/intake.js';
import { KeysController } from './http/keys.controller.js';
import { ingestProblems } from './http/problems.js';
import { QuarantineController } from './http/quarantine.controller.js';
import { Quotas } from './http/quotas.js';
import { RecordsController } from './http/records.controller.js';
import { Register } from './http/register.js';
import { SetAsideDesk } from './http/set-aside-desk.js';
import { SourcesController } from './http/sources.controller.js';
import type { KindDesk } from './pipeline.js';
import { DEAD_LETTERS, INTAKE, QUARANTINE, REGISTER, SOURCES } from './tokens.js';

/** How many of the latest records set aside can be listed, a topic. */
const listedSetAside = 10_000;
/** How often every partition of the raw topics is marked (ms). */
const markEveryMs = 1_000;

@Module({})
class IngestModule {}

/** The service, ready to be started. */
export function describeIngest(config: IngestConfig): ServiceOptions {
  return {
    name: 'ingest',
    title: 'ingest',
    description: 'Takes records from sources, and keeps sources, keys and what was set aside.',
    config,
    problems: ingestProblems,
    bodyLimitBytes: 16 * 1_048_576,
    bodyTypes: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
    module: (observability) => moduleOf(config, observability),
  };
}

type Composition = Awaited<ReturnType<typeof compose>>;
const COMPOSITION = Symbol('composition');

function moduleOf(config: IngestConfig, observability: Observability): DynamicModule {
  const provide = (token: symbol, choose: (composition: Composition) => unknown) => ({
    provide: token,
    useFactory: choose,
    inject: [COMPOSITION],
  });
  return {
    module: IngestModule,
    controllers: [RecordsController, SourcesController, KeysController, DeadLettersController, QuarantineController],
    providers: [
      { provide: COMPOSITION, useFactory: () => compose(config, observability) },
      provide(ACCESS_KEYS, ({ keys }) => keys),
      provide(PARTS, ({ parts }) => parts),
      provide(INTAKE, ({ intake }) => intake),
      provide(REGISTER, ({ register }) => register),
      provide(SOURCES, ({ sources }) => sources),
      provide(DEAD_LETTERS, ({ deadLetters }) => deadLetters),
      provide(QUARANTINE, ({ quarantine }) => quarantine),
    ],
  };
}

async function compose(config: IngestConfig, observability: Observability) {
  const { tenant } = config;
  const { logger, metrics: registryOfMetrics, readiness } = observability;
  const names = physicalNames(tenant);
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const client = await KafkaClient.connect({
    brokers: config.kafkaBrokers,
    clientId: `ingest-${config.instance}`,
    metrics: kafkaMetrics(registryOfMetrics),
  });
  const context: StreamsContext = { client, registry, names, logger, readiness, metrics: registryOfMetrics };
  const codecs = await codecsOf(registry);
  const arrivals = new Arrivals(() => Date.now());
  const now = (): number => arrivals.now();

  const keys = new AccessKeys(config.adminKeySha256);
  const sources = new Sources();
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const views = {
    accessKeys: followAccessKeys(context, keys),
    sources: new View({ ...context, topic: topics.hubSources, apply: sources.apply }),
    sourceKeys: followSourceKeys(context, sourceKeys),
  };

  const metrics = new IngestMetrics(registryOfMetrics);
  const producer = new TransactionalProducer(client, {
    transactionalId: names.transactionalId('ingest', config.instance),
  });
  const commits = new GroupCommit({
    producer,
    names,
    logger,
    readiness,
    arrivals,
    bookkeeper: new Bookkeeper(codecs.ledger, config.instance, now),
    marked: kinds.flatMap(({ raw, rawHistory }) => [raw, rawHistory]),
    lingerMs: config.commitLingerMilliseconds,
    longestQueueBytes: config.queueMebibytes * 1_048_576,
    observe: metrics.committed,
  });
  metrics.showQueue(() => commits.queuedBytes);

  const setAside = new SetAsideWriter(tenant, sourceKeys, codecs.deadLetters, codecs.quarantine);
  const desks = await desksOf(registry);
  const quotas = new Quotas(config.recordsPerSecond, now);
  const intake = new Intake({ tenant, desks, sources, setAside, commits, arrivals, quotas, metrics });
  const register = new Register({ tenant, sources, keys, sourceKeys, commits, codecs, views, now });

  const logOf = (topic: typeof topics.hubDeadLetters | typeof topics.hubQuarantine, codec: typeof codecs.deadLetters) =>
    new SetAsideLog({ client, names, topic, codec, logger, kept: listedSetAside });
  const logs = {
    deadLetters: logOf(topics.hubDeadLetters, codecs.deadLetters),
    quarantine: logOf(topics.hubQuarantine, codecs.quarantine),
  };
  const parts: readonly Part[] = [
    { name: 'kafka', stop: () => client.close() },
    followed('access keys', views.accessKeys),
    followed('sources', views.sources),
    followed('source keys', views.sourceKeys),
    { name: 'commits', start: () => commits.start(), stop: () => commits.stop() },
    progressMarks(commits),
    { name: 'key of unknown sources', start: () => register.ensureSourceKey(unknownSource) },
    {
      name: 'dead letters',
      start: () => {
        logs.deadLetters.start();
      },
      stop: () => logs.deadLetters.stop(),
    },
    {
      name: 'quarantine',
      start: () => {
        logs.quarantine.start();
      },
      stop: () => logs.quarantine.stop(),
    },
  ];
  return {
    keys,
    sources,
    intake,
    register,
    parts,
    deadLetters: new SetAsideDesk(logs.deadLetters, sourceKeys, logger),
    quarantine: new SetAsideDesk(logs.quarantine, sourceKeys, logger),
  };
}

/** Moves the clocks of the stages behind, also where nothing comes in. */
function progressMarks(commits: Pick<GroupCommit, 'markProgress'>): Part {
  let timer: NodeJS.Timeout | undefined;
  return {
    name: 'progress marks',
    start: () => {
      timer = setInterval(() => {
        commits.markProgress();
      }, markEveryMs);
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

async function codecsOf(registry: SchemaRegistry) {
  const [sources, accessKeys, sourceKeys, deadLetters, quarantine, ledger] = await Promise.all([
    codecFor(topics.hubSources, registry),
    codecFor(topics.hubAccessKeys, registry),
    codecFor(topics.hubSourceKeys, registry),
    codecFor(topics.hubDeadLetters, registry),
    codecFor(topics.hubQuarantine, registry),
    codecFor(topics.hubLedger, registry),
  ]);
  return { sources, accessKeys, sourceKeys, deadLetters, quarantine, ledger };
}

async function desksOf(registry: SchemaRegistry): Promise<Map<string, KindDesk>> {
  const desks = await Promise.all(kinds.map((kind) => deskOf(kind, registry)));
  return new Map(desks.map((desk) => [desk.name, desk]));
}

async function deskOf(kind: Kind, registry: SchemaRegistry): Promise<KindDesk> {
  const [live, history] = await Promise.all([codecFor(kind.raw, registry), codecFor(kind.rawHistory, registry)]);
  return {
    name: `${kind.domain}/${kind.kind}`,
    latenessSeconds: kind.latenessSeconds,
    topics: { live: kind.raw, history: kind.rawHistory },
    read: compileRecord(kind),
    writer: new RecordWriter(kind, { live, history }),
  };
}

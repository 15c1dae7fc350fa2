import { type Kind, kinds, topics } from '@naru/contracts';
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
import { TransactionalProducer } from '@naru/kafka';
import { type Part, Readiness } from '@naru/observability';
import { SourceKeys, createDeadLetters, followSourceKeys, unknownSource } from '@naru/sealing';
import { StreamsRunner, View } from '@naru/streams';
import { Bookkeeper } from './adapters/bookkeeper.js';
import { Decisions } from './adapters/decisions.js';
import { GroupCommit } from './adapters/group-commit.js';
import { Groups } from './adapters/groups.js';
import { IngestMetrics } from './adapters/metrics.js';
import { compileRecord } from './adapters/record.from-json.js';
import { RecordWriter } from './adapters/record.to-wire.js';
import { SetAsideLog } from './adapters/set-aside-log.js';
import { SetAsideWriter } from './adapters/set-aside.to-wire.js';
import { Sources } from './adapters/sources.js';
import { StageRecords } from './adapters/stage-records.js';
import type { IngestConfig } from './config.js';
import { Arrivals } from './domain/arrivals.js';
import { Intake } from './http/intake.js';
import { KeysController } from './http/keys.controller.js';
import { PositionsController } from './http/positions.controller.js';
import { ingestProblems } from './http/problems.js';
import { Quotas } from './http/quotas.js';
import { RecordsController } from './http/records.controller.js';
import { Register } from './http/register.js';
import { ReturnJobs } from './http/return-jobs.js';
import { Returning } from './http/returning.js';
import { SetAsideDesk } from './http/set-aside-desk.js';
import { DeadLettersController, QuarantineController } from './http/set-aside.controllers.js';
import { SourcesController } from './http/sources.controller.js';
import type { KindDesk } from './pipeline.js';
import { createReturnsPipeline } from './returns.js';
import {
  CLOCK,
  DEAD_LETTERS,
  DEAD_LETTER_JOBS,
  GROUPS,
  INTAKE,
  QUARANTINE,
  QUARANTINE_JOBS,
  REGISTER,
  RETURNING,
  SOURCES,
} from './tokens.js';
import { topology } from './topology.js';

const mebibyte = 1_048_576;
/** How many of the latest records set aside can be listed, a topic. */
const listedSetAside = 10_000;
/** How often every partition of the raw topics is marked (ms). */
const markEveryMs = 1_000;

const hubTopics = {
  sources: topics.hubSources,
  accessKeys: topics.hubAccessKeys,
  sourceKeys: topics.hubSourceKeys,
  deadLetters: topics.hubDeadLetters,
  quarantine: topics.hubQuarantine,
  ledger: topics.hubLedger,
  positionCommands: topics.hubPositionCommands,
  returnCommands: topics.hubReturnCommands,
};

/** The service, ready to be started. */
export function describeIngest(config: IngestConfig): ServiceOptions {
  return {
    name: 'ingest',
    title: 'ingest',
    description: 'Takes records from sources, and keeps sources, keys and what was set aside.',
    config,
    problems: ingestProblems,
    bodyLimitBytes: 16 * mebibyte,
    bodiesLimitBytes: config.queueMebibytes * mebibyte,
    bodyTypes: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
    controllers: [
      RecordsController,
      SourcesController,
      KeysController,
      DeadLettersController,
      QuarantineController,
      PositionsController,
    ],
    compose: (surroundings) => compose(config, surroundings),
  };
}

async function compose(config: IngestConfig, surroundings: Surroundings): Promise<Composition> {
  const { tenant } = config;
  const hub = await joinHub('ingest', config, surroundings);
  const { client, names, logger, readiness } = hub;
  const codecs = await hub.codecs(hubTopics);
  const desks = await desksOf(hub);
  const arrivals = new Arrivals(() => Date.now());
  const now = (): number => arrivals.now();

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sources = new Sources();
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const decisions = new Decisions();
  const groups = new Groups();
  const views = {
    accessKeys: followAccessKeys(hub, accessKeys),
    sources: new View({ ...hub, topic: topics.hubSources, apply: sources.apply }),
    sourceKeys: followSourceKeys(hub, sourceKeys),
    decisions: new View({ ...hub, topic: topics.hubSetAsideDecisions, apply: decisions.apply }),
    groups: new View({ ...hub, topic: topics.hubSetAsideGroups, apply: groups.apply }),
  };

  const metrics = new IngestMetrics(hub.metrics);
  const producer = new TransactionalProducer(client, {
    transactionalId: names.transactionalId('ingest', config.instance),
    writes: names.writtenBy('ingest'),
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
    longestQueueBytes: config.queueMebibytes * mebibyte,
    observe: metrics.committed,
  });
  metrics.showQueue(() => commits.queuedBytes);

  const setAside = new SetAsideWriter(tenant, sourceKeys, codecs.deadLetters, codecs.quarantine);
  const quotas = new Quotas(config.recordsPerSecond, now);
  const intake = new Intake({ tenant, desks, sources, setAside, commits, arrivals, quotas, metrics });
  const register = new Register({ tenant, sources, keys: accessKeys, sourceKeys, commits, codecs, views, now });

  const returns = { tenant, desks, sources, keys: sourceKeys, setAside, codec: codecs.returnCommands };
  const runner = new StreamsRunner({
    ...hub,
    topology,
    pipeline: createReturnsPipeline(returns),
    setAside: createDeadLetters(sourceKeys, { stage: 'ingest', tenant }),
    // records are taken also while the tasks wait for something, or have stopped
    readiness: new Readiness(),
    // a transactional id of its own: the intake has transactions beside the tasks
    instance: `${config.instance}-tasks`,
  });
  const stages = new StageRecords(hub.registry);
  const returning = new Returning({ ...returns, commits, decisions, stages, view: views.decisions, now });

  const logOf = (topic: typeof topics.hubDeadLetters | typeof topics.hubQuarantine, codec: typeof codecs.deadLetters) =>
    new SetAsideLog({ client, names, topic, codec, logger, kept: listedSetAside });
  const logs = {
    deadLetters: logOf(topics.hubDeadLetters, codecs.deadLetters),
    quarantine: logOf(topics.hubQuarantine, codecs.quarantine),
  };
  const letters = { keys: sourceKeys, decisions, stages, logger };
  const desksOfLetters = {
    deadLetters: new SetAsideDesk({ name: 'dead-letters', log: logs.deadLetters, ...letters }),
    quarantine: new SetAsideDesk({ name: 'quarantine', log: logs.quarantine, ...letters }),
  };
  const jobsOf = (of: keyof typeof logs): ReturnJobs => {
    const shelf = { desk: desksOfLetters[of], walk: () => logs[of].walk(), isRelease: of === 'quarantine' };
    return new ReturnJobs(shelf, returning, logger, now);
  };
  const jobs = { deadLetters: jobsOf('deadLetters'), quarantine: jobsOf('quarantine') };
  const parts: readonly Part[] = [
    followed('access keys', views.accessKeys),
    followed('sources', views.sources),
    followed('source keys', views.sourceKeys),
    { name: 'commits', start: () => commits.start(), stop: () => commits.stop() },
    progressMarks(commits),
    { name: 'key of unknown sources', start: () => register.untilSourceKey(unknownSource, surroundings.signal) },
    followed('decisions', views.decisions),
    followed('groups', views.groups),
    { name: 'tasks', start: () => runner.start(), stop: () => runner.close() },
    {
      name: 'jobs',
      stop: () => {
        jobs.deadLetters.close();
        jobs.quarantine.close();
      },
    },
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
    accessKeys,
    parts,
    provide: [
      [INTAKE, intake],
      [REGISTER, register],
      [SOURCES, sources],
      [DEAD_LETTERS, desksOfLetters.deadLetters],
      [QUARANTINE, desksOfLetters.quarantine],
      [DEAD_LETTER_JOBS, jobs.deadLetters],
      [QUARANTINE_JOBS, jobs.quarantine],
      [RETURNING, returning],
      [GROUPS, groups],
      [CLOCK, now],
    ],
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

async function desksOf(hub: Hub): Promise<Map<string, KindDesk>> {
  const desks = await Promise.all(kinds.map((kind) => deskOf(kind, hub)));
  return new Map(desks.map((desk) => [desk.name, desk]));
}

async function deskOf(kind: Kind, hub: Hub): Promise<KindDesk> {
  const topics = { live: kind.raw, history: kind.rawHistory };
  return {
    name: `${kind.domain}/${kind.kind}`,
    latenessSeconds: kind.latenessSeconds,
    topics,
    read: compileRecord(kind),
    writer: new RecordWriter(kind, await hub.codecs(topics)),
  };
}

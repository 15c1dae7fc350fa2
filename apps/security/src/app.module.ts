import { SchemaRegistry, codecFor } from '@naru/avro';
import { type SecurityDetection, type SecurityIncident, physicalNames } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { ACCESS_KEYS, AccessKeys, PARTS, type ServiceOptions, ViewState, followAccessKeys, followed } from '@naru/http';
import { KafkaClient, TransactionalProducer } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, followSourceKeys } from '@naru/sealing';
import { type StreamsContext, StreamsRunner, View, kafkaMetrics } from '@naru/streams';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandLog } from './adapters/command-log.js';
import type { SecurityConfig } from './config.js';
import { createRules } from './domain/rule.js';
import type { WatchPolicy } from './domain/watch.js';
import { DetectionsController } from './http/detections.controller.js';
import { IncidentsController } from './http/incidents.controller.js';
import { Latest } from './http/latest.js';
import { securityProblems } from './http/problems.js';
import { createPipeline } from './pipeline.js';
import { CLOCK, COMMANDS, DETECTIONS, INCIDENTS } from './tokens.js';
import { topology } from './topology.js';

const minuteMs = 60_000;
/** What is kept of an asset at most: events that rules look at, and incidents that can be decided of. */
const [keepEvents, keepIncidents] = [256, 16];
/** How many can be listed; the warehouse has all. */
const [listedDetections, listedIncidents] = [20_000, 20_000];

@Module({})
class SecurityModule {}

/** The service, ready to be started. */
export function describeSecurity(config: SecurityConfig): ServiceOptions {
  return {
    name: 'security',
    title: 'security',
    description: 'What the rules found in the events of the city, and the incidents that people handle.',
    config,
    problems: securityProblems,
    module: (observability) => moduleOf(config, observability),
  };
}

type Composition = Awaited<ReturnType<typeof compose>>;
const COMPOSITION = Symbol('composition');

function moduleOf(config: SecurityConfig, observability: Observability): DynamicModule {
  const provide = (token: symbol, choose: (composition: Composition) => unknown) => ({
    provide: token,
    useFactory: choose,
    inject: [COMPOSITION],
  });
  return {
    module: SecurityModule,
    controllers: [DetectionsController, IncidentsController],
    providers: [
      { provide: COMPOSITION, useFactory: () => compose(config, observability) },
      { provide: CLOCK, useValue: () => Date.now() },
      provide(ACCESS_KEYS, ({ accessKeys }) => accessKeys),
      provide(PARTS, ({ parts }) => parts),
      provide(DETECTIONS, ({ detections }) => detections),
      provide(INCIDENTS, ({ incidents }) => incidents),
      provide(COMMANDS, ({ commands }) => commands),
    ],
  };
}

const policyOf = ({ opensAt, closesAt, timeZone, keepMinutes, quietMinutes }: SecurityConfig): WatchPolicy => ({
  rules: createRules({ opensAt, closesAt, timeZone }),
  keepMs: keepMinutes * minuteMs,
  keepEvents,
  keepIncidents,
  quietMs: quietMinutes * minuteMs,
});

async function compose(config: SecurityConfig, observability: Observability) {
  const { tenant, instance } = config;
  const names = physicalNames(tenant);
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const client = await KafkaClient.connect({
    brokers: config.kafkaBrokers,
    clientId: `security-${instance}`,
    metrics: kafkaMetrics(observability.metrics),
  });
  const context: StreamsContext = { client, registry, names, ...observability };

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const runner = new StreamsRunner({
    ...context,
    topology,
    instance,
    pipeline: createPipeline(policyOf(config)),
    setAside: createDeadLetters(sourceKeys, { stage: 'security', tenant }),
  });
  const commands = new CommandLog({
    producer: new TransactionalProducer(client, {
      transactionalId: names.transactionalId('security-commands', instance),
    }),
    names,
    codec: await codecFor(topology.writes.incidentCommands, registry),
  });

  const detections = new Latest<SecurityDetection>(({ detectionId }) => idOfBytes(detectionId), listedDetections);
  const incidents = new Latest<SecurityIncident>(({ incidentId }) => idOfBytes(incidentId), listedIncidents);
  const views = {
    detections: new View({ ...context, topic: topology.views.detections, apply: detections.apply }),
    incidents: new View({ ...context, topic: topology.views.incidents, apply: incidents.apply }),
  };
  const parts: readonly Part[] = [
    { name: 'kafka', stop: () => client.close() },
    followed('access keys', followAccessKeys(context, accessKeys)),
    followed('source keys', followSourceKeys(context, sourceKeys)),
    { name: 'runner', start: () => runner.start(), stop: () => runner.close() },
    { name: 'commands', stop: () => commands.close() },
    followed('detections', views.detections),
    followed('incidents', views.incidents),
  ];
  return {
    accessKeys,
    parts,
    commands,
    detections: new ViewState(detections, views.detections),
    incidents: new ViewState(incidents, views.incidents),
  };
}

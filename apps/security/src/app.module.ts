import type { SecurityDetection, SecurityIncident } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import {
  AccessKeys,
  type Composition,
  type ServiceOptions,
  type Surroundings,
  ViewState,
  followAccessKeys,
  followed,
  joinHub,
} from '@naru/http';
import { LogWriter } from '@naru/kafka';
import type { Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, createReturns, followSourceKeys } from '@naru/sealing';
import { StreamsRunner, View } from '@naru/streams';
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

/** The service, ready to be started. */
export function describeSecurity(config: SecurityConfig): ServiceOptions {
  return {
    name: 'security',
    title: 'security',
    description: 'What the rules found in the events of the city, and the incidents that people handle.',
    config,
    problems: securityProblems,
    controllers: [DetectionsController, IncidentsController],
    compose: (surroundings) => compose(config, surroundings),
  };
}

const policyOf = ({ opensAt, closesAt, timeZone, keepMinutes, quietMinutes }: SecurityConfig): WatchPolicy => ({
  rules: createRules({ opensAt, closesAt, timeZone }),
  keepMs: keepMinutes * minuteMs,
  keepEvents,
  keepIncidents,
  quietMs: quietMinutes * minuteMs,
});

async function compose(config: SecurityConfig, surroundings: Surroundings): Promise<Composition> {
  const { tenant, instance } = config;
  const hub = await joinHub('security', config, surroundings);
  const { names } = hub;
  const codecs = await hub.codecs({ commands: topology.writes.incidentCommands });

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const runner = new StreamsRunner({
    ...hub,
    topology,
    instance,
    pipeline: createPipeline(policyOf(config), createReturns(sourceKeys)),
    setAside: createDeadLetters(sourceKeys, { stage: 'security', tenant }),
  });
  const commands = new CommandLog({
    writer: new LogWriter(hub.client, {
      transactionalId: names.transactionalId('security-commands', instance),
      writes: names.writtenBy('security'),
    }),
    names,
    codec: codecs.commands,
  });

  const detections = new Latest<SecurityDetection>(({ detectionId }) => idOfBytes(detectionId), listedDetections);
  const incidents = new Latest<SecurityIncident>(({ incidentId }) => idOfBytes(incidentId), listedIncidents);
  const views = {
    detections: new View({ ...hub, topic: topology.views.detections, apply: detections.apply }),
    incidents: new View({ ...hub, topic: topology.views.incidents, apply: incidents.apply }),
  };
  const parts: readonly Part[] = [
    followed('access keys', followAccessKeys(hub, accessKeys)),
    followed('source keys', followSourceKeys(hub, sourceKeys)),
    { name: 'runner', start: () => runner.start(), stop: () => runner.close() },
    { name: 'commands', stop: () => commands.close() },
    followed('detections', views.detections),
    followed('incidents', views.incidents),
  ];
  return {
    accessKeys,
    parts,
    provide: [
      [CLOCK, () => Date.now()],
      [DETECTIONS, new ViewState(detections, views.detections)],
      [INCIDENTS, new ViewState(incidents, views.incidents)],
      [COMMANDS, commands],
    ],
  };
}

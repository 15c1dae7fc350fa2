import { SchemaRegistry } from '@naru/avro';
import { physicalNames } from '@naru/contracts';
import {
  ACCESS_KEYS,
  AccessKeys,
  EventStream,
  PARTS,
  type ServiceOptions,
  ViewState,
  followAccessKeys,
  followed,
} from '@naru/http';
import { KafkaClient } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, followSourceKeys } from '@naru/sealing';
import { type StreamsContext, StreamsRunner, View, kafkaMetrics } from '@naru/streams';
import { type DynamicModule, Module } from '@nestjs/common';
import type { ParkingConfig } from './config.js';
import { toBay } from './http/answers.js';
import { BaysController } from './http/bays.controller.js';
import { Bays } from './http/bays.js';
import { ChangesController } from './http/changes.controller.js';
import { OccupancyController } from './http/occupancy.controller.js';
import { parkingProblems } from './http/problems.js';
import { Zones } from './http/zones.js';
import { createPipeline } from './pipeline.js';
import { BAYS, CHANGES, CLOCK, ZONES } from './tokens.js';
import { topology } from './topology.js';

/** However seldom a sensor speaks, so many of its observations are kept. */
const keepAtLeast = 4;

@Module({})
class ParkingModule {}

/** The service, ready to be started. */
export function describeParking(config: ParkingConfig): ServiceOptions {
  return {
    name: 'parking',
    title: 'parking',
    description: 'Which bays are free, since when, how many in each zone; as of when, and how old each answer is.',
    config,
    problems: parkingProblems,
    module: (observability) => moduleOf(config, observability),
  };
}

type Composition = Awaited<ReturnType<typeof compose>>;
const COMPOSITION = Symbol('composition');

function moduleOf(config: ParkingConfig, observability: Observability): DynamicModule {
  const provide = (token: symbol, choose: (composition: Composition) => unknown) => ({
    provide: token,
    useFactory: choose,
    inject: [COMPOSITION],
  });
  return {
    module: ParkingModule,
    controllers: [BaysController, OccupancyController, ChangesController],
    providers: [
      { provide: COMPOSITION, useFactory: () => compose(config, observability) },
      { provide: CLOCK, useValue: () => Date.now() },
      provide(ACCESS_KEYS, ({ accessKeys }) => accessKeys),
      provide(PARTS, ({ parts }) => parts),
      provide(BAYS, ({ bays }) => bays),
      provide(ZONES, ({ zones }) => zones),
      provide(CHANGES, ({ changes }) => changes),
    ],
  };
}

async function compose(config: ParkingConfig, observability: Observability) {
  const { tenant, instance, keepSeconds, keepObservations } = config;
  const names = physicalNames(tenant);
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const client = await KafkaClient.connect({
    brokers: config.kafkaBrokers,
    clientId: `parking-${instance}`,
    metrics: kafkaMetrics(observability.metrics),
  });
  const context: StreamsContext = { client, registry, names, ...observability };

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const runner = new StreamsRunner({
    ...context,
    topology,
    instance,
    pipeline: createPipeline({ keepSeconds, keepAtLeast, keepAtMost: keepObservations }),
    setAside: createDeadLetters(sourceKeys, { stage: 'parking', tenant }),
  });

  const [bays, zones] = [new Bays(), new Zones()];
  const views = {
    bayStates: new View({ ...context, topic: topology.views.bayStates, apply: bays.apply }),
    occupancy: new View({ ...context, topic: topology.views.occupancy, apply: zones.apply }),
  };
  const changes = new EventStream(views.bayStates, {
    toEvent: ({ value }) => (value === null ? null : { event: 'bay', data: toBay(value) }),
  });

  const parts: readonly Part[] = [
    { name: 'kafka', stop: () => client.close() },
    followed('access keys', followAccessKeys(context, accessKeys)),
    followed('source keys', followSourceKeys(context, sourceKeys)),
    { name: 'runner', start: () => runner.start(), stop: () => runner.close() },
    followed('bays', views.bayStates),
    followed('occupancy', views.occupancy),
    {
      name: 'changes',
      stop: () => {
        changes.close();
      },
    },
  ];
  return {
    accessKeys,
    parts,
    changes,
    bays: new ViewState(bays, views.bayStates),
    zones: new ViewState(zones, views.occupancy),
  };
}

import {
  AccessKeys,
  type Composition,
  EventStream,
  type ServiceOptions,
  type Surroundings,
  ViewState,
  followAccessKeys,
  followed,
  joinHub,
} from '@naru/http';
import type { Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, createReturns, followSourceKeys } from '@naru/sealing';
import { StreamsRunner, View } from '@naru/streams';
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

/** The service, ready to be started. */
export function describeParking(config: ParkingConfig): ServiceOptions {
  return {
    name: 'parking',
    title: 'parking',
    description: 'Which bays are free, since when, how many in each zone; as of when, and how old each answer is.',
    config,
    problems: parkingProblems,
    controllers: [BaysController, OccupancyController, ChangesController],
    compose: (surroundings) => compose(config, surroundings),
  };
}

async function compose(config: ParkingConfig, surroundings: Surroundings): Promise<Composition> {
  const { tenant, instance, keepSeconds, keepObservations } = config;
  const hub = await joinHub('parking', config, surroundings);

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const runner = new StreamsRunner({
    ...hub,
    topology,
    instance,
    pipeline: createPipeline({ keepSeconds, keepAtLeast, keepAtMost: keepObservations }, createReturns(sourceKeys)),
    setAside: createDeadLetters(sourceKeys, { stage: 'parking', tenant }),
  });

  const [bays, zones] = [new Bays(), new Zones()];
  const views = {
    bayStates: new View({ ...hub, topic: topology.views.bayStates, apply: bays.apply }),
    occupancy: new View({ ...hub, topic: topology.views.occupancy, apply: zones.apply }),
  };
  const changes = new EventStream(views.bayStates, {
    toEvent: ({ value }) => (value === null ? null : { event: 'bay', data: toBay(value) }),
  });

  const parts: readonly Part[] = [
    followed('access keys', followAccessKeys(hub, accessKeys)),
    followed('source keys', followSourceKeys(hub, sourceKeys)),
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
    provide: [
      [CLOCK, () => Date.now()],
      [BAYS, new ViewState(bays, views.bayStates)],
      [ZONES, new ViewState(zones, views.occupancy)],
      [CHANGES, changes],
    ],
  };
}

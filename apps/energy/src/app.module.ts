import { SchemaRegistry } from '@naru/avro';
import { physicalNames } from '@naru/contracts';
import { ACCESS_KEYS, AccessKeys, PARTS, type ServiceOptions, ViewState, followAccessKeys, followed } from '@naru/http';
import { KafkaClient } from '@naru/kafka';
import type { Observability, Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, followSourceKeys } from '@naru/sealing';
import { type StreamsContext, StreamsRunner, View, kafkaMetrics } from '@naru/streams';
import { type DynamicModule, Module } from '@nestjs/common';
import type { EnergyConfig } from './config.js';
import { IntervalsController } from './http/intervals.controller.js';
import { Intervals } from './http/intervals.js';
import { PeaksController } from './http/peaks.controller.js';
import { Peaks } from './http/peaks.js';
import { energyProblems } from './http/problems.js';
import { createPipeline } from './pipeline.js';
import { CLOCK, INTERVALS, PEAKS } from './tokens.js';
import { topology } from './topology.js';

const hourMs = 3_600_000;

@Module({})
class EnergyModule {}

/** The service, ready to be started. */
export function describeEnergy(config: EnergyConfig): ServiceOptions {
  return {
    name: 'energy',
    title: 'energy',
    description: 'Energy of meters by quarter of an hour, and the peaks of zones by local day.',
    config,
    problems: energyProblems,
    module: (observability) => moduleOf(config, observability),
  };
}

type Composition = Awaited<ReturnType<typeof compose>>;
const COMPOSITION = Symbol('composition');

function moduleOf(config: EnergyConfig, observability: Observability): DynamicModule {
  const provide = (token: symbol, choose: (composition: Composition) => unknown) => ({
    provide: token,
    useFactory: choose,
    inject: [COMPOSITION],
  });
  return {
    module: EnergyModule,
    controllers: [IntervalsController, PeaksController],
    providers: [
      { provide: COMPOSITION, useFactory: () => compose(config, observability) },
      { provide: CLOCK, useValue: () => Date.now() },
      provide(ACCESS_KEYS, ({ accessKeys }) => accessKeys),
      provide(PARTS, ({ parts }) => parts),
      provide(INTERVALS, ({ intervals }) => intervals),
      provide(PEAKS, ({ peaks }) => peaks),
    ],
  };
}

async function compose(config: EnergyConfig, observability: Observability) {
  const { tenant, instance, timeZone } = config;
  const names = physicalNames(tenant);
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const client = await KafkaClient.connect({
    brokers: config.kafkaBrokers,
    clientId: `energy-${instance}`,
    metrics: kafkaMetrics(observability.metrics),
  });
  const context: StreamsContext = { client, registry, names, ...observability };

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const policy = { timeZone, keepMs: config.keepDays * 24 * hourMs, longestGapMs: config.longestGapHours * hourMs };
  const runner = new StreamsRunner({
    ...context,
    topology,
    instance,
    pipeline: createPipeline(policy),
    setAside: createDeadLetters(sourceKeys, { stage: 'energy', tenant }),
  });

  const [intervals, peaks] = [new Intervals(config.recentHours), new Peaks()];
  const views = {
    intervals: new View({ ...context, topic: topology.views.intervals, apply: intervals.apply }),
    peaks: new View({ ...context, topic: topology.views.peaks, apply: peaks.apply }),
  };
  const parts: readonly Part[] = [
    { name: 'kafka', stop: () => client.close() },
    followed('access keys', followAccessKeys(context, accessKeys)),
    followed('source keys', followSourceKeys(context, sourceKeys)),
    { name: 'runner', start: () => runner.start(), stop: () => runner.close() },
    followed('intervals', views.intervals),
    followed('peaks', views.peaks),
  ];
  return {
    accessKeys,
    parts,
    intervals: new ViewState(intervals, views.intervals),
    peaks: new ViewState(peaks, views.peaks),
  };
}

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
import type { Part } from '@naru/observability';
import { SourceKeys, createDeadLetters, createReturns, followSourceKeys } from '@naru/sealing';
import { StreamsRunner, View } from '@naru/streams';
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

/** The service, ready to be started. */
export function describeEnergy(config: EnergyConfig): ServiceOptions {
  return {
    name: 'energy',
    title: 'energy',
    description: 'Energy of meters by quarter of an hour, and the peaks of zones by local day.',
    config,
    problems: energyProblems,
    controllers: [IntervalsController, PeaksController],
    compose: (surroundings) => compose(config, surroundings),
  };
}

async function compose(config: EnergyConfig, surroundings: Surroundings): Promise<Composition> {
  const { tenant, instance, timeZone } = config;
  const hub = await joinHub('energy', config, surroundings);

  const accessKeys = new AccessKeys(config.adminKeySha256);
  const sourceKeys = new SourceKeys(config.masterKey.reveal());
  const policy = { timeZone, keepMs: config.keepDays * 24 * hourMs, longestGapMs: config.longestGapHours * hourMs };
  const runner = new StreamsRunner({
    ...hub,
    topology,
    instance,
    pipeline: createPipeline(policy, createReturns(sourceKeys)),
    setAside: createDeadLetters(sourceKeys, { stage: 'energy', tenant }),
  });

  const [intervals, peaks] = [new Intervals(config.recentHours), new Peaks()];
  const views = {
    intervals: new View({ ...hub, topic: topology.views.intervals, apply: intervals.apply }),
    peaks: new View({ ...hub, topic: topology.views.peaks, apply: peaks.apply }),
  };
  const parts: readonly Part[] = [
    followed('access keys', followAccessKeys(hub, accessKeys)),
    followed('source keys', followSourceKeys(hub, sourceKeys)),
    { name: 'runner', start: () => runner.start(), stop: () => runner.close() },
    followed('intervals', views.intervals),
    followed('peaks', views.peaks),
  ];
  return {
    accessKeys,
    parts,
    provide: [
      [CLOCK, () => Date.now()],
      [INTERVALS, new ViewState(intervals, views.intervals)],
      [PEAKS, new ViewState(peaks, views.peaks)],
    ],
  };
}

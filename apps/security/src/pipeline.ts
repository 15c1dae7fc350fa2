import type { SecurityEvent as WireEvent, SecurityIncidentCommand } from '@naru/contracts';
import { type Handler, type Pipeline, type Task, type Timers, delivered, type Returns } from '@naru/streams';
import { decisionFromWire } from './adapters/decision.from-wire.js';
import { detectionToWire } from './adapters/detection.to-wire.js';
import { eventFromWire } from './adapters/event.from-wire.js';
import { incidentToWire } from './adapters/incident.to-wire.js';
import {
  type NextWatch,
  type Watch,
  type WatchPolicy,
  decide,
  newWatch,
  nextClosing,
  nextWatch,
  passTime,
} from './domain/watch.js';
import type { topology } from './topology.js';

type Security = typeof topology;

const createEventHandler = (policy: WatchPolicy): Handler<Security, WireEvent> =>
  function handleEvent({ value }, task) {
    const assetId = value.assetId ?? value.device;
    const watch = task.store('watches').get(assetId) ?? newWatch(assetId);
    const next = nextWatch(watch, eventFromWire(value), value.receivedAt, policy);
    if (next.watch !== watch) tell(task, next, policy);
    return delivered;
  };

const createCommandHandler = (policy: WatchPolicy): Handler<Security, SecurityIncidentCommand> =>
  function handleCommand({ value }, task) {
    const watch = task.store('watches').get(value.assetId);
    if (watch !== undefined) tell(task, decide(watch, decisionFromWire(value), value.at, policy), policy);
    return delivered;
  };

/** Incidents close when they were quiet long enough, by the clock of the log: a replay closes the same. */
const createClosing = (policy: WatchPolicy): Timers<Security, Watch> => ({
  dueAt: (watch) => nextClosing(watch, policy),
  handle: ({ state, at }, task) => {
    tell(task, passTime(state, at, policy), policy);
  },
});

function tell(task: Task<Security>, { watch, detections, incidents }: NextWatch, { rules }: WatchPolicy): void {
  const { assetId } = watch;
  task.store('watches').set(assetId, watch);
  for (const detection of detections) task.emit('detections', assetId, detectionToWire(assetId, detection, rules));
  for (const incident of incidents) task.emit('incidents', assetId, incidentToWire(assetId, incident));
}

export const createPipeline = (policy: WatchPolicy, returns: Returns): Pipeline<Security> => ({
  events: createEventHandler(policy),
  incidentCommands: createCommandHandler(policy),
  returns,
  timers: { watches: createClosing(policy) },
});

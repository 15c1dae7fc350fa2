import type { SecurityEvent as WireEvent, SecurityIncidentCommand } from '@naru/contracts';
import { type Handler, type Pipeline, type Task, delivered } from '@naru/streams';
import { decisionFromWire } from './adapters/decision.from-wire.js';
import { detectionToWire } from './adapters/detection.to-wire.js';
import { eventFromWire } from './adapters/event.from-wire.js';
import { incidentToWire } from './adapters/incident.to-wire.js';
import { type NextWatch, type WatchPolicy, decide, newWatch, nextWatch, passTime } from './domain/watch.js';
import type { topology } from './topology.js';

type Security = typeof topology;

const minuteMs = 60_000;

const createEventHandler = (policy: WatchPolicy): Handler<Security, WireEvent> =>
  function handleEvent({ value }, task) {
    const now = moveClock(task, value.receivedAt, policy);
    const assetId = value.assetId ?? value.device;
    const watch = task.store('watches').get(assetId) ?? newWatch(assetId);
    const next = nextWatch(watch, eventFromWire(value), now, policy);
    if (next.watch !== watch) tell(task, next, policy);
    return delivered;
  };

const createCommandHandler = (policy: WatchPolicy): Handler<Security, SecurityIncidentCommand> =>
  function handleCommand({ value }, task) {
    const now = moveClock(task, value.at, policy);
    const watch = task.store('watches').get(value.assetId);
    if (watch !== undefined) tell(task, decide(watch, decisionFromWire(value), now, policy), policy);
    return delivered;
  };

/**
 * The clock of a task is the latest minute in which the hub took a record that the task has read: a replay closes the
 * same incidents. Each minute it looks for those that were quiet long enough.
 */
function moveClock(task: Task<Security>, at: number, policy: WatchPolicy): number {
  const minute = Math.floor(at / minuteMs) * minuteMs;
  const before = task.store('clocks').get('clock')?.minute ?? 0;
  if (minute <= before) return before;
  task.store('clocks').set('clock', { minute });
  for (const [, watch] of [...task.store('watches').entries()]) {
    const next = passTime(watch, minute, policy);
    if (next.watch !== watch) tell(task, next, policy);
  }
  return minute;
}

function tell(task: Task<Security>, { watch, detections, incidents }: NextWatch, { rules }: WatchPolicy): void {
  const { assetId } = watch;
  task.store('watches').set(assetId, watch);
  for (const detection of detections) task.emit('detections', assetId, detectionToWire(assetId, detection, rules));
  for (const incident of incidents) task.emit('incidents', assetId, incidentToWire(assetId, incident));
}

export const createPipeline = (policy: WatchPolicy): Pipeline<Security> => ({
  events: createEventHandler(policy),
  incidentCommands: createCommandHandler(policy),
});

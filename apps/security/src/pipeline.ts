import type { SecurityEvent as WireEvent, SecurityIncidentCommand, SecurityRecompute } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import { type Handler, type Pipeline, type Task, type Timers, delivered, type Returns } from '@naru/streams';
import { decisionFromWire } from './adapters/decision.from-wire.js';
import { detectionToWire } from './adapters/detection.to-wire.js';
import { eventFromWire } from './adapters/event.from-wire.js';
import { incidentToWire } from './adapters/incident.to-wire.js';
import { historyFromWire } from './adapters/recompute.from-wire.js';
import { recomputedAssetToWire } from './adapters/recomputed-asset.to-wire.js';
import { recompute } from './domain/recompute.js';
import {
  type NextWatch,
  type Watch,
  type WatchPolicy,
  decide,
  isNew,
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

/**
 * Holds an asset, so that nothing settles while the warehouse is read, or computes it anew from what the warehouse has.
 * A history without its hold is outdated: more came than may be kept, or another recompute has begun.
 */
const createRecomputeHandler = (policy: WatchPolicy): Handler<Security, SecurityRecompute> =>
  function handleRecompute({ value }, task) {
    const { assetId, history } = value;
    const recomputeId = idOfBytes(value.recomputeId);
    const watches = task.store('watches');
    const watch = watches.get(assetId) ?? newWatch(assetId);
    if (history === null) {
      watches.set(assetId, { ...watch, heldBy: recomputeId });
      return delivered;
    }
    const isHeld = watch.heldBy === recomputeId;
    const next = isHeld ? recompute(watch, historyFromWire(history), value.commandedAt, policy) : undefined;
    if (next !== undefined) {
      const held = { ...next.watch, heldBy: history.isLast ? undefined : recomputeId };
      tell(task, { ...next, watch: held }, policy);
      if (isNew(held)) watches.delete(assetId);
    }
    task.emit('recomputedAssets', assetId, recomputedAssetToWire(value, history, next));
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
  recomputes: createRecomputeHandler(policy),
  returns,
  timers: { watches: createClosing(policy) },
});

import { KeyedState } from '../state/keyed-state.js';
import { TimerQueue } from '../time/timer-queue.js';
import type { Timers } from '../topology/handler.js';
import type { KeyedStoreDeclaration } from '../topology/store.js';
import type { Topology } from '../topology/topology.js';
import type { Output } from './outputs.js';
import type { PlannedStore } from './plan.js';

/** A keyed store of one task, where its changes go, and its timers where its states are due at times. */
export interface KeptStore {
  readonly state: KeyedState<unknown>;
  readonly declaration: KeyedStoreDeclaration;
  readonly changelog: Output;
  readonly timed: TimedStates | undefined;
  /** The committed states hold the changelog up to this offset. */
  changelogAt: number;
  /** What they hold was read, or last known to be all, at this time or later (ms since 1970). */
  levelAt: number;
}

export interface TimedStates {
  /** Follows the states, also those of the open transaction. */
  readonly queue: TimerQueue;
  readonly handle: Timers<Topology, unknown>['handle'];
}

const empty = () => ({ changelogAt: 0, levelAt: Date.now() });

/** A store without states yet. */
export function keptStore({ declaration, changelog, timers }: PlannedStore): KeptStore {
  if (timers === undefined) return { state: new KeyedState(), declaration, changelog, timed: undefined, ...empty() };
  const queue = new TimerQueue();
  const state = new KeyedState<unknown>((key, value) => {
    queue.schedule(key, value === undefined ? undefined : timers.dueAt(value));
  });
  const handle: TimedStates['handle'] = (due, task) => {
    timers.handle(due, task);
  };
  return { state, declaration, changelog, timed: { queue, handle }, ...empty() };
}

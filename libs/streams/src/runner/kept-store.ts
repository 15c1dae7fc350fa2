import { KeyedState } from '../state/keyed-state.js';
import { TimerQueue } from '../time/timer-queue.js';
import type { Timers } from '../topology/handler.js';
import type { KeyedStoreDeclaration, MemoryStoreDeclaration, TaskState } from '../topology/store.js';
import type { Topology } from '../topology/topology.js';
import type { Output } from './outputs.js';
import type { PlannedMemory, PlannedStore } from './plan.js';

/** A changelog, and how much of it the committed state holds. */
export interface KeptLog {
  readonly changelog: Output;
  /** The committed state holds the changelog up to this offset. */
  changelogAt: number;
  /** What it holds was read, or last known to be all, at this time or later (ms since 1970). */
  levelAt: number;
}

/** A keyed store of one task, where its changes go, and its timers where its states are due at times. */
export interface KeptStore extends KeptLog {
  readonly state: KeyedState<unknown>;
  readonly declaration: KeyedStoreDeclaration;
  readonly timed: TimedStates | undefined;
}

/** A memory store of one task, and its logs by their names. */
export interface KeptMemory {
  readonly state: TaskState;
  readonly declaration: MemoryStoreDeclaration;
  readonly logs: ReadonlyMap<string, KeptLog>;
}

/** What a task keeps, by the name that the topology gives it. */
export interface TaskStores {
  readonly kept: ReadonlyMap<string, KeptStore>;
  readonly memories: ReadonlyMap<string, KeptMemory>;
}

export interface TimedStates {
  /** Follows the states, also those of the open transaction. */
  readonly queue: TimerQueue;
  readonly handle: Timers<Topology, unknown>['handle'];
}

const unread = (changelog: Output): KeptLog => ({ changelog, changelogAt: 0, levelAt: Date.now() });

/** Stores without anything in them yet. */
export const emptyStores = (
  task: number,
  of: {
    readonly stores: ReadonlyMap<string, PlannedStore>;
    readonly memories: ReadonlyMap<string, PlannedMemory>;
  },
): TaskStores => ({
  kept: new Map([...of.stores].map(([name, store]) => [name, keptStore(store)])),
  memories: new Map([...of.memories].map(([name, memory]) => [name, keptMemory(task, memory)])),
});

/** A store without states yet. */
export function keptStore({ declaration, changelog, timers }: PlannedStore): KeptStore {
  if (timers === undefined) return { ...unread(changelog), state: new KeyedState(), declaration, timed: undefined };
  const queue = new TimerQueue();
  const state = new KeyedState<unknown>((key, value) => {
    queue.schedule(key, value === undefined ? undefined : timers.dueAt(value));
  });
  const handle: TimedStates['handle'] = (due, task) => {
    timers.handle(due, task);
  };
  return { ...unread(changelog), state, declaration, timed: { queue, handle } };
}

function keptMemory(task: number, { declaration, logs }: PlannedMemory): KeptMemory {
  const unreadLogs = [...logs].map(([name, changelog]) => [name, unread(changelog)] as const);
  return { state: declaration.create(task), declaration, logs: new Map(unreadLogs) };
}

/** All changelogs of a task. */
export const logsOf = ({ kept, memories }: TaskStores): KeptLog[] => [
  ...kept.values(),
  ...[...memories.values()].flatMap(({ logs }) => [...logs.values()]),
];

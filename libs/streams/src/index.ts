export { type Change, type ChangeFeed, CursorGoneError, CursorInvalidError } from './follow/change-feed.js';
export type { StreamsContext } from './context.js';
export { PermanentError, RestoreError, TransientError, UnsafeClusterError } from './errors.js';
export {
  type BegunGroups,
  type GroupsOptions,
  type TaskInput,
  beginGroupAt,
  beginGroups,
} from './positions/begin-groups.js';
export { LostPositions, type LostPositionsOptions, type Skip } from './positions/lost-positions.js';
export { positionCommandKey } from './positions/position-command.js';
export { kafkaMetrics } from './kafka-metrics.js';
export { type Persistence, type Waiting, isAway, patiently, persist } from './patience.js';
export type { GlobalTable } from './topology/global-table.js';
export type {
  BatchHandler,
  BatchInput,
  Due,
  Handler,
  Input,
  Pipeline,
  Returns,
  SetAside,
  SetAsideRecord,
  Timers,
  WriterSchemas,
} from './topology/handler.js';
export { type Fate, type Outcome, deadLettered, deduplicated, delivered, quarantined } from './topology/outcome.js';
export type { GlobalListeners, HistoryOptions, RunnerOptions } from './runner/options.js';
export { assertSafe } from './safety/assert-safe.js';
export { StreamsRunner } from './runner/runner.js';
export {
  type KeyedStore,
  type KeyedStoreDeclaration,
  type MemoryLog,
  type MemoryStoreDeclaration,
  type Page,
  type StoreDeclaration,
  type StoreOf,
  type Stores,
  type TaskState,
  changelogsOf,
  memory,
  store,
} from './topology/store.js';
export { type MarkingTask, type ProgressMark, markHeaders, readMark } from './time/progress-mark.js';
export {
  type NextSessions,
  type Session,
  type Window,
  hoppingWindowsOf,
  isClosed,
  tumblingWindowOf,
  withInstant,
} from './time/windows.js';
export type { EmitOptions, Expired, ReturnedFate, Task } from './topology/task.js';
export { type Topics, type Topology, type TopologyParts, TopologyError, service } from './topology/topology.js';
export type { RecordAt, ViewOptions } from './follow/view-options.js';
export { untilApplied } from './follow/until-applied.js';
export { View } from './follow/view.js';

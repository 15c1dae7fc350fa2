export { type Change, type ChangeFeed, CursorGoneError, CursorInvalidError } from './change-feed.js';
export type { StreamsContext } from './context.js';
export { PermanentError, RestoreError, TransientError } from './errors.js';
export type { GlobalTable } from './global-table.js';
export type {
  BatchHandler,
  BatchInput,
  Handler,
  Input,
  Pipeline,
  Rebuild,
  SetAside,
  SetAsideRecord,
  WriterSchemas,
} from './handler.js';
export { type Fate, type Outcome, deadLettered, deduplicated, delivered, quarantined } from './outcome.js';
export type { CommitOptions, GlobalListeners, RunnerOptions } from './runner-options.js';
export { StreamsRunner } from './runner.js';
export {
  type KeyedStore,
  type KeyedStoreDeclaration,
  type MemoryStoreDeclaration,
  type StoreDeclaration,
  type StoreOf,
  type Stores,
  type TaskState,
  memory,
  store,
} from './store.js';
export type { EmitOptions, Task } from './task.js';
export { type Topics, type Topology, type TopologyParts, TopologyError, service } from './topology.js';
export type { RecordAt, ViewOptions } from './view-options.js';
export { View } from './view.js';

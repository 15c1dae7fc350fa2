export {
  type EventStreamOptions,
  type Followed,
  type Listening,
  type OutgoingEvent,
  EventStream,
} from './events/event-stream.js';
export { AccessGuard, CalledBy, OpenData, Scopes } from './keys/access.guard.js';
export { AccessKeys, type Caller, type Scope, scopes } from './keys/access-keys.js';
export { followAccessKeys } from './keys/follow-access-keys.js';
export { type NewKey, hashOfKey, keyIdOf, makeKey } from './keys/key-text.js';
export { type Page, type PageQuery, decodeCursor, encodeCursor, pageQuery, takePage } from './paging.js';
export { type ProblemKind, defineProblems, httpProblems } from './problems/catalogue.js';
export { Problem, type ProblemOptions, problemBody } from './problems/problem.js';
export { ProblemFilter } from './problems/problem.filter.js';
export { ValidationPipe } from './problems/validation.pipe.js';
export { requireReady } from './require-ready.js';
export { followed } from './serving/followed.js';
export { runService } from './serving/run-service.js';
export { type HttpConfig, type RunningService, type ServiceOptions, startService } from './serving/start-service.js';
export { ACCESS_KEYS, PARTS } from './serving/tokens.js';
export { ViewState } from './view-state.js';

export { beginEvents } from './events/begin-events.js';
export { EventClient } from './events/client.js';
export { noteStream } from './events/open-streams.js';
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
export { type Job, Jobs } from './jobs.js';
export { type Page, type PageQuery, decodeCursor, encodeCursor, pageQuery, takePage } from './paging.js';
export { type ProblemKind, defineProblems, httpProblems } from './problems/catalogue.js';
export { Problem, type ProblemOptions, problemBody } from './problems/problem.js';
export { ProblemFilter } from './problems/problem.filter.js';
export { ValidationPipe } from './problems/validation.pipe.js';
export { requireReady } from './require-ready.js';
export { followed } from './serving/followed.js';
export { runService } from './serving/run-service.js';
export { type Hub, type HubConfig, joinHub } from './serving/join-hub.js';
export type { Composition, HttpConfig, ServiceOptions, Surroundings } from './serving/service-options.js';
export { type RunningService, openService, startService } from './serving/start-service.js';
export { ACCESS_KEYS } from './serving/tokens.js';
export { ViewState } from './view-state.js';

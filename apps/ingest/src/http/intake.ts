import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HubSource } from '@naru/contracts';
import { type Caller, Problem, httpProblems } from '@naru/http';
import type { Tally } from '@naru/ledger';
import { TRACEPARENT, decodeTraceparent } from '@naru/observability';
import { type GroupCommit, NotCommittedError, QueueFullError, type Submission } from '../adapters/group-commit.js';
import type { IngestMetrics } from '../adapters/metrics.js';
import type { SetAsideWriter } from '../adapters/set-aside.to-wire.js';
import type { Sources } from '../adapters/sources.js';
import type { Arrival, Arrivals } from '../domain/arrivals.js';
import { type Slice, splitJson, splitLines } from '../domain/split.js';
import type { Lane } from '../domain/timing.js';
import { type Judged, type KindDesk, createJudge } from '../pipeline.js';
import type { Quotas } from './quotas.js';
import { ingestProblems } from './problems.js';

/** A request for the hub to take records. */
export interface IntakeRequest {
  /** '<domain>/<kind>'. */
  readonly kind: string;
  readonly body: Buffer;
  readonly caller: Caller;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly lane: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly traceparent: string | undefined;
}

export interface IntakeOptions {
  readonly tenant: string;
  readonly desks: ReadonlyMap<string, KindDesk>;
  readonly sources: Sources;
  readonly setAside: SetAsideWriter;
  readonly commits: GroupCommit;
  readonly arrivals: Arrivals;
  readonly quotas: Quotas;
  readonly metrics: IngestMetrics;
}

/** A request that was let in, and what is known of it. */
interface Admitted {
  readonly request: IntakeRequest;
  readonly desk: KindDesk;
  readonly source: HubSource;
  readonly lane: Lane;
  readonly idempotencyKey: string | null;
  readonly slices: readonly Slice[];
  readonly arrival: Arrival;
}

/** More lines than this are no request, but a file to be cut (records). */
const mostRecords = 100_000;
/** After so many records others get their turn. */
const recordsATurn = 500;

/** Takes requests: judges each record alone, and answers when all that is to be kept is committed. */
export class Intake {
  constructor(private readonly options: IntakeOptions) {}

  /** What became of each record, in the order of the request. Throws a Problem where the request as a whole is refused. */
  async take(request: IntakeRequest): Promise<Judged[]> {
    const { desks, sources, quotas, arrivals } = this.options;
    const desk = desks.get(request.kind);
    if (desk === undefined)
      throw new Problem(ingestProblems.NARU_KIND_UNKNOWN, {
        detail: [...desks.keys()].map((kind) => `/v1/${kind}`).join(', '),
      });
    const source = sourceOf(request, sources);
    const lane = laneOf(request);
    const idempotencyKey = idempotencyKeyOf(request);
    requirePlainUtf8(request);
    quotas.requireRest(request.caller);
    const slices = slicesOf(request);
    quotas.spend(request.caller, slices.length);
    const arrival = arrivals.enter();
    try {
      return await this.#takeRecords({ request, desk, source, lane, idempotencyKey, slices, arrival });
    } finally {
      arrivals.leave(arrival);
    }
  }

  async #takeRecords({ request, desk, source, lane, idempotencyKey, slices, arrival }: Admitted): Promise<Judged[]> {
    const { tenant, setAside, metrics } = this.options;
    const { receivedAt } = arrival;
    const judge = createJudge(desk, setAside, {
      tenant,
      source: source.source,
      clockSkewSeconds: source.clockSkewSeconds,
      bounds: source.bounds,
      lane,
      receivedAt,
      idempotencyKey,
      ...headersOf(request),
    });
    const judged: Judged[] = [];
    for (const [index, { start, end, depth }] of slices.entries()) {
      if (index % recordsATurn === recordsATurn - 1) await nextTurn();
      judged.push(judge(request.body.subarray(start, end), depth, index));
    }
    // counted from the request, not from what was judged: the two sides of the books must not be the same number
    const book = (tally: Tally): void => {
      const topic = desk.topics[lane].name;
      slices.forEach(() => {
        tally.count(topic, source.source, receivedAt, 'taken');
      });
      for (const { fate, reason } of judged) tally.count(topic, source.source, receivedAt, fate, reason);
    };
    await this.#commit(judged, { arrival, lane, book });
    metrics.count(request.kind, judged);
    return judged;
  }

  async #commit(judged: readonly Judged[], submission: Submission): Promise<void> {
    try {
      await this.options.commits.submit(
        judged.map(({ outgoing }) => outgoing),
        submission,
      );
    } catch (error) {
      if (error instanceof QueueFullError)
        throw new Problem(httpProblems.NARU_BUSY, { headers: { 'retry-after': '1' }, cause: error });
      if (error instanceof NotCommittedError)
        throw new Problem(ingestProblems.NARU_NOT_COMMITTED, { headers: { 'retry-after': '1' }, cause: error });
      throw error;
    }
  }
}

function sourceOf({ caller, kind }: IntakeRequest, sources: Sources): HubSource {
  const source = caller.source === null ? undefined : sources.get(caller.source);
  if (source === undefined) throw new Problem(ingestProblems.NARU_SOURCE_UNKNOWN);
  if (source.kinds.includes(kind)) return source;
  throw new Problem(ingestProblems.NARU_KIND_NOT_ALLOWED, {
    detail: `${source.source} may send ${source.kinds.join(', ') || 'nothing'}.`,
  });
}

function laneOf({ lane = 'live', caller }: IntakeRequest): Lane {
  if (lane !== 'live' && lane !== 'history') throw new Problem(ingestProblems.NARU_LANE_INVALID);
  const needed = lane === 'live' ? 'send' : 'history';
  if (caller.scopes.includes(needed)) return lane;
  throw new Problem(httpProblems.NARU_SCOPE_MISSING, { detail: `The ${lane} lane needs the scope ${needed}.` });
}

function idempotencyKeyOf({ idempotencyKey }: IntakeRequest): string | null {
  if (idempotencyKey === undefined) return null;
  if (/^[\x20-\x7e]{1,255}$/.test(idempotencyKey)) return idempotencyKey;
  throw new Problem(ingestProblems.NARU_IDEMPOTENCY_KEY_INVALID);
}

function requirePlainUtf8({ contentType, contentEncoding }: IntakeRequest): void {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  const isPlain = contentEncoding === undefined || contentEncoding === 'identity';
  if (isPlain && (charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii')) return;
  throw new Problem(ingestProblems.NARU_ENCODING_UNSUPPORTED);
}

function slicesOf({ body, contentType }: IntakeRequest): Slice[] {
  const isJson = /^application\/json\b/i.test(contentType);
  const slices = isJson ? splitJson(body) : splitLines(body);
  if (slices.length > mostRecords)
    throw new Problem(ingestProblems.NARU_TOO_MANY_RECORDS, {
      detail: `${slices.length} records, at most ${mostRecords} a request.`,
    });
  // an empty array says that there is nothing to say; an empty body says nothing at all
  if (slices.length === 0 && !(isJson && body.includes('['))) throw new Problem(ingestProblems.NARU_REQUEST_EMPTY);
  return slices;
}

function headersOf({ traceparent }: IntakeRequest): { headers?: { [TRACEPARENT]: string } } {
  return traceparent !== undefined && decodeTraceparent(traceparent) !== undefined
    ? { headers: { [TRACEPARENT]: traceparent } }
    : {};
}

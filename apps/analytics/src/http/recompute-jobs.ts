import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Job, Jobs } from '@naru/http';
import type { Logger } from '@naru/observability';
import type { Recompute, RecomputeRange } from '../adapters/recompute/recompute.js';
import type { MeantBays } from '../adapters/recompute/warehouse-history.js';
import { analyticsProblems } from './problems.js';
import type { RecomputeAnswer, RecomputeBody } from './recompute-answers.js';

/** Bays that are held, read and computed together: most of the time goes by until the warehouse has what came. */
const baysAtOnce = 50;
/** How often a bay is tried that has gone on while the warehouse was read. */
const mostAttempts = 3;

/**
 * Recomputes bay after bay at a bounded rate. Whoever breaks a job off, or loses the instance that runs it, begins
 * another: of bays that are right already nothing is published.
 */
export class RecomputeJobs {
  readonly #jobs = new Jobs<RecomputeAnswer>(analyticsProblems.NARU_RECOMPUTE_UNKNOWN);

  constructor(
    private readonly recompute: Pick<Recompute, 'baysOf' | 'apply'>,
    private readonly logger: Logger,
    private readonly now: () => number,
  ) {}

  begin({ baysPerSecond, ...range }: RecomputeBody, by: string): RecomputeAnswer {
    const known = { id: randomUUID(), by, begunAt: new Date(this.now()).toISOString(), baysPerSecond };
    const counts = { bays: 0, applied: 0, undecided: 0, outdated: 0, unanswered: 0, restated: 0, withdrawn: 0 };
    const answer: Job<RecomputeAnswer>['answer'] = { ...range, ...known, state: 'running', ...counts, problem: null };
    return this.#jobs.begin(answer, (job) => this.#run(job));
  }

  /** Throws the problem NARU_RECOMPUTE_UNKNOWN. */
  get(id: string): RecomputeAnswer {
    return this.#jobs.get(id);
  }

  list(): readonly RecomputeAnswer[] {
    return this.#jobs.list();
  }

  /** Bays under way are finished. */
  stop(id: string): RecomputeAnswer {
    return this.#jobs.stop(id);
  }

  close(): void {
    this.#jobs.close();
  }

  async #run({ answer, stopping: { signal } }: Job<RecomputeAnswer>): Promise<void> {
    const began = performance.now();
    try {
      const range = rangeOf(answer, this.now());
      const bays = await this.recompute.baysOf(meantBy(answer), range.from);
      answer.bays = bays.length;
      for (let done = 0; done < bays.length; done += baysAtOnce) {
        const due = began + (done * 1_000) / answer.baysPerSecond;
        await delay(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        await this.#apply(answer, bays.slice(done, done + baysAtOnce), range);
      }
      answer.state = signal.aborted ? 'stopped' : 'done';
    } catch (error) {
      answer.state = 'failed';
      answer.problem = error instanceof Error ? error.message : String(error);
      this.logger.error({ err: error, job: answer.id }, 'A recompute failed, the rest is as it was: begin it again');
    }
  }

  async #apply(answer: Job<RecomputeAnswer>['answer'], bays: readonly string[], range: RecomputeRange): Promise<void> {
    let left = bays;
    for (let attempt = 1; left.length > 0 && attempt <= mostAttempts; attempt++) {
      const result = await this.recompute.apply(left, range);
      answer.applied += left.length - result.outdated.length - result.undecided - result.unanswered;
      answer.undecided += result.undecided;
      answer.unanswered += result.unanswered;
      answer.restated += result.restated;
      answer.withdrawn += result.withdrawn;
      left = result.outdated;
    }
    answer.outdated += left.length;
  }
}

const rangeOf = ({ id, by, from, to }: RecomputeAnswer, now: number): RecomputeRange => ({
  jobId: id.replaceAll('-', ''),
  commandedBy: by,
  commandedAt: now,
  from: Date.parse(from),
  to: to === undefined ? null : Date.parse(to),
});

function meantBy({ assetId, zone }: RecomputeAnswer): MeantBays {
  if (zone !== undefined) return { zoneKind: zone.kind, zoneId: zone.id };
  return { assetId: assetId ?? '' };
}

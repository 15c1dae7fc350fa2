import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Job, Jobs } from '@naru/http';
import type { Logger } from '@naru/observability';
import type { Meant, RecomputeRange, RecomputeResult } from '../adapters/recompute/recompute.js';
import { analyticsProblems } from './problems.js';
import type { Recomputable, RecomputeAnswer, RecomputeBody } from './recompute-answers.js';

/** So many are begun, read and computed together: most of the time goes by until the warehouse has what came. */
const atOnce = 50;
/** How often something is tried that has gone on while the warehouse was read. */
const mostAttempts = 3;

/** Facts of one kind that can be computed anew, by their subjects: bays, meters, zones. */
export interface RecomputeStep {
  subjectsOf(meant: Meant, range: RecomputeRange): Promise<readonly string[]>;
  apply(subjects: readonly string[], range: RecomputeRange): Promise<RecomputeResult>;
}

/**
 * Recomputes one subject after another at a bounded rate, and then what rests on their facts. Whoever breaks a job off, or
 * loses the instance that runs it, begins another: of what is right already nothing is published.
 */
export class RecomputeJobs {
  readonly #jobs = new Jobs<RecomputeAnswer>(analyticsProblems.NARU_RECOMPUTE_UNKNOWN);

  constructor(
    private readonly steps: Readonly<Record<Recomputable, readonly RecomputeStep[]>>,
    private readonly logger: Logger,
    private readonly now: () => number,
  ) {}

  begin({ perSecond, ...range }: RecomputeBody, by: string): RecomputeAnswer {
    const known = { id: randomUUID(), by, begunAt: new Date(this.now()).toISOString(), perSecond };
    const counts = { meant: 0, applied: 0, undecided: 0, outdated: 0, unanswered: 0, restated: 0, withdrawn: 0 };
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

  /** What is under way is finished. */
  stop(id: string): RecomputeAnswer {
    return this.#jobs.stop(id);
  }

  close(): void {
    this.#jobs.close();
  }

  async #run({ answer, stopping: { signal } }: Job<RecomputeAnswer>): Promise<void> {
    try {
      const range = rangeOf(answer, this.now());
      for (const step of this.steps[answer.what]) {
        const began = performance.now();
        const subjects = signal.aborted ? [] : await step.subjectsOf(meantBy(answer), range);
        answer.meant += subjects.length;
        for (let done = 0; done < subjects.length; done += atOnce) {
          const due = began + (done * 1_000) / answer.perSecond;
          await delay(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
          if (signal.aborted) break;
          await this.#apply(step, answer, subjects.slice(done, done + atOnce), range);
        }
      }
      answer.state = signal.aborted ? 'stopped' : 'done';
    } catch (error) {
      answer.state = 'failed';
      answer.problem = error instanceof Error ? error.message : String(error);
      this.logger.error({ err: error, job: answer.id }, 'A recompute failed, the rest is as it was: begin it again');
    }
  }

  async #apply(
    step: RecomputeStep,
    answer: Job<RecomputeAnswer>['answer'],
    subjects: readonly string[],
    range: RecomputeRange,
  ): Promise<void> {
    let left = subjects;
    for (let attempt = 1; left.length > 0 && attempt <= mostAttempts; attempt++) {
      const result = await step.apply(left, range);
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

function meantBy({ assetId, zone }: RecomputeAnswer): Meant {
  if (zone !== undefined) return { zoneKind: zone.kind, zoneId: zone.id };
  return { assetId: assetId ?? '' };
}

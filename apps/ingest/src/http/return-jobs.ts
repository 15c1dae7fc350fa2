import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Caller, type Job, Jobs, Problem } from '@naru/http';
import type { Logger } from '@naru/observability';
import type { ReadLetter } from '../adapters/set-aside-log.js';
import { type GroupFilter, isMeant } from './group-answers.js';
import { ingestProblems } from './problems.js';
import type { JobAnswer, JobBody, SampleAnswer, SampleBody } from './return-answers.js';
import type { Returning, Wish } from './returning.js';
import type { FoundLetter, SetAsideDesk } from './set-aside-desk.js';

/** Records set aside in one topic: where they are read, and how they are found. */
export interface Shelf {
  readonly desk: Pick<SetAsideDesk, 'found'>;
  walk(): AsyncIterable<ReadLetter & { readonly id: string }>;
  /** Whether what comes back goes on in spite of its time. */
  readonly isRelease: boolean;
}

/** Commands that wait for their decision at the same time. */
const mostUnderWay = 50;

/**
 * Brings back whole groups. A job is nothing but single commands at a bounded rate: whoever breaks it off, or loses the
 * instance that runs it, begins another, and what was decided is left out.
 */
export class ReturnJobs {
  readonly #jobs = new Jobs<JobAnswer>(ingestProblems.NARU_JOB_UNKNOWN);

  constructor(
    private readonly shelf: Shelf,
    private readonly returning: Pick<Returning, 'attempt' | 'command' | 'decisionOn'>,
    private readonly logger: Logger,
    private readonly now: () => number,
  ) {}

  /** Tries a fix on some records of a group; changes nothing. */
  async sample({ filter, fix, most }: SampleBody, caller: Caller): Promise<SampleAnswer> {
    const wish = this.#wish(fix, caller);
    const tried: SampleAnswer['records'] = [];
    for await (const found of this.#waiting(filter, caller)) {
      if (tried.length >= most) break;
      const id = idOf(found);
      try {
        tried.push({ id, problem: null, ...(await this.returning.attempt(found, wish)) });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        tried.push({ ...nothing, id, problem: error.code, expected: error.options.detail ?? null });
      }
    }
    const fates = Map.groupBy(
      tried,
      ({ fate, reason, problem }) => problem ?? ([fate, reason].filter(Boolean).join(' ') || 'readable'),
    );
    return { fates: Object.fromEntries([...fates].map(([fate, records]) => [fate, records.length])), records: tried };
  }

  /** Begins to bring back everything that is meant and waits. */
  begin(body: JobBody, caller: Caller): JobAnswer {
    const { filter, recordsPerSecond } = body;
    const known = { id: randomUUID(), by: caller.keyId, begunAt: new Date(this.now()).toISOString(), filter };
    const counts = { found: 0, commanded: 0, accepted: 0, lost: 0, failed: 0 };
    const answer: Job<JobAnswer>['answer'] = { ...known, recordsPerSecond, state: 'running', ...counts, problem: null };
    return this.#jobs.begin(answer, (job) => this.#run(job, body, caller));
  }

  /** Throws the problem NARU_JOB_UNKNOWN. */
  get(id: string): JobAnswer {
    return this.#jobs.get(id);
  }

  list(): readonly JobAnswer[] {
    return this.#jobs.list();
  }

  /** What is under way is still decided, the rest stays as it is. */
  stop(id: string): JobAnswer {
    return this.#jobs.stop(id);
  }

  close(): void {
    this.#jobs.close();
  }

  async #run(
    { answer, stopping: { signal } }: Job<JobAnswer>,
    { filter, fix, recordsPerSecond }: JobBody,
    caller: Caller,
  ) {
    const wish = this.#wish(fix, caller);
    const underWay = new Set<Promise<void>>();
    const began = performance.now();
    try {
      for await (const found of this.#waiting(filter, caller)) {
        const due = began + (answer.found * 1_000) / recordsPerSecond;
        await delay(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        answer.found++;
        const commanded = this.#command(answer, found, wish).finally(() => underWay.delete(commanded));
        underWay.add(commanded);
        if (underWay.size >= mostUnderWay) await Promise.race(underWay);
      }
      await Promise.all(underWay);
      answer.state = signal.aborted ? 'stopped' : 'done';
    } catch (error) {
      answer.state = 'failed';
      this.logger.error({ err: error, job: answer.id }, 'A job that brings records back failed, the rest waits');
    }
  }

  async #command(answer: Job<JobAnswer>['answer'], found: FoundLetter, wish: Wish): Promise<void> {
    try {
      const { decision } = await this.returning.command(found, wish);
      answer.commanded++;
      if (decision !== null) answer.accepted++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === ingestProblems.NARU_ALREADY_DECIDED.code) answer.lost++;
      else {
        answer.failed++;
        answer.problem = error.code;
      }
    }
  }

  async *#waiting(filter: GroupFilter, caller: Caller): AsyncGenerator<FoundLetter> {
    for await (const { id, ...read } of this.shelf.walk()) {
      const found = this.shelf.desk.found(id, read, caller);
      const isWaiting = this.returning.decisionOn(found.letter) === undefined;
      if (isWaiting && isMeant({ ...found.original, group: found.group }, filter)) yield found;
    }
  }

  #wish(fix: Wish['fix'], caller: Caller): Wish {
    return { fix, isRelease: this.shelf.isRelease, commandedBy: caller.keyId };
  }
}

const idOf = ({ letter }: FoundLetter): string => letter.slice(letter.indexOf('/') + 1);

const nothing = {
  ...{ fate: null, reason: null, expected: null, recordId: null, decoded: null },
  content: '',
  encoding: 'utf-8',
} as const;

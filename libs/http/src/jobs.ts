import type { ProblemKind } from './problems/catalogue.js';
import { Problem } from './problems/problem.js';

/** What somebody is told of a job. */
interface Told {
  readonly id: string;
  readonly state: string;
}

/** A job under way: what is told of it goes on changing. */
export interface Job<A extends Told> {
  readonly answer: { -readonly [N in keyof A]: A[N] };
  readonly stopping: AbortController;
}

/** Jobs that are remembered, besides those that run. */
const mostJobs = 100;

/** The jobs of an instance. Their state lasts as long as it does. */
export class Jobs<A extends Told> {
  readonly #jobs = new Map<string, Job<A>>();

  /** `unknown`: the problem of an id that names none. */
  constructor(private readonly unknown: ProblemKind) {}

  /** Begins a job, whose first state is 'running'. `run` never rejects. */
  begin(answer: Job<A>['answer'], run: (job: Job<A>) => Promise<void>): A {
    const job = { answer, stopping: new AbortController() };
    this.#jobs.set(answer.id, job);
    for (const [id, { answer: old }] of this.#jobs)
      if (this.#jobs.size > mostJobs && old.state !== 'running') this.#jobs.delete(id);
    void run(job);
    return { ...answer };
  }

  /** Throws the problem where it is unknown. */
  get(id: string): A {
    return { ...this.#job(id).answer };
  }

  /** Latest first. */
  list(): readonly A[] {
    return [...this.#jobs.values()].map(({ answer }) => ({ ...answer })).reverse();
  }

  /** What is under way is finished, the rest left. */
  stop(id: string): A {
    this.#job(id).stopping.abort();
    return this.get(id);
  }

  close(): void {
    for (const { stopping } of this.#jobs.values()) stopping.abort();
  }

  #job(id: string): Job<A> {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new Problem(this.unknown);
    return job;
  }
}

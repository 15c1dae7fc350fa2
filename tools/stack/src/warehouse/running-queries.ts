import { QueryError } from './exceptions.js';

interface Running {
  readonly abort: AbortController;
  readonly finished: Promise<void>;
  readonly finish: () => void;
}

/** The queries between their first byte and their last, by the id that the caller gave. */
export class RunningQueries {
  readonly #byId = new Map<string, Running>();

  /** @throws QueryError where a query of that id still runs */
  enter(id: string): { readonly signal: AbortSignal; readonly leave: () => void } {
    if (this.#byId.has(id))
      throw new QueryError(216, 'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING', `Query with id = ${id} is already running.`);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const running: Running = {
      abort: new AbortController(),
      finished: promise,
      finish: () => {
        resolve(undefined);
      },
    };
    this.#byId.set(id, running);
    return {
      signal: running.abort.signal,
      leave: () => {
        this.#byId.delete(id);
        running.finish();
      },
    };
  }

  /** Ends those that upload or wait; what the engine runs already, it has to be told. Resolves when all are gone. */
  async cancel(ids: readonly string[]): Promise<void> {
    const found = ids.flatMap((id) => this.#byId.get(id) ?? []);
    for (const { abort } of found) abort.abort(new QueryError(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled'));
    await Promise.all(found.map(({ finished }) => finished));
  }

  async drained(): Promise<void> {
    await Promise.all([...this.#byId.values()].map(({ finished }) => finished));
  }
}

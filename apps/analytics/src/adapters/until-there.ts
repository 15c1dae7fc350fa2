import { setTimeout as pause } from 'node:timers/promises';
import type { Logger, Readiness } from '@naru/observability';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** What may be away, and the page that says what to do where that lasts. */
const runbooks = {
  warehouse: 'docs/runbooks/warehouse-away.md',
  kafka: 'docs/runbooks/broker-unreachable.md',
  registry: 'docs/runbooks/registry-unreachable.md',
  'dead letters': 'docs/runbooks/broker-unreachable.md',
} as const;

export interface Waiting {
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** Condition of readiness that says what is waited for. */
  readonly condition: keyof typeof runbooks;
  readonly signal: AbortSignal;
  /** Whether an error says that what is needed isn't there now, and nothing about the work. */
  isAway(error: unknown): error is Error;
  /** Whether there is no point in waiting any more: the error is thrown then. */
  isOver?(): boolean;
}

/** Repeats an attempt while what it needs is away, with growing pauses, and says so in readiness and log. */
export async function untilThere<R>(attempt: () => Promise<R>, waiting: Waiting): Promise<R> {
  const { condition, readiness, logger, signal } = waiting;
  const runbook = runbooks[condition];
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      const result = await attempt();
      if (waitMs > FIRST_WAIT_MS) logger.info({ condition }, 'What was waited for is back, going on');
      readiness.ready(condition);
      return result;
    } catch (error) {
      if (!waiting.isAway(error) || signal.aborted) throw error;
      readiness.notReady(condition, error.message);
      if (waitMs === FIRST_WAIT_MS)
        logger.warn({ condition, err: error, runbook }, 'Waiting until it goes again, nothing is skipped');
      if (waiting.isOver?.() === true) throw error;
      await pause(waitMs, undefined, { signal });
    }
  }
}

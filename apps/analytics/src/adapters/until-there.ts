import { BrokenPartError } from '@naru/clickhouse';
import type { Readiness } from '@naru/observability';
import { type Persistence, persist } from '@naru/streams';

const LONGEST_WAIT_MS = 2_000;

/** What may be away, and the page that says what to do where that lasts. */
const runbooks = {
  warehouse: 'docs/runbooks/warehouse-away.md',
  'returned rows': 'docs/runbooks/warehouse-away.md',
  kafka: 'docs/runbooks/broker-unreachable.md',
  registry: 'docs/runbooks/registry-unreachable.md',
  'dead letters': 'docs/runbooks/broker-unreachable.md',
} as const;

export interface Waiting extends Pick<Persistence, 'logger' | 'signal' | 'isAway' | 'isOver'> {
  readonly readiness: Readiness;
  readonly condition: keyof typeof runbooks;
}

/** Repeats an attempt while what it needs is away, and says so in readiness and log, also that it is there. */
export function untilThere<R>(attempt: () => Promise<R>, waiting: Waiting): Promise<R> {
  const { condition, readiness } = waiting;
  return persist(attempt, {
    ...waiting,
    runbookOf: (error) =>
      error instanceof BrokenPartError ? 'docs/runbooks/warehouse-disk-full.md' : runbooks[condition],
    longestWaitMs: LONGEST_WAIT_MS,
    went: () => {
      readiness.ready(condition);
    },
  });
}

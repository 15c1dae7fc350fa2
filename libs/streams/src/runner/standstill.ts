import type { Position } from '@naru/kafka';
import type { Logger, Readiness } from '@naru/observability';

/** A member that has not asked for records for so long does nothing, although its heart beats (ms). */
const IDLE_AFTER_MS = 30_000;
const RUNBOOK = 'docs/runbooks/reading-stands-still.md';
const FETCHING = 'fetching';
const ASKING = 'asking for records';

/**
 * Says of a member that keeps its tasks and does not work on them: it beats its heart, so nobody else gets them. What only
 * its metrics would tell stands in readiness and log too.
 */
export class Standstill {
  constructor(private readonly options: { readonly logger: Logger; readonly readiness: Readiness }) {}

  /** Fetching brought nothing although there is more, and was begun anew, so many times in a row. */
  fetchingWasBegunAnew(silent: readonly Position[], times: number): void {
    const { logger, readiness } = this.options;
    logger.warn({ silent, times, runbook: RUNBOOK }, 'Fetching stood still although there is more, begun anew');
    if (times > 1) readiness.notReady(FETCHING, `brings nothing although there is more, begun anew ${times} times`);
  }

  /** Records came. */
  fetched(): void {
    this.options.readiness.forget(FETCHING);
  }

  /** At every heartbeat: since when nothing was asked for. */
  beat(idleMs: number): void {
    const { logger, readiness } = this.options;
    if (idleMs < IDLE_AFTER_MS) {
      readiness.forget(ASKING);
      return;
    }
    if (!readiness.conditions.some(({ name }) => name === ASKING))
      logger.error({ idleMs, runbook: RUNBOOK }, 'Tasks are kept and not worked on');
    readiness.notReady(ASKING, `nothing was asked for in ${Math.round(idleMs / 1_000)} s, although the tasks are kept`);
  }
}

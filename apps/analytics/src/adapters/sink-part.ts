import { setTimeout as pause } from 'node:timers/promises';
import type { Observability, Part } from '@naru/observability';

/** How long a failed sink may take to leave the group, so that others get its tasks at once (ms). */
const LEAVING_MS = 1_000;

/** Work that goes on until it is told to stop. */
export interface Work {
  run(signal: AbortSignal): Promise<void>;
  /** Gives back what it holds, also after `run` failed. */
  close(): Promise<void>;
}

/**
 * The sink as a part of the service: it works in the background, so that HTTP answers while it waits for the warehouse.
 * What it can't go on after ends the process, for the group to give its tasks to others.
 */
export function sinkPart(work: Work, { logger, readiness }: Pick<Observability, 'logger' | 'readiness'>): Part {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function workOn(): Promise<void> {
    try {
      await work.run(stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) {
        logger.warn({ err: error }, 'Stopping was disturbed, what was not committed comes again');
        return;
      }
      readiness.notReady('sink', 'ended');
      logger.fatal(
        { err: error, runbook: 'docs/runbooks/service-restarts.md' },
        'The sink can not go on, the process ends',
      );
      await Promise.race([work.close(), pause(LEAVING_MS)]).catch(() => undefined);
      process.exit(1);
    }
  }

  return {
    name: 'sink',
    start: () => {
      readiness.notReady('sink', 'starting');
      running = workOn();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await work.close();
    },
  };
}

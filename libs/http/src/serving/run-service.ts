import { setFlagsFromString } from 'node:v8';
import type { ServiceOptions } from './service-options.js';
import { openService } from './start-service.js';

/**
 * Batches come and go in buffers outside of V8's heap. Left alone, V8 collects the whole heap each time 64 MiB of them
 * have come, however large the heap is; so it lets them grow with the heap: docs/decisions/0016-buffers-and-the-heap.md.
 */
const collectorFlags = '--external-memory-accounted-in-global-limit';

/** Starts a service as a process: SIGTERM and SIGINT stop it in order, and a failed start ends the process with 1. */
export async function runService(options: ServiceOptions): Promise<void> {
  setFlagsFromString(collectorFlags);
  const service = await openService(options);
  const { logger } = service.observability;
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stopping.abort();
      logger.info({ signal }, 'Stopping');
      void service.stop().finally(() => process.exit());
    });
  try {
    await service.started;
  } catch (error) {
    if (stopping.signal.aborted) return;
    logger.fatal({ err: error, runbook: 'docs/runbooks/service-restarts.md' }, 'Service did not start, it ends');
    await service.stop();
    process.exit(1);
  }
}

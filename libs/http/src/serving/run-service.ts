import { type ServiceOptions, startService } from './start-service.js';

/** Starts a service as a process: SIGTERM and SIGINT stop it in order, and a failed start ends the process with 1. */
export async function runService(options: ServiceOptions): Promise<void> {
  const service = await startService(options);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      service.observability.logger.info({ signal }, 'Stopping');
      void service.stop().finally(() => process.exit());
    });
}

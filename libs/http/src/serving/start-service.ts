import { Lifecycle, type Observability, observe } from '@naru/observability';
import { type App, createApp } from './create-app.js';
import { FrontDoor } from './front-door.js';
import type { ServiceOptions } from './service-options.js';

export interface RunningService {
  /** Where it listens, http://host:port. */
  readonly url: string;
  readonly observability: Observability;
  /** When every part has started and the service answers; rejects where it can't, or is stopped before. */
  readonly started: Promise<void>;
  /** Not ready any more, no new requests, running ones answered, then every part in reverse. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Opens a service: it listens when this resolves, with health and metrics, and starts in the background: composed
 * first, which may wait for what is outside, then its parts in order, then it answers. Bodies reach controllers as
 * bytes, or by `@Body({ schema })` as validated JSON.
 */
export async function openService(options: ServiceOptions): Promise<RunningService> {
  const { config, name } = options;
  const observability = observe({ service: name, instance: config.instance, level: config.logLevel });
  const { logger, readiness } = observability;
  readiness.notReady('http', 'Starting');
  const door = new FrontDoor(observability);
  const url = await door.listen(config.httpPort, config.httpHost);
  logger.info({ url }, 'Service listens');
  const stopping = new AbortController();
  const { signal } = stopping;
  const lifecycle = new Lifecycle(logger);
  let app: App | undefined;

  async function start(): Promise<void> {
    const composition = await options.compose({ ...observability, lifecycle, signal });
    app = await createApp(options, composition, { door, observability });
    await lifecycle.start(composition.parts);
    signal.throwIfAborted();
    door.handOver(app.answer);
    readiness.ready('http');
    logger.info({ url }, 'Service answers');
  }

  async function stopAll(): Promise<void> {
    readiness.notReady('http', 'Stopping');
    stopping.abort();
    await door.close();
    await lifecycle.stop();
    await started.catch(() => undefined);
    await app?.nest.close();
  }

  const started = start();
  started.catch(() => undefined); // whoever awaits it hears
  let stopped: Promise<void> | undefined;
  return { url, observability, started, stop: () => (stopped ??= stopAll()) };
}

/** Opens a service and waits until it answers. Throws, with everything stopped, where it can't. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const service = await openService(options);
  try {
    await service.started;
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

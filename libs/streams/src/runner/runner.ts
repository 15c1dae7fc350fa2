import { setTimeout as pause } from 'node:timers/promises';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { endProcess } from '../context.js';
import { isAway, patiently } from '../patience.js';
import type { Topology } from '../topology/topology.js';
import { Engine } from './engine.js';
import { Globals } from './globals.js';
import type { RunnerOptions } from './options.js';
import { type Plan, planOf } from './plan.js';

/** How long a failed runner may take to leave the group, so that others get its tasks at once. */
const LEAVING_MS = 1_000;

/**
 * Runs a topology: `app.connectMicroservice({ strategy: runner })`. Takes batches, calls handlers, and commits their
 * outputs, changelogs and offsets in one transaction an instance.
 */
export class StreamsRunner<T extends Topology> implements CustomTransportStrategy {
  readonly #options: RunnerOptions<Topology>;
  readonly #stopping = new AbortController();
  #globals: Globals | undefined;
  #engine: Engine | undefined;
  #running: Promise<void> | undefined;

  constructor(options: RunnerOptions<T>) {
    // Inside, names are looked up by text; the types of the options say that they fit the topology.
    this.#options = options;
  }

  /** As a transport of Nest: `start`, and calls back when it has begun, or with why it can't. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => {
      callback();
    }, callback);
  }

  /**
   * Begins to work. Throws TopicsMissingError, PartitionsError or TopologyError where the topology can't run here. Where
   * broker or registry are away it waits for them in the background and says so in readiness.
   */
  async start(): Promise<void> {
    this.#options.readiness.notReady('tasks', 'starting');
    const plan = await planOf(this.#options).catch((error: unknown) => {
      if (!isAway(error)) throw error;
    });
    this.#running = this.#work(plan ?? undefined).catch((error: unknown) => {
      this.#fail(error);
    });
  }

  /** Stops reading, commits what is open, leaves the group. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#engine?.close();
    await this.#globals?.close();
  }

  async #work(planned: Plan | undefined): Promise<void> {
    const { signal } = this.#stopping;
    const waiting = { ...this.#options, condition: 'outside', signal };
    const plan = planned ?? (await patiently(() => planOf(this.#options), waiting));
    this.#globals = new Globals(this.#options, (error) => {
      this.#fail(error);
    });
    this.#engine = new Engine(this.#options, plan, this.#globals, signal);
    await this.#engine.run();
  }

  // Unknown crashes: the group gives the tasks to others, or to this instance when it is started again.
  #fail(error: unknown): void {
    const { topology, logger, readiness, onFatal = endProcess } = this.#options;
    if (this.#stopping.signal.aborted) {
      logger.warn({ err: error }, 'Stopping was disturbed, what was not committed comes again');
      return;
    }
    this.#stopping.abort();
    readiness.notReady('tasks', 'ended');
    logger.fatal(
      { err: error, topology: topology.service, runbook: 'docs/runbooks/service-restarts.md' },
      'The runner can not go on, the process ends',
    );
    const left = Promise.allSettled([this.#engine?.close()]);
    void Promise.race([left, pause(LEAVING_MS)]).then(() => {
      onFatal(error);
    });
  }
}

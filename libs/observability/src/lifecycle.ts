import type { Logger } from 'pino';

/** A part of the process with its own start and stop. */
export interface Part {
  readonly name: string;
  start?(): Promise<void> | void;
  stop?(): Promise<void> | void;
}

/**
 * The one owner of order. Parts start in the order they were given, however many times `start` is called, and stop in
 * reverse. A start that fails stops what runs and throws; a stop that fails is logged, and the next part is stopped all
 * the same.
 */
export class Lifecycle {
  readonly #running: Part[] = [];
  #stopping: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  async start(parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      // stop() came while a part was starting: what is not started yet stays so
      if (this.#isStopping()) return;
      this.#running.push(part);
      try {
        await part.start?.();
      } catch (error) {
        if (!this.#isStopping())
          this.logger.error({ part: part.name, err: error }, 'Part did not start, stopping the others');
        await this.stop();
        throw error;
      }
      this.logger.debug({ part: part.name }, 'Part started');
    }
  }

  /** Stops once, however often it is called. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  #isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  async #stopAll(): Promise<void> {
    for (let part = this.#running.pop(); part !== undefined; part = this.#running.pop()) {
      try {
        await part.stop?.();
        this.logger.debug({ part: part.name }, 'Part stopped');
      } catch (error) {
        this.logger.error({ part: part.name, err: error }, 'Part did not stop cleanly, going on with the next');
      }
    }
  }
}

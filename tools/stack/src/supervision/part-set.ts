import type { Folders } from '../folders.js';
import type { Part, Tell } from './part.js';
import { Supervised } from './supervised.js';

/** Parts that are stopped together, the last started first. */
export class PartSet {
  readonly #started = new Map<string, Supervised>();

  constructor(
    private readonly folders: Folders,
    private readonly tell: Tell,
    private readonly signal: AbortSignal | undefined,
  ) {}

  get byName(): ReadonlyMap<string, Supervised> {
    return this.#started;
  }

  /** Starts a part and waits until it is ready. @throws PartFailedError */
  async run(part: Part): Promise<Supervised> {
    this.signal?.throwIfAborted();
    const supervised = new Supervised(part, this.folders, this.tell);
    this.#started.set(part.name, supervised);
    await supervised.start();
    return supervised;
  }

  async stop(): Promise<void> {
    for (const part of [...this.#started.values()].reverse()) await part.stop();
  }
}

/** Waits for all, also where one fails, so that nothing starts behind the back of the one who stops them. */
export async function allStarted(starts: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(starts)).find((start) => start.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

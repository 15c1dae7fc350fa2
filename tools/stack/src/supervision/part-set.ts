import type { Folders } from '../folders.js';
import type { Part, Tell } from './part.js';
import { Supervised } from './supervised.js';

/** Parts under one care. What was started side by side is stopped side by side, the last started first. */
export class PartSet {
  readonly #byName = new Map<string, Supervised>();
  readonly #waves: Supervised[][] = [];

  constructor(
    private readonly folders: Folders,
    private readonly tell: Tell,
    private readonly signal: AbortSignal | undefined,
  ) {}

  get byName(): ReadonlyMap<string, Supervised> {
    return this.#byName;
  }

  /**
   * Starts the parts and waits for all, also where one fails, so that nothing starts behind the back of the one who
   * stops them. @throws PartFailedError
   */
  async run(parts: readonly (Part | Promise<Part>)[]): Promise<void> {
    const wave: Supervised[] = [];
    this.#waves.push(wave);
    const starts = parts.map(async (coming) => {
      const part = await coming;
      this.signal?.throwIfAborted();
      const supervised = new Supervised(part, this.folders, this.tell);
      this.#byName.set(part.name, supervised);
      wave.push(supervised);
      await supervised.start();
    });
    const failed = (await Promise.allSettled(starts)).find((start) => start.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async stop(): Promise<void> {
    for (const wave of this.#waves.toReversed()) await Promise.all(wave.map((part) => part.stop()));
  }
}

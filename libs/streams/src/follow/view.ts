import type { ChangeFeed } from './change-feed.js';
import { ChangeBuffer } from './change-buffer.js';
import { Follower } from './follower.js';
import type { ViewOptions } from './view-options.js';

const KEEP_CHANGES = 10_000;

/**
 * The read side of a compacted topic: all partitions, no group, applied in the order of each partition. Only ever
 * read over HTTP; a task's stores never are. `start` it once; it is not ready before it has caught up once.
 */
export class View<W> {
  /** Resolves when everything that stood in the topic at the start has been applied. */
  readonly ready: Promise<void>;
  readonly changes: ChangeFeed<W>;
  readonly #buffer: ChangeBuffer<W>;
  readonly #follower: Follower;

  constructor(options: ViewOptions<W>) {
    const { topic, keepChanges = KEEP_CHANGES } = options;
    this.#buffer = new ChangeBuffer(topic.partitions, keepChanges);
    this.changes = this.#buffer;
    this.#follower = new Follower({
      ...options,
      condition: `view of ${topic.name}`,
      topics: [topic],
      apply: (_topic, key, value, at) => {
        // what this topic's codec has read
        const wire = value as W | null;
        options.apply(key, wire, at);
        this.#buffer.push(key, wire, at);
      },
    });
    this.ready = this.#follower.ready;
  }

  get isReady(): boolean {
    return this.#follower.isReady;
  }

  /** Whatever was committed before this instant is in the view; undefined before it is ready. */
  get asOf(): Date | undefined {
    return this.#follower.currentAt;
  }

  /** Cursor of what has been applied, for `changes.subscribe`. Taken with a snapshot in one turn, it fits it exactly. */
  get position(): string {
    return this.#buffer.position;
  }

  /** Begins to follow; answers at once. */
  start(): void {
    this.#follower.start();
  }

  close(): Promise<void> {
    return this.#follower.close();
  }
}

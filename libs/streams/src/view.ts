import type { ChangeFeed } from './change-feed.js';
import type { ViewOptions } from './view-options.js';

/**
 * The read side of a compacted topic: all partitions, no group, applied in the order of each partition. Only ever
 * read over HTTP; a task's stores never are.
 */
export declare class View<W> {
  constructor(options: ViewOptions<W>);
  /** Begins to follow; answers at once. */
  start(): Promise<void>;
  /** Resolves when everything that stood in the topic at the start has been applied. */
  readonly ready: Promise<void>;
  readonly isReady: boolean;
  /** Whatever was committed before this instant is in the view; undefined before it is ready. */
  readonly asOf: Date | undefined;
  /** Cursor of what has been applied, for `changes.subscribe`. */
  readonly position: string;
  readonly changes: ChangeFeed<W>;
  close(): Promise<void>;
}

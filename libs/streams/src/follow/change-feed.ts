import type { RecordAt } from './view-options.js';

/** A change that a view has applied. `cursor` is the view's position behind it: the id of a server-sent event. */
export interface Change<W> extends RecordAt {
  readonly key: string;
  readonly value: W | null;
  readonly cursor: string;
}

/**
 * The changes behind a cursor are no longer all at hand: HTTP answers 410, and the reader takes a snapshot.
 * @advice Take a snapshot and follow from there.
 */
export class CursorGoneError extends Error {
  readonly code = 'NARU_CURSOR_GONE';

  constructor() {
    super('The changes behind this cursor are no longer kept');
    this.name = 'CursorGoneError';
  }
}

/**
 * A cursor that no view of this topic ever gave: HTTP answers 400.
 * @advice Leave the cursor out, or use one that this stream gave.
 */
export class CursorInvalidError extends Error {
  readonly code = 'NARU_CURSOR_INVALID';

  constructor() {
    super('This is not a cursor of this view');
    this.name = 'CursorInvalidError';
  }
}

/** The last changes of a view, bounded, and the way to hear of the next. */
export interface ChangeFeed<W> {
  /**
   * Calls `listener` with every change behind `after` (at once, in order), then with each new one; from now on where
   * no cursor is given. Answers the way to stop. A listener must not block: whoever writes to a slow client keeps his
   * own bounded queue. Throws CursorGoneError or CursorInvalidError.
   */
  subscribe(listener: (change: Change<W>) => void, after?: string): () => void;
}

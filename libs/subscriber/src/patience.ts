import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
/** Shorter than a group waits for its members. */
const LONGEST_PAUSE_MS = 5_000;

export interface Failure {
  readonly error: unknown;
  /** How often it has failed by now. */
  readonly attempt: number;
  readonly pauseMs: number;
}

export interface Patience {
  readonly signal: AbortSignal;
  /** Whether this error may go by itself. */
  readonly isWorthAnother: (error: unknown) => boolean;
  /** Told before each pause. */
  readonly told: (failure: Failure) => void;
}

/** Repeats an attempt, with growing pauses, until it succeeds; throws what isn't worth another, and anything once aborted. */
export async function patiently<R>(attempt: () => Promise<R>, { signal, isWorthAnother, told }: Patience): Promise<R> {
  for (let count = 1, pauseMs = FIRST_PAUSE_MS; ; count++, pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !isWorthAnother(error)) throw error;
      told({ error, attempt: count, pauseMs });
      const isOver = await delay(pauseMs, false, { signal }).catch(() => true);
      if (isOver) throw error;
    }
  }
}

import type { Sightings } from './open-loop.js';

/** A way from HTTP to a change that somebody sees, ready to be sent to. */
export interface Contender {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its processes' parts of the stack. */
  readonly parts: readonly string[];
  readonly sightings: Sightings;
  readonly transactions: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

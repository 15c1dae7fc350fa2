import { QueryError } from './exceptions.js';

interface Waiting {
  readonly enter: () => void;
}

/** Lets so many in at once, keeps so many waiting in order of arrival, and refuses the rest. */
export class Admission {
  #running = 0;
  readonly #waiting: Waiting[] = [];

  constructor(
    private readonly mostRunning: number,
    private readonly mostWaiting: number,
  ) {}

  /**
   * Resolves with the way out once there is room. @throws QueryError where too many wait already, or whatever `signal`
   * was aborted with
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running >= this.mostRunning) await this.#wait(signal);
    else this.#running++;
    let isIn = true;
    return () => {
      if (isIn) this.#leave();
      isIn = false;
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting)
      throw new QueryError(
        202,
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `Too many simultaneous queries. Maximum: ${this.mostRunning} running, ${this.mostWaiting} waiting.`,
      );
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
    });
  }

  // whoever leaves hands its place on, so nobody overtakes those who wait
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next.enter();
  }
}

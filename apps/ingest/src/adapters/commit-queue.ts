import type { Lane } from '../domain/timing.js';

/** What waits in the queue is known by its lane and size. */
export interface Queued {
  readonly lane: Lane;
  readonly bytes: number;
}

/** A transaction stays small enough to be sent and ended well inside its time (bytes). */
export const largestGroupBytes = 8_388_608;
/** Live records wait for the commit that they are in: history makes it hardly longer (bytes). */
const historyBesideLiveBytes = 1_048_576;
/** After so many transactions without any of it, history's next goes along, however large it is. */
const mostPassedOver = 4;

/** What waits to be committed: live before history, each in the order in which it came. */
export class CommitQueue<W extends Queued> {
  readonly #lanes: Readonly<Record<Lane, W[]>> = { live: [], history: [] };
  readonly #bytes: Record<Lane, number> = { live: 0, history: 0 };
  #passedOver = 0;

  /** `longestBytes`: what may wait in all; history has half of it, so that live records find room beside any import. */
  constructor(private readonly longestBytes: number) {}

  get isEmpty(): boolean {
    return this.#lanes.live.length === 0 && this.#lanes.history.length === 0;
  }

  /** What waits, and what was taken off and isn't done. */
  get bytes(): number {
    return this.#bytes.live + this.#bytes.history;
  }

  /** False where there is no room. What is larger than the room alone is taken where nothing else waits. */
  push(waiting: W): boolean {
    const { lane, bytes } = waiting;
    const isFull =
      (this.bytes > 0 && this.bytes + bytes > this.longestBytes) ||
      (lane === 'history' && this.#bytes.history > 0 && this.#bytes.history + bytes > this.longestBytes / 2);
    if (isFull) return false;
    this.#lanes[lane].push(waiting);
    this.#bytes[lane] += bytes;
    return true;
  }

  /** Takes a transaction's worth off. Its bytes count until they are `done`. */
  take(): W[] {
    const live = takeOff(this.#lanes.live, largestGroupBytes, true);
    const isAlone = live.length === 0;
    const isDue = isAlone || this.#passedOver >= mostPassedOver;
    const history = takeOff(this.#lanes.history, isAlone ? largestGroupBytes : historyBesideLiveBytes, isDue);
    this.#passedOver = history.length > 0 || this.#lanes.history.length === 0 ? 0 : this.#passedOver + 1;
    return [...live, ...history];
  }

  done(taken: readonly W[]): void {
    for (const { lane, bytes } of taken) this.#bytes[lane] -= bytes;
  }

  /** Takes everything off. */
  clear(): W[] {
    const all = [...this.#lanes.live.splice(0), ...this.#lanes.history.splice(0)];
    this.done(all);
    return all;
  }
}

/** The first of a queue that are no more than so many bytes; one at least, where so asked. */
function takeOff<W extends Queued>(queue: W[], most: number, atLeastOne: boolean): W[] {
  let bytes = 0;
  const end = queue.findIndex((waiting) => (bytes += waiting.bytes) > most);
  return queue.splice(0, end === -1 ? queue.length : Math.max(atLeastOne ? 1 : 0, end));
}

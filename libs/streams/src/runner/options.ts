import type { WireOf } from '@naru/contracts';
import type { StreamsContext } from '../context.js';
import type { Pipeline, SetAside } from '../topology/handler.js';
import type { Topology } from '../topology/topology.js';

/** Called for each change of a topic of master data, in the order of its partitions, before the table shows it. */
export type GlobalListeners<T extends Topology> = {
  readonly [N in keyof T['globals']]?: (key: string, value: WireOf<T['globals'][N]> | null) => void;
};

export interface RunnerOptions<T extends Topology> extends StreamsContext {
  readonly topology: T;
  readonly pipeline: Pipeline<T>;
  readonly setAside: SetAside<T>;
  /** Name of this instance; two that run at once must not share one. */
  readonly instance: string;
  /** For indexes of the service's own over master data. */
  readonly onGlobal?: GlobalListeners<T>;
  /** How inputs of the history lane are taken, which yield to all others. */
  readonly history?: HistoryOptions;
  /**
   * Awaited before each commit, after the handlers of its records: work outside of Kafka that must be done before the
   * offsets move (at least once: it is repeated where the commit fails). A TransientError makes the runner wait.
   */
  readonly beforeCommit?: () => Promise<void>;
}

export interface HistoryOptions {
  /** Records a second at most, where live records leave room for them; 20,000 by default, 0 for none at all. */
  readonly mostPerSecond?: number;
  /** Services behind this one and what they read, as the contract has it by default; analytics waits for none, and none for it. */
  readonly readers?: Readonly<Record<string, readonly string[]>>;
}

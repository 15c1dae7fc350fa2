/** How a benchmark is run. */
export interface Settings {
  /** Runs of Naru and of its peer; medians are told. */
  readonly rounds: number;
  /** Records a run; each benchmark has its own by default. */
  readonly records?: number;
  /** How long is measured where time is what is set (s). */
  readonly seconds?: number;
  /** Whether what is told beside is run too. */
  readonly beside: boolean;
  /** Another folder for data that the benchmark needs no longer than it runs. */
  readonly folder?: string;
  /** Folder for CPU profiles of Naru's processes; none are taken without. */
  readonly profile?: string;
  /** Ends everything that was started. */
  readonly signal?: AbortSignal;
  /** A line for a person who waits. */
  readonly say: (line: string) => void;
}

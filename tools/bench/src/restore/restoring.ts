export const restoreService = 'bench-restore';

/** What the programs are told. */
export interface Restoring {
  readonly brokers: string;
  readonly registryUrl: string;
  readonly group: string;
}

export interface Restored {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly keys: number;
  /** Memory that they take up. */
  readonly bytesPerKey: number;
}

/** What the bare server is told. */
export interface BareSettings {
  readonly brokers: string;
  readonly registryUrl: string;
  readonly port: number;
  /** Group commits in transactions, answered when they are done; or answered at once, and sent as it comes. */
  readonly guarantee: 'transactions' | 'none';
  /** How long the first request of a group waits for others (ms). */
  readonly lingerMs: number;
}

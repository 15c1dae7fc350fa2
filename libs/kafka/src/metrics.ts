/** Where figures go. Every method is optional; none may throw. */
export interface KafkaMetrics {
  /** A request was answered (`ok`, also with error codes inside) or not. */
  request?(api: string, milliseconds: number, ok: boolean): void;
  /** Compressed bytes fetched from, or acknowledged by, a topic. */
  fetched?(topic: string, bytes: number): void;
  produced?(topic: string, bytes: number): void;
  transaction?(outcome: 'committed' | 'aborted' | 'unknown', milliseconds: number): void;
  /** A partition had not heard of a transaction's end, and was told it; or not, for want of the right. */
  endedLate?(topic: string, told: boolean): void;
  /** A partition of a topic couldn't be read further for 10 s, because a transaction in it has had no end; again each 10 s. */
  held?(topic: string): void;
  /** A request goes out again, for Kafka's error name. */
  retry?(api: string, reason: string): void;
  rebalance?(group: string, generation: number, tasks: number): void;
  /** Fetching brought nothing although there was more to read, and was begun anew on new connections. */
  restarted?(group: string): void;
  /**
   * At every heartbeat: how long ago a fetch was last answered, and poll last called. Growing figures mean a member that
   * holds its tasks and doesn't work on them.
   */
  heartbeat?(group: string, sinceFetchMs: number, sincePollMs: number): void;
}

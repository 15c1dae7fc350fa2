// The batch plane: Kafka record batches as bytes. Signatures first; the implementation replaces them room by room.

/** A place in one partition: `offset` is the next record to read. `metadata` travels with a committed offset. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata?: string;
}

/** A cursor over the records of a batch. One object a batch, moved from record to record: keep values, never the view. */
export declare class RecordView {
  readonly buffer: Buffer;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** -1 and -1 where the key is null; so for the value. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly headersStart: number;
  readonly headersEnd: number;
  key(): string | null;
  /** A subarray of `buffer`, not a copy. */
  value(): Buffer | null;
  header(name: string): string | undefined;
}

/** One record batch of a partition. Ranges of consecutive batches touch: aborted and control batches are inside a range, not in `forEach`. */
export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  /** First and last offset that the batch covers; the position to commit after it is `lastOffset + 1`. */
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Records that `forEach` visits; 0 where the range holds only what nobody may read. */
  readonly records: number;
  forEach(visit: (view: RecordView) => void): void;
}

export type Headers = Readonly<Record<string, string>>;

/** Collects records for one partition into v2 batches (lz4), starting a new batch before the broker's limit. Reusable after `finish`. */
export declare class BatchWriter {
  constructor(options?: { compression?: 'lz4' | 'none'; maxBatchBytes?: number });
  append(
    timestamp: number,
    key: Uint8Array | string | null,
    value: Uint8Array | readonly Uint8Array[] | null,
    headers?: Headers,
  ): void;
  /** Copies key and value ranges straight from fetched bytes, `tail` behind the value; answers where the value starts in `buffer`, to patch. */
  appendRange(timestamp: number, from: Uint8Array, range: RecordRange, tail?: Uint8Array): number;
  readonly buffer: Buffer;
  readonly records: number;
  readonly bytes: number;
  finish(): Buffer[];
}
export interface RecordRange {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Every method is optional: what isn't given isn't measured. */
export interface KafkaMetrics {
  request?(api: string, milliseconds: number, ok: boolean): void;
  fetched?(topic: string, bytes: number): void;
  produced?(topic: string, bytes: number): void;
  transaction?(outcome: 'committed' | 'aborted' | 'unknown', milliseconds: number): void;
  retry?(api: string, reason: string): void;
  rebalance?(group: string, generation: number, tasks: number): void;
  /** At each heartbeat: how long ago a fetch was answered and poll was called. Growing figures mean a member that lives and doesn't work. */
  heartbeat?(group: string, sinceFetchMs: number, sincePollMs: number): void;
}

export interface KafkaClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly requestTimeoutMs?: number;
  readonly metrics?: KafkaMetrics;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replication?: number;
  readonly configs?: Readonly<Record<string, string>>;
}
export interface TopicDescription {
  readonly name: string;
  readonly partitions: readonly {
    partition: number;
    leader: number;
    replicas: readonly number[];
    inSync: readonly number[];
  }[];
  readonly configs: Readonly<Record<string, string | null>>;
}
export declare class Admin {
  /** Topics that exist already are left as they are. Answers the names that were created. */
  createTopics(topics: readonly TopicSpec[]): Promise<string[]>;
  /** Topics that don't exist are fine. */
  deleteTopics(names: readonly string[]): Promise<void>;
  listTopics(): Promise<string[]>;
  describe(names: readonly string[]): Promise<TopicDescription[]>;
  /** `at`: earliest, latest (read_committed: the last stable offset) or the first record at or after a time in ms. All partitions. */
  listOffsets(
    topics: readonly string[],
    at: 'earliest' | 'latest' | number,
    isolation?: Isolation,
  ): Promise<Position[]>;
  /** What a group has committed; partitions without a commit are left out. */
  committed(group: string, topics: readonly string[]): Promise<Position[]>;
}
export type Isolation = 'read_committed' | 'read_uncommitted';

export declare class KafkaClient {
  static connect(options: KafkaClientOptions): Promise<KafkaClient>;
  readonly admin: Admin;
  /** Partitions of a topic; PermanentError UNKNOWN_TOPIC_OR_PARTITION where it stays unknown. */
  partitions(topic: string): Promise<number>;
  close(): Promise<void>;
}

/** Follows whole topics (or chosen partitions) without a group: views, globals, restores. */
export declare class Reader {
  constructor(
    client: KafkaClient,
    options: {
      topics: readonly string[];
      /** Partitions to read of every topic; all of them by default. */
      partitions?: readonly number[];
      /** Where no position is given. */
      from: 'earliest' | 'latest';
      positions?: readonly Position[];
      isolation?: Isolation;
      /** What `caughtUp` is held against, asked once at start. high-watermark waits for transactions that are open now. */
      until?: 'last-stable' | 'high-watermark';
      maxBufferedBytes?: number;
    },
  );
  start(): Promise<void>;
  /** What has come, waiting at most so long; [] where nothing came. OffsetOutOfRangeError where a position is gone. */
  poll(maxWaitMs: number): Promise<FetchedBatch[]>;
  /** True once everything that stood in the topics at start has been handed out. */
  readonly caughtUp: boolean;
  readonly positions: Position[];
  close(): Promise<void>;
}

/** Under which membership batches were fetched: what a commit must show. */
export interface Membership {
  readonly group: string;
  readonly memberId: string;
  readonly generation: number;
}

export interface AssignmentListener {
  /** Called inside poll before rejoining: commit or abort what is open under the old generation. */
  beforeRebalance?(): Promise<void> | void;
  /** Tasks that went. `lost`: others may have worked on them already, nothing of them may be committed. */
  onRevoked?(tasks: readonly number[], lost: boolean): Promise<void> | void;
  /** New tasks, before their first batch. `signal` aborts where the next rebalance doesn't wait. */
  onAssigned?(tasks: readonly number[], signal: AbortSignal): Promise<void> | void;
}

/** A member of a group. A task is a partition number over all topics, which must have equally many partitions. */
export declare class GroupConsumer {
  constructor(
    client: KafkaClient,
    options: {
      group: string;
      topics: readonly string[];
      /** Where the group has committed nothing yet. A committed position is never reset. */
      startAt: 'earliest' | 'latest';
      listener?: AssignmentListener;
      isolation?: Isolation;
      sessionTimeoutMs?: number;
      rebalanceTimeoutMs?: number;
      heartbeatMs?: number;
      maxBufferedBytes?: number;
    },
  );
  start(): Promise<void>;
  /** Rejoins where needed (callbacks run inside), then answers batches of the present generation. Not to be called twice at once. */
  poll(maxWaitMs: number): Promise<FetchedBatch[]>;
  readonly membership: Membership;
  readonly tasks: readonly number[];
  /** True from the moment a rebalance is known: commit soon and poll. */
  readonly rebalancing: boolean;
  /** What was committed when the present positions were taken; with metadata. */
  readonly committed: readonly Position[];
  /** Next offset to be handed out by poll, a partition. */
  readonly positions: readonly Position[];
  /** Records between the position and the last stable offset, as of the last fetch. */
  lag(): { topic: string; partition: number; lag: number }[];
  /** After an aborted transaction: throws fetched batches away and goes back to the committed positions (waits for open transactions). */
  rewind(): Promise<void>;
  /** Plain offset commit with member and generation; StaleGenerationError where the group has moved on. */
  commit(positions: readonly Position[]): Promise<void>;
  close(): Promise<void>;
}

/** One transaction after another under one transactional id. */
export declare class TransactionalProducer {
  constructor(client: KafkaClient, options: { transactionalId: string; transactionTimeoutMs?: number });
  /** InitProducerId: ends what a predecessor left open and fences it. Again after FencedError or UnknownOutcomeError. */
  initialize(): Promise<void>;
  begin(): void;
  /** Queues batches in order; they go out at once, several partitions a request. What fails surfaces at commit. */
  send(topic: string, partition: number, batches: BatchWriter | readonly Buffer[]): void;
  sendOffsets(membership: Membership, positions: readonly Position[]): void;
  /** StaleGenerationError, TransientError, PermanentError: call abort. FencedError, UnknownOutcomeError: initialize, and restore. */
  commit(): Promise<void>;
  abort(): Promise<void>;
  close(): Promise<void>;
}

/** Every error of Kafka: `code` is Kafka's number (-1 for the network), `kafkaName` its name. */
export declare class KafkaError extends Error {
  readonly code: number;
  readonly kafkaName: string;
}
/** Goes by itself: back off and try again. */
export declare class TransientError extends KafkaError {}
/** The same request will fail again. */
export declare class PermanentError extends KafkaError {}
/** Another producer took the transactional id, or the coordinator gave up on this transaction. */
export declare class FencedError extends PermanentError {}
/** The group has moved on: abort, poll (rejoins), restore. */
export declare class StaleGenerationError extends KafkaError {}
/** Nobody knows whether the transaction was committed: initialize, then restore from the log. */
export declare class UnknownOutcomeError extends KafkaError {}
/** A position lies outside of the log: an alarm, never a guess. */
export declare class OffsetOutOfRangeError extends PermanentError {
  readonly position: Position;
}

/** Java's murmur2 over the key's bytes, as its default partitioner places it. */
export declare function partitionOf(key: string | Uint8Array, partitions: number): number;

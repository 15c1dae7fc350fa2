import { protocolErrors, protocolErrorsCodesById } from '@platformatic/kafka';

/** Everything that Kafka answers no with. `code` is Kafka's number, -1 where no broker answered; `kafkaName` its name. */
export class KafkaError extends Error {
  override readonly name: string = 'KafkaError';
  constructor(
    message: string,
    readonly code: number,
    readonly kafkaName: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Goes by itself: back off and try again. */
export class TransientError extends KafkaError {
  override readonly name: string = 'TransientError';
}

/** The same request will fail again. */
export class PermanentError extends KafkaError {
  override readonly name: string = 'PermanentError';
}

/** Another producer took the transactional id, or the coordinator gave this transaction up: initialize again, and restore. */
export class FencedError extends PermanentError {
  override readonly name: string = 'FencedError';
}

/** The group has moved on: abort, poll (which rejoins), restore. */
export class StaleGenerationError extends KafkaError {
  override readonly name: string = 'StaleGenerationError';
}

/** Nobody knows whether the transaction was committed: initialize (which settles it), then restore from the log. */
export class UnknownOutcomeError extends KafkaError {
  override readonly name: string = 'UnknownOutcomeError';
}

/** The error codes that this library treats apart (kafka.apache.org/protocol#protocol_error_codes). */
export const codes = {
  NONE: 0,
  OFFSET_OUT_OF_RANGE: 1,
  UNKNOWN_TOPIC_OR_PARTITION: 3,
  LEADER_NOT_AVAILABLE: 5,
  NOT_LEADER_OR_FOLLOWER: 6,
  COORDINATOR_LOAD_IN_PROGRESS: 14,
  COORDINATOR_NOT_AVAILABLE: 15,
  NOT_COORDINATOR: 16,
  ILLEGAL_GENERATION: 22,
  UNKNOWN_MEMBER_ID: 25,
  REBALANCE_IN_PROGRESS: 27,
  TOPIC_AUTHORIZATION_FAILED: 29,
  CLUSTER_AUTHORIZATION_FAILED: 31,
  TOPIC_ALREADY_EXISTS: 36,
  OUT_OF_ORDER_SEQUENCE_NUMBER: 45,
  DUPLICATE_SEQUENCE_NUMBER: 46,
  INVALID_PRODUCER_EPOCH: 47,
  INVALID_TXN_STATE: 48,
  INVALID_PRODUCER_ID_MAPPING: 49,
  CONCURRENT_TRANSACTIONS: 51,
  TRANSACTION_COORDINATOR_FENCED: 52,
  UNKNOWN_PRODUCER_ID: 59,
  FENCED_LEADER_EPOCH: 74,
  UNKNOWN_LEADER_EPOCH: 75,
  MEMBER_ID_REQUIRED: 79,
  FENCED_INSTANCE_ID: 82,
  UNSTABLE_OFFSET_COMMIT: 88,
  PRODUCER_FENCED: 90,
  UNKNOWN_TOPIC_ID: 100,
  INCONSISTENT_TOPIC_ID: 103,
  TRANSACTIONAL_ID_NOT_FOUND: 105,
} as const;

const fenced: ReadonlySet<number> = new Set([
  codes.INVALID_PRODUCER_EPOCH,
  codes.INVALID_TXN_STATE,
  codes.INVALID_PRODUCER_ID_MAPPING,
  codes.UNKNOWN_PRODUCER_ID,
  codes.PRODUCER_FENCED,
  codes.FENCED_INSTANCE_ID,
]);
const stale: ReadonlySet<number> = new Set([
  codes.ILLEGAL_GENERATION,
  codes.UNKNOWN_MEMBER_ID,
  codes.REBALANCE_IN_PROGRESS,
]);
/** After these the leader is looked up anew. */
export const movedLeader: ReadonlySet<number> = new Set([
  codes.UNKNOWN_TOPIC_OR_PARTITION,
  codes.LEADER_NOT_AVAILABLE,
  codes.NOT_LEADER_OR_FOLLOWER,
  codes.FENCED_LEADER_EPOCH,
  codes.UNKNOWN_LEADER_EPOCH,
  codes.UNKNOWN_TOPIC_ID,
  codes.INCONSISTENT_TOPIC_ID,
]);
/** After these the coordinator is looked up anew. */
export const movedCoordinator: ReadonlySet<number> = new Set([codes.COORDINATOR_NOT_AVAILABLE, codes.NOT_COORDINATOR]);

const namesByCode: Readonly<Record<number, string>> = protocolErrorsCodesById;
const errorsByName: Readonly<Record<string, { message: string; canRetry: boolean }>> = protocolErrors;

/** The typed error of a Kafka error code; `what` says what was asked, of what. */
export function errorOf(code: number, what: string, cause?: unknown): KafkaError {
  const kafkaName = namesByCode[code] ?? `ERROR_${code}`;
  const known = errorsByName[kafkaName];
  const message = `${what}: ${kafkaName}${known ? `, ${known.message}` : ''}`;
  const options = cause === undefined ? undefined : { cause };
  if (fenced.has(code)) return new FencedError(message, code, kafkaName, options);
  if (stale.has(code)) return new StaleGenerationError(message, code, kafkaName, options);
  if (known?.canRetry || code === codes.TRANSACTION_COORDINATOR_FENCED)
    return new TransientError(message, code, kafkaName, options);
  return new PermanentError(message, code, kafkaName, options);
}

/** No answer: the connection broke, the broker was away, or the time was up. Whether the request was carried out is unknown. */
export function unanswered(what: string, cause: unknown): TransientError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TransientError(`${what}: no answer (${reason})`, -1, 'NETWORK', { cause });
}

/** Throws the typed error of a code that isn't 0. */
export function check(code: number, what: string): void {
  if (code !== codes.NONE) throw errorOf(code, what);
}

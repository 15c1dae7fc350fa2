import { ClickHouseError } from '@clickhouse/client';

/** Every error of the warehouse. `exception` is ClickHouse's own code, undefined where it gave no answer. */
export abstract class WarehouseError extends Error {
  abstract readonly code: string;

  constructor(
    message: string,
    readonly exception: number | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * It isn't there now, or too busy. The same request may go through later: back off and try again.
 * @advice Records wait in Kafka, none is lost: docs/runbooks/warehouse-away.md.
 */
export class WarehouseUnavailableError extends WarehouseError {
  readonly code = 'NARU_WAREHOUSE_UNAVAILABLE';
}

/**
 * It won't have these values. The same request will fail again, with fewer rows perhaps not.
 * @advice The record becomes a dead letter of stage analytics, its neighbours go on: docs/runbooks/dead-letters-
 *   grow.md.
 */
export class DataRefusedError extends WarehouseError {
  readonly code = 'NARU_WAREHOUSE_DATA_REFUSED';
}

/**
 * The query asked for more than its limits allow: time, rows, bytes.
 * @advice Ask for less, or raise NARU_ANALYTICS_QUERY_MILLISECONDS or NARU_ANALYTICS_QUERY_ROWS.
 */
export class QueryLimitError extends WarehouseError {
  readonly code = 'NARU_WAREHOUSE_QUERY_LIMIT';
}

/**
 * The request itself is wrong (a table that isn't there, a right that is missing): somebody must act.
 * @advice Give the user the right, or the warehouse the table, that the message names: docs/runbooks/warehouse-
 *   away.md.
 */
export class WarehouseRefusedError extends WarehouseError {
  readonly code = 'NARU_WAREHOUSE_REFUSED';
}

/**
 * Rows that it has taken can't be read, or are not whole on its disk: a part is broken. Other tables are well.
 * @advice The sink waits, books nothing and loses nothing. Detach the part, it goes on by itself:
 *   docs/runbooks/warehouse-disk-full.md.
 */
export class BrokenPartError extends WarehouseError {
  readonly code = 'NARU_WAREHOUSE_BROKEN_PART';
}

// Codes as in ClickHouse's ErrorCodes.cpp; https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp

/** TIMEOUT_EXCEEDED, TOO_SLOW, TOO_MANY_ROWS, TOO_MANY_ROWS_OR_BYTES, TOO_MANY_BYTES: a query's own limits. */
const limits = new Set([158, 159, 160, 307, 396]);

/**
 * TOO_MANY_SIMULTANEOUS_QUERIES, NO_FREE_CONNECTION, SOCKET_TIMEOUT, NETWORK_ERROR, NO_ZOOKEEPER, ABORTED,
 * MEMORY_LIMIT_EXCEEDED, TABLE_IS_READ_ONLY, NOT_ENOUGH_SPACE, ALL_CONNECTION_TRIES_FAILED, TOO_FEW_LIVE_REPLICAS,
 * UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE, UNKNOWN_STATUS_OF_INSERT, ALL_REPLICAS_LOST, QUERY_WAS_CANCELLED,
 * SYSTEM_ERROR, CANNOT_SCHEDULE_TASK, DEADLOCK_AVOIDED, SERVER_OVERLOADED, KEEPER_EXCEPTION.
 */
const passing = new Set([
  202, 203, 209, 210, 225, 236, 241, 242, 243, 279, 285, 286, 319, 393, 394, 425, 439, 473, 745, 999,
]);

/**
 * CANNOT_PARSE_TEXT, CANNOT_PARSE_INPUT_ASSERTION_FAILED, ATTEMPT_TO_READ_AFTER_EOF, CANNOT_READ_ALL_DATA,
 * CANNOT_PARSE_DATE, CANNOT_PARSE_DATETIME, ARGUMENT_OUT_OF_BOUND, CANNOT_CONVERT_TYPE, CANNOT_PARSE_NUMBER,
 * INCORRECT_DATA, TOO_LARGE_ARRAY_SIZE, TOO_LARGE_STRING_SIZE, SIZES_OF_ARRAYS_DONT_MATCH,
 * VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN, FUNCTION_THROW_IF_VALUE_IS_NON_ZERO,
 * DECIMAL_OVERFLOW, VIOLATED_CONSTRAINT, CANNOT_PARSE_UUID, UNKNOWN_ELEMENT_OF_ENUM.
 */
const ofValues = new Set([6, 27, 32, 33, 38, 41, 69, 70, 72, 117, 128, 131, 190, 321, 349, 376, 395, 407, 469, 691]);

/**
 * CHECKSUM_DOESNT_MATCH, CANNOT_READ_FROM_FILE_DESCRIPTOR, FILE_DOESNT_EXIST, NO_FILE_IN_DATA_PART,
 * BAD_SIZE_OF_FILE_IN_DATA_PART, CORRUPTED_DATA, CANNOT_DECOMPRESS: what lies on the disk is not what was written.
 */
const ofParts = new Set([40, 74, 107, 226, 228, 246, 271]);

/** Also of errors that Node's own modules made, which needn't be of this realm. */
const isError = (thrown: unknown): thrown is Error => Object.prototype.toString.call(thrown) === '[object Error]';

const TOO_MANY_PARTS = 252;

/** Errors of our own, and of who gave up. */
const notOfTheWay: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'AbortError']);

/** Says what kind of error a failed request of the client was. What isn't an answer or a broken connection is left as it is. */
export function toWarehouseError(thrown: unknown): unknown {
  if (thrown instanceof ClickHouseError) return fromException(thrown);
  if (!isError(thrown) || notOfTheWay.has(thrown.name)) return thrown;
  return new WarehouseUnavailableError(thrown.message, undefined, { cause: thrown });
}

function fromException(thrown: ClickHouseError): WarehouseError {
  const code = Number(thrown.code);
  const options = { cause: thrown };
  if (code === TOO_MANY_PARTS) return tooManyParts(thrown);
  if (ofValues.has(code)) return refusedValues(thrown, code);
  if (limits.has(code)) return new QueryLimitError(thrown.message, code, options);
  if (ofParts.has(code)) return new BrokenPartError(thrown.message, code, options);
  if (passing.has(code)) return new WarehouseUnavailableError(thrown.message, code, options);
  return new WarehouseRefusedError(thrown.message, code, options);
}

/** ClickHouse's own words quote the values, which have no place in a log: neither they nor the error itself go on. */
const refusedValues = ({ type }: ClickHouseError, code: number): DataRefusedError =>
  new DataRefusedError(`The values were refused: ${type ?? 'no reason given'} (${code})`, code);

/** One code, two meanings: this block spans too many partitions (smaller ones will do), or merges can't keep up (wait). */
function tooManyParts(thrown: ClickHouseError): WarehouseError {
  if (thrown.message.includes('for single INSERT block')) return refusedValues(thrown, TOO_MANY_PARTS);
  return new WarehouseUnavailableError(thrown.message, TOO_MANY_PARTS, { cause: thrown });
}

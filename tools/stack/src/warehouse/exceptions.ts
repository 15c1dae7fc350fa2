/** An answer that isn't a result, as ClickHouse words it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  constructor(
    readonly code: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }

  /** The response's body. `version` is the engine's. */
  text(version: string): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.type}) (version ${version} (official build))\n`;
  }
}

const statuses: readonly (readonly [status: number, types: readonly string[]])[] = [
  [401, ['REQUIRED_PASSWORD']],
  [403, ['UNKNOWN_USER', 'WRONG_PASSWORD', 'AUTHENTICATION_FAILED', 'SET_NON_GRANTED_ROLE', 'ACCESS_DENIED']],
  [
    400,
    [
      'BAD_ARGUMENTS',
      'CANNOT_COMPILE_REGEXP',
      'CANNOT_PARSE_TEXT',
      'CANNOT_PARSE_ESCAPE_SEQUENCE',
      'CANNOT_PARSE_QUOTED_STRING',
      'CANNOT_PARSE_DATE',
      'CANNOT_PARSE_DATETIME',
      'CANNOT_PARSE_NUMBER',
      'CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING',
      'CANNOT_PARSE_IPV4',
      'CANNOT_PARSE_IPV6',
      'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
      'CANNOT_PARSE_UUID',
      'DUPLICATE_COLUMN',
      'ILLEGAL_COLUMN',
      'UNKNOWN_ELEMENT_IN_AST',
      'UNKNOWN_TYPE_OF_AST_NODE',
      'THERE_IS_NO_COLUMN',
      'TOO_DEEP_AST',
      'TOO_BIG_AST',
      'UNEXPECTED_AST_STRUCTURE',
      'SYNTAX_ERROR',
      'INCORRECT_DATA',
      'TYPE_MISMATCH',
      'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE',
    ],
  ],
  [
    404,
    [
      'UNKNOWN_TABLE',
      'UNKNOWN_FUNCTION',
      'UNKNOWN_IDENTIFIER',
      'UNKNOWN_TYPE',
      'UNKNOWN_STORAGE',
      'UNKNOWN_DATABASE',
      'UNKNOWN_SETTING',
      'UNKNOWN_DIRECTION_OF_SORTING',
      'UNKNOWN_AGGREGATE_FUNCTION',
      'UNKNOWN_FORMAT',
      'UNKNOWN_DATABASE_ENGINE',
      'UNKNOWN_TYPE_OF_QUERY',
      'UNKNOWN_ROLE',
    ],
  ],
  [408, ['TIMEOUT_EXCEEDED']],
  [413, ['QUERY_IS_TOO_LARGE']],
  [501, ['NOT_IMPLEMENTED']],
  // a server says 500 where too many run at once; 503 tells clients that asking again helps
  [503, ['TOO_MANY_SIMULTANEOUS_QUERIES', 'SOCKET_TIMEOUT', 'CANNOT_OPEN_FILE', 'CANNOT_SCHEDULE_TASK']],
];

/** The HTTP status of an exception, as ClickHouse's server chooses it (exceptionCodeToHTTPStatus). */
export const statusOf = ({ type }: QueryError): number =>
  statuses.find(([, types]) => types.includes(type))?.[0] ?? 500;

/**
 * What the engine threw, as one exception: it repeats its own words for each layer that passed one on, and names the
 * file that a request's body was kept in.
 */
export function queryErrorOf(thrown: unknown, bodyFile?: string): QueryError {
  if (thrown instanceof QueryError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const shown = bodyFile === undefined ? words : words.replaceAll(bodyFile, 'the request');
  const match = /^Code: (\d+)\. DB::(?:Errno)?Exception: ([\s\S]*?)\s*\(([A-Z][A-Z0-9_]+)\)\s*$/.exec(shown.trim());
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined)
    return new QueryError(1002, 'UNKNOWN_EXCEPTION', shown);
  const message = match[2]
    .replace(/^(?:Code: \d+\. DB::(?:Errno)?Exception: )+/, '')
    .replace(/(?:\s*\([A-Z][A-Z0-9_]+\)\s*)?\(version [^)]*\)\.?\s*/g, '');
  return new QueryError(Number(match[1]), match[3], message);
}

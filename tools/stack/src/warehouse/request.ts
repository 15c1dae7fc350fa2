import type { IncomingMessage } from 'node:http';
import { QueryError } from './exceptions.js';

/** What the address and headers of a request say about its query; the text may stand here or in the body. */
export interface QueryRequest {
  readonly query: string;
  readonly queryId: string | undefined;
  readonly database: string | undefined;
  readonly defaultFormat: string;
  /** Settings and parameters (`param_…`), each as the text that was sent. */
  readonly settings: Readonly<Record<string, string>>;
  readonly session: { readonly id: string; readonly timeoutSeconds: number; readonly mustExist: boolean } | undefined;
  readonly changesNothing: boolean;
  readonly waitsForEnd: boolean;
  /** ClickHouse's own block compression, of the answer and of the body. */
  readonly nativeOut: boolean;
  readonly nativeIn: boolean;
  readonly contentEncoding: string | undefined;
  /** What of HTTP's own compression the caller takes, where it switched it on. */
  readonly acceptEncoding: string | undefined;
}

/** Parameters of the address that are no settings. */
const notSettings = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'quota_key',
  'session_id',
  'session_timeout',
  'session_check',
  'close_session',
  'role',
  'wait_end_of_query',
  'buffer_size',
  'compress',
  'decompress',
  'stacktrace',
  'enable_http_compression',
  'client_protocol_version',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
]);
const longestSessionSeconds = 3_600;

const headerOf = (message: IncomingMessage, name: string): string | undefined => {
  const value = message.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** @throws QueryError where a session's time-out is no number of seconds up to an hour */
export function readRequest(message: IncomingMessage, parameters: URLSearchParams): QueryRequest {
  const given = (name: string): string | undefined => {
    const value = parameters.get(name);
    return value === null || value === '' ? undefined : value;
  };
  const isOn = (name: string): boolean => ['1', 'true'].includes(given(name) ?? '');
  return {
    query: parameters.get('query') ?? '',
    queryId: given('query_id'),
    database: given('database') ?? headerOf(message, 'x-clickhouse-database'),
    defaultFormat: given('default_format') ?? headerOf(message, 'x-clickhouse-format') ?? 'TabSeparated',
    settings: Object.fromEntries([...parameters].filter(([name]) => !notSettings.has(name))),
    session: readSession(given('session_id'), given('session_timeout'), isOn('session_check')),
    changesNothing: message.method === 'GET' || message.method === 'HEAD',
    waitsForEnd: isOn('wait_end_of_query'),
    nativeOut: isOn('compress'),
    nativeIn: isOn('decompress'),
    contentEncoding: headerOf(message, 'content-encoding')?.toLowerCase(),
    acceptEncoding: isOn('enable_http_compression') ? headerOf(message, 'accept-encoding') : undefined,
  };
}

function readSession(id: string | undefined, timeout: string | undefined, mustExist: boolean): QueryRequest['session'] {
  if (id === undefined) return undefined;
  const timeoutSeconds = Number(timeout ?? 60);
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 0 || timeoutSeconds > longestSessionSeconds)
    throw new QueryError(374, 'INVALID_SESSION_TIMEOUT', `Invalid session timeout: '${timeout ?? ''}'`);
  return { id, timeoutSeconds, mustExist };
}

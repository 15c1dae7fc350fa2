import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { QueryError } from './exceptions.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Who asks: by X-ClickHouse-User and -Key, by basic authentication, or by parameters of the address, in this order. */
function credentialsOf(message: IncomingMessage, parameters: URLSearchParams): Credentials | undefined {
  const { 'x-clickhouse-user': user, 'x-clickhouse-key': key, authorization } = message.headers;
  if (user !== undefined || key !== undefined) return { user: String(user ?? 'default'), password: String(key ?? '') };
  if (authorization?.toLowerCase().startsWith('basic ') === true) {
    const [name = '', ...password] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    return { user: name, password: password.join(':') };
  }
  if (!parameters.has('user') && !parameters.has('password')) return undefined;
  return { user: parameters.get('user') ?? 'default', password: parameters.get('password') ?? '' };
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
};

/** @throws QueryError where nobody is named, or not who may ask */
export function authenticate(message: IncomingMessage, parameters: URLSearchParams, allowed: Credentials): void {
  const given = credentialsOf(message, parameters);
  if (given === undefined)
    throw new QueryError(194, 'REQUIRED_PASSWORD', 'default: Authentication failed: password is required.');
  if (isSame(given.user, allowed.user) && isSame(given.password, allowed.password)) return;
  throw new QueryError(
    516,
    'AUTHENTICATION_FAILED',
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

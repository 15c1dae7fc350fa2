import { call } from '../call.js';
import type { Connection } from '../connection.js';

export interface SourceItem {
  readonly source: string;
  readonly owner: string;
  readonly kinds: readonly string[];
}
export interface NewKey {
  readonly keyId: string;
  /** The key's text: told once. */
  readonly key: string;
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** All items of a paged list. */
export async function listAll<T>(connection: Connection, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await call(
      connection,
      'GET',
      cursor === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`,
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

/** Registers the source where the hub does not know it yet. */
export async function ensureSource(
  admin: Connection,
  source: { source: string; kinds: readonly string[] },
): Promise<void> {
  const known = await listAll<SourceItem>(admin, '/v1/sources');
  const found = known.find((one) => one.source === source.source);
  if (found && source.kinds.every((kind) => found.kinds.includes(kind))) return;
  await call(admin, 'POST', '/v1/sources', {
    owner: 'naru import',
    ...found,
    ...source,
    kinds: [...new Set([...(found?.kinds ?? []), ...source.kinds])],
  });
}

export const createKey = (
  admin: Connection,
  key: { source?: string; scopes: readonly string[]; description: string; recordsPerSecond?: number },
): Promise<NewKey> => call(admin, 'POST', '/v1/keys', key);

export const revokeKey = (admin: Connection, keyId: string): Promise<void> =>
  call(admin, 'DELETE', `/v1/keys/${encodeURIComponent(keyId)}`);

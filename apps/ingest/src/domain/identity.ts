/** Whose record it is. `kind` is '<domain>/<kind>'. */
export interface Scope {
  readonly tenant: string;
  readonly source: string;
  readonly kind: string;
}

/**
 * What a record is known by: its device, and, best first, its source's own id; the request it came with; what it says.
 * The device is part of every name because raw topics are keyed by it: all copies and corrections of an id meet in one
 * partition, where one task tells them apart.
 */
export type Name = { readonly device: string } & (
  | { readonly ownId: string }
  | { readonly idempotencyKey: string; readonly index: number }
  | { readonly observedAt: number; readonly contentHash: Uint8Array }
);

/** The first 16 bytes of SHA-256 over UTF-8 text or bytes. */
export type Hash128 = (content: string | Uint8Array) => Uint8Array;

/** 128 bits that name a record: the first 16 bytes of SHA-256 over scope and name, joined by zero bytes. */
export function recordIdOf({ tenant, source, kind }: Scope, name: Name, hash128: Hash128): Uint8Array {
  return hash128([tenant, source, kind, name.device, ...partsOf(name)].join('\0'));
}

/** 128 bits of what was observed: the first 16 bytes of SHA-256 over the Avro bytes of observedAt, device, point, quality and the kind's own fields. */
export const contentHashOf = (content: Uint8Array, hash128: Hash128): Uint8Array => hash128(content);

function partsOf(name: Name): readonly (string | number)[] {
  if ('ownId' in name) return [name.ownId];
  if ('idempotencyKey' in name) return [name.idempotencyKey, name.index];
  return [name.observedAt, hex(name.contentHash)];
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

import { createHash } from 'node:crypto';

/**
 * Identity of a fact: the first 128 bits of SHA-256 over what it is about (the kind of fact, the asset, the record
 * that opens it, …), parted by zero bytes, as 32 hex digits. Never made of anything that depends on arrival.
 */
export const factId = (...about: readonly string[]): string =>
  createHash('sha256').update(about.join('\0')).digest('hex').slice(0, 32);

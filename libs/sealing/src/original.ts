import { createHash } from 'node:crypto';
import type { HubDeadLetter } from '@naru/contracts';
import type { SourceKeys } from './source-keys.js';

/** Longest original that is kept (bytes); of a longer one, size and hash. */
export const longestKept = 262_144;

/** What a dead letter or a quarantined record keeps of the bytes it came as. */
export type SealedOriginal = Pick<HubDeadLetter, 'size' | 'sha256' | 'sealed' | 'sealKeyId'>;

/** Seals the original bytes of a record for hub.dead-letters or hub.quarantine. Throws SealKeyMissingError. */
export function sealOriginal(keys: Pick<SourceKeys, 'seal'>, source: string, bytes: Uint8Array): SealedOriginal {
  const facts = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest() };
  if (bytes.length > longestKept) return { ...facts, sealed: null, sealKeyId: null };
  return { ...facts, ...keys.seal(source, bytes) };
}

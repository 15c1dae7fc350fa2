import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// AES-256-GCM (NIST SP 800-38D): 12 bytes of random nonce, the ciphertext, 16 bytes of tag, in this order. With random
// nonces one key is good for 2^32 boxes; a source that comes near gets a new key long before.
const nonceLength = 12;
const tagLength = 16;

/**
 * These bytes were not sealed with this key under this name, or were changed since.
 * @advice At start: the master key is not the one that wrapped the keys. docs/runbooks/sealing-key.md.
 */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  readonly code = 'NARU_SEAL_BROKEN';

  constructor(options?: ErrorOptions) {
    super('The seal does not open with this key', options);
  }
}

/** Seals `bytes` with a key of 32 bytes. `boundTo` is not in the box, but it only opens under the same. */
export function sealBox(key: Buffer, bytes: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo, 'utf8'));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed. Throws SealBrokenError. */
export function openBox(key: Buffer, box: Buffer, boundTo: string): Buffer {
  if (box.length < nonceLength + tagLength) throw new SealBrokenError();
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceLength))
    .setAAD(Buffer.from(boundTo, 'utf8'))
    .setAuthTag(box.subarray(box.length - tagLength));
  try {
    return Buffer.concat([decipher.update(box.subarray(nonceLength, box.length - tagLength)), decipher.final()]);
  } catch (cause) {
    throw new SealBrokenError({ cause });
  }
}

import { createHash, randomBytes } from 'node:crypto';

/** A key as its owner holds it, and the two parts the hub keeps of it. The text is shown once and never stored. */
export interface NewKey {
  readonly text: string;
  readonly keyId: string;
  readonly secretSha256: Buffer;
}

const shape = /^naru_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** Makes a key: `naru_<8 hex digits>_<256 random bits in base64url>`. */
export function makeKey(): NewKey {
  const keyId = randomBytes(4).toString('hex');
  const text = `naru_${keyId}_${randomBytes(32).toString('base64url')}`;
  return { text, keyId, secretSha256: hashOfKey(text) };
}

/** The public part of a key, or undefined where the text isn't one. */
export const keyIdOf = (text: string): string | undefined => shape.exec(text)?.[1];

/** SHA-256 of the whole text, prefix and all. */
export const hashOfKey = (text: string): Buffer => createHash('sha256').update(text).digest();

import { describe, expect, it } from '@jest/globals';
import { AccessKeys } from './access-keys.js';
import { keyIdOf, makeKey } from './key-text.js';

const stored = {
  scopes: ['send', 'from-a-later-version'],
  tenant: '',
  source: 'bays',
  recordsPerSecond: 5,
  description: '',
  createdAt: 0,
};

describe('access keys', () => {
  it('have an id that can be read and a secret that is not kept', () => {
    const key = makeKey();
    expect(key.text).toMatch(/^naru_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/);
    expect(keyIdOf(key.text)).toBe(key.keyId);
    expect(keyIdOf(`${key.text}x`)).toBeUndefined();
  });

  it('let in who holds the text, until they are deleted', () => {
    const keys = new AccessKeys();
    const key = makeKey();
    keys.apply(key.keyId, { ...key, ...stored });
    expect(keys.authenticate(key.text)).toEqual({
      keyId: key.keyId,
      scopes: ['send'],
      source: 'bays',
      recordsPerSecond: 5,
    });
    keys.apply(key.keyId, null);
    expect(keys.authenticate(key.text)).toBeUndefined();
  });

  it('let nobody in by a text whose hash is nobody’s', () => {
    expect(new AccessKeys().authenticate('')).toBeUndefined();
    expect(new AccessKeys().authenticate(makeKey().text)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { factId } from './fact-id.js';

describe('factId', () => {
  it('is 128 bits of SHA-256 over the parts', () => {
    // printf 'session\0bay-1\0r1' | sha256sum | cut -c1-32
    expect(factId('session', 'bay-1', 'r1')).toBe('b16a007b559c1bf56921651ec98818ce');
  });

  it('keeps the parts apart', () => {
    expect(factId('a', 'bc')).not.toBe(factId('ab', 'c'));
  });
});

import { describe, expect, it } from '@jest/globals';
import { bytesOfId, idOfBytes, idOfText, textOfId } from './id-forms.js';

describe('an id', () => {
  const id = '00112233445566778899aabbccddeeff';

  it('is the same bytes in the same order in every form', () => {
    expect(textOfId(id)).toBe('00112233-4455-6677-8899-aabbccddeeff');
    expect(idOfText('00112233-4455-6677-8899-AABBCCDDEEFF')).toBe(id);
    expect(bytesOfId(id)).toHaveLength(16);
    expect(idOfBytes(bytesOfId(id))).toBe(id);
  });

  it('is not made of any other text', () => {
    expect([id, '', 'x'.repeat(36)].map(idOfText)).toEqual([undefined, undefined, undefined]);
  });
});

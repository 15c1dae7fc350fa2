import { describe, expect, it } from '@jest/globals';
import { Problem } from '@naru/http';
import { decodeStreamCursor, encodeStreamCursor } from './stream-cursor.js';

const topic = 'parking.sessions.v1';
const coded = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor of a stream', () => {
  it('is the position that it was made of', () => {
    expect(decodeStreamCursor(encodeStreamCursor(topic, [12, 0]), topic, 2)).toEqual([12, 0]);
  });

  it.each([
    ['of another topic', encodeStreamCursor('parking.counts.v1', [1, 2])],
    ['over other partitions', encodeStreamCursor(topic, [1, 2, 3])],
    ['of a later version', coded(`2 ${topic} 1.2`)],
    ['with other offsets', coded(`1 ${topic} 1.-2`)],
    ['without offsets', coded(`1 ${topic}`)],
    ['not encoded', `1 ${topic} 1.2`],
    ['empty', ''],
  ])('is refused: %s', (_, cursor) => {
    expect(() => decodeStreamCursor(cursor, topic, 2)).toThrow(Problem);
  });
});

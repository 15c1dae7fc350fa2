import { Problem, httpProblems } from '@naru/http';

const VERSION = '1';

/** Next offset of each partition. */
export type StreamPosition = readonly number[];

/** A place in a topic as clients keep it: it holds all partitions, so that any instance goes on there. */
export function encodeStreamCursor(topic: string, position: StreamPosition): string {
  return Buffer.from(`${VERSION} ${topic} ${position.join('.')}`).toString('base64url');
}

/** Throws the problem NARU_CURSOR_INVALID for what was never a cursor of this topic. */
export function decodeStreamCursor(cursor: string, topic: string, partitions: number): StreamPosition {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [version, of, offsets = ''] = text.split(' ');
  const position = offsets.split('.');
  const isOurs = version === VERSION && position.every((offset) => /^\d{1,15}$/.test(offset));
  if (!isOurs || of !== topic || position.length !== partitions)
    throw new Problem(httpProblems.NARU_CURSOR_INVALID, { detail: `It is not a cursor of ${topic}.` });
  return position.map(Number);
}

import { describe, expect, it } from '@jest/globals';
import { ChangeBuffer } from './change-buffer.js';
import { type Change, CursorGoneError, CursorInvalidError } from './change-feed.js';

const filled = (limit: number, changes: readonly [key: string, partition: number, offset: number][]) => {
  const buffer = new ChangeBuffer<string>(2, limit);
  for (const [key, partition, offset] of changes)
    buffer.push(key, key.toUpperCase(), { partition, offset, timestamp: 0 });
  return buffer;
};
const heardBy = (buffer: ChangeBuffer<string>, after?: string) => {
  const heard: Change<string>[] = [];
  const stop = buffer.subscribe((change) => heard.push(change), after);
  return { heard, stop, keys: () => heard.map(({ key }) => key) };
};

describe('ChangeBuffer', () => {
  it('gives what lies behind a cursor, then what comes', () => {
    const buffer = filled(10, [
      ['a', 0, 0],
      ['b', 1, 0],
    ]);
    const cursor = buffer.position;
    buffer.push('c', 'C', { partition: 0, offset: 4, timestamp: 0 });
    const { keys } = heardBy(buffer, cursor);
    buffer.push('d', null, { partition: 1, offset: 1, timestamp: 0 });
    expect(keys()).toEqual(['c', 'd']);
  });

  it('resumes at each change it ever gave', () => {
    const buffer = filled(10, [
      ['a', 0, 0],
      ['b', 1, 0],
      ['c', 0, 7],
      ['d', 1, 5],
    ]);
    const { heard } = heardBy(buffer, '0.0');
    expect(heard.map(({ cursor }) => heardBy(buffer, cursor).keys())).toEqual([['b', 'c', 'd'], ['c', 'd'], ['d'], []]);
  });

  it('gives only what comes where no cursor is given, until told to stop', () => {
    const buffer = filled(10, [['a', 0, 0]]);
    const { keys, stop } = heardBy(buffer);
    buffer.push('b', 'B', { partition: 0, offset: 1, timestamp: 0 });
    stop();
    buffer.push('c', 'C', { partition: 0, offset: 2, timestamp: 0 });
    expect(keys()).toEqual(['b']);
  });

  it('says that a cursor is gone as soon as one change behind it is', () => {
    const buffer = filled(2, [
      ['a', 0, 0],
      ['b', 0, 1],
      ['c', 0, 2],
      ['d', 1, 9],
    ]);
    expect(heardBy(buffer, '2.0').keys()).toEqual(['c', 'd']);
    expect(() => heardBy(buffer, '1.0')).toThrow(CursorGoneError);
  });

  it('says that a cursor ahead of it is gone: another instance gave it, or another topic', () => {
    expect(() => heardBy(filled(2, [['a', 0, 0]]), '2.0')).toThrow(CursorGoneError);
  });

  it.each(['', '1', '1.2.3', 'a.b', '-1.0', '1.', '1e3.0'])('refuses %p as a cursor', (text) => {
    expect(() => heardBy(filled(2, []), text)).toThrow(CursorInvalidError);
  });
});

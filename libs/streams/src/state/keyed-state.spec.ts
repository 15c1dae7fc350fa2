import { describe, expect, it } from '@jest/globals';
import { KeyedState } from './keyed-state.js';

const stateOf = (entries: Record<string, number>) => {
  const state = new KeyedState<number>();
  for (const [key, value] of Object.entries(entries)) state.restore(key, value);
  return state;
};
const shown = (state: KeyedState<number>) => Object.fromEntries([...state.entries()].sort());

describe('KeyedState', () => {
  it('shows what the open transaction has changed over what is committed', () => {
    const state = stateOf({ a: 1, b: 2 });
    state.set('a', 10);
    state.delete('b');
    state.set('c', 3);
    expect([state.get('a'), state.get('b'), state.get('c'), state.size]).toEqual([10, undefined, 3, 2]);
    expect(shown(state)).toEqual({ a: 10, c: 3 });
    expect([...state.changes()]).toEqual([
      ['a', 10],
      ['b', undefined],
      ['c', 3],
    ]);
  });

  it('forgets an aborted transaction whole', () => {
    const state = stateOf({ a: 1, b: 2 });
    state.set('a', 10);
    state.delete('b');
    state.set('c', 3);
    state.drop();
    expect(shown(state)).toEqual({ a: 1, b: 2 });
    expect([state.size, [...state.changes()]]).toEqual([2, []]);
  });

  it('keeps a committed transaction, over which the next one lies', () => {
    const state = stateOf({ a: 1 });
    state.delete('a');
    state.set('b', 2);
    state.merge();
    state.set('b', 20);
    state.drop();
    expect(shown(state)).toEqual({ b: 2 });
    expect(state.size).toBe(1);
  });

  it('undoes one record inside a transaction, and only that', () => {
    const state = stateOf({ a: 1, b: 2 });
    state.set('a', 10);
    state.keepRecord();
    state.set('a', 100);
    state.delete('a');
    state.set('a', 1000);
    state.delete('b');
    state.set('c', 3);
    state.undoRecord();
    expect(shown(state)).toEqual({ a: 10, b: 2 });
    expect([state.size, [...state.changes()]]).toEqual([2, [['a', 10]]]);
  });
});

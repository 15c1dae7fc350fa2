import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyedState } from './keyed-state.js';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({ what: fc.constant('set' as const), key, value: fc.nat(9) }),
  fc.record({ what: fc.constant('delete' as const), key }),
  fc.record({ what: fc.constantFrom('keepRecord' as const, 'undoRecord' as const, 'merge' as const, 'drop' as const) }),
);

describe('KeyedState', () => {
  it('is at every step what three plain maps (committed, transaction, record) say', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const state = new KeyedState<number>();
        let committed = new Map<string, number>();
        let open = new Map<string, number>();
        let record = new Map<string, number>();
        for (const each of steps) {
          if (each.what === 'set') {
            state.set(each.key, each.value);
            record.set(each.key, each.value);
          } else if (each.what === 'delete') {
            state.delete(each.key);
            record.delete(each.key);
          } else {
            state[each.what]();
            if (each.what === 'undoRecord') record = new Map(open);
            if (each.what === 'drop') record = new Map(committed);
            if (each.what === 'merge') committed = new Map(record);
            open = new Map(record);
          }
          expect(new Map(state.entries())).toEqual(record);
          expect(state.size).toBe(record.size);
        }
      }),
    );
  });
});

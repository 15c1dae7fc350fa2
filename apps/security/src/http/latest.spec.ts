import { describe, expect, it } from '@jest/globals';
import { Latest } from './latest.js';

const fact = (id: string, revision = 0, withdrawn = false) => ({ id, revision, withdrawn });

describe('the latest statements', () => {
  it('are one a fact, without what was withdrawn, as many as there is room for', () => {
    const latest = new Latest<ReturnType<typeof fact>>(({ id }) => id, 2);
    for (const each of [fact('a'), fact('b'), fact('a', 1), fact('c'), fact('c', 1, true), fact('d')])
      latest.apply('key', each);
    latest.apply('key', null);
    expect(latest.filter(() => true)).toEqual([fact('b'), fact('d')]);
    expect(latest.get('d')).toEqual(fact('d'));
    expect(latest.get('a')).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  it('is ready when every announced condition holds, and says why it is not', () => {
    const readiness = new Readiness();
    readiness.notReady('restore', 'partition 1: 10 of 90 records');
    readiness.ready('globals');
    expect(readiness.isReady).toBe(false);
    expect(readiness.conditions.filter(({ ready }) => !ready)).toMatchObject([
      { name: 'restore', reason: 'partition 1: 10 of 90 records' },
    ]);
    readiness.ready('restore');
    expect(readiness.isReady).toBe(true);
  });

  it('tells since when, over new reasons for the same', () => {
    const readiness = new Readiness();
    readiness.notReady('registry', 'first');
    const [first] = readiness.conditions;
    readiness.notReady('registry', 'second');
    expect(readiness.conditions).toMatchObject([{ reason: 'second', since: first?.since }]);
    expect(readiness.conditions[0]?.since).toBe(first?.since);
  });

  it('forgets a condition that no longer matters', () => {
    const readiness = new Readiness();
    readiness.notReady('task 3', 'restoring');
    readiness.forget('task 3');
    expect(readiness.isReady).toBe(true);
  });
});

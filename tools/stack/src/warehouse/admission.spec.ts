import { describe, expect, it } from '@jest/globals';
import { Admission } from './admission.js';

const never = new AbortController().signal;

describe('Admission', () => {
  it('lets those who wait in by order of arrival, and refuses who finds no room to wait', async () => {
    const admission = new Admission(1, 2);
    const entered: string[] = [];
    const leave = await admission.enter(never);
    const [first, second] = ['first', 'second'].map(async (name) => {
      const out = await admission.enter(never);
      entered.push(name);
      return out;
    });
    await expect(admission.enter(never)).rejects.toMatchObject({ code: 202 });
    leave();
    (await first)?.();
    await second;
    expect(entered).toEqual(['first', 'second']);
  });

  it('is left once, however often that is said', async () => {
    const admission = new Admission(1, 1);
    const leave = await admission.enter(never);
    leave();
    leave();
    await admission.enter(never);
    const waiting = admission.enter(never);
    await expect(admission.enter(never)).rejects.toMatchObject({ code: 202 });
    void waiting;
  });

  it('forgets who gave up waiting', async () => {
    const admission = new Admission(1, 1);
    const leave = await admission.enter(never);
    const giveUp = new AbortController();
    const waiting = admission.enter(giveUp.signal);
    giveUp.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const next = admission.enter(never);
    leave();
    await expect(next).resolves.toBeInstanceOf(Function);
  });
});

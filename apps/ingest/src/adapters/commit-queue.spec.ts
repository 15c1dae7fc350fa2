import { describe, expect, it } from '@jest/globals';
import { CommitQueue, type Queued } from './commit-queue.js';

const mib = 1_048_576;
const live = (name: string, bytes = 10): Queued & { name: string } => ({ lane: 'live', bytes, name });
const history = (name: string, bytes = 10): Queued & { name: string } => ({ lane: 'history', bytes, name });
const namesOf = (taken: readonly { readonly name: string }[]): string[] => taken.map(({ name }) => name);

describe('what waits to be committed', () => {
  it('goes live before history, each in its order', () => {
    const queue = new CommitQueue<ReturnType<typeof live>>(mib);
    for (const waiting of [history('h1'), live('l1'), history('h2'), live('l2')])
      expect(queue.push(waiting)).toBe(true);
    expect(namesOf(queue.take())).toEqual(['l1', 'l2', 'h1', 'h2']);
    expect(queue.isEmpty).toBe(true);
  });

  it('hardly lets history make a transaction longer that live records wait for', () => {
    const queue = new CommitQueue<ReturnType<typeof live>>(100 * mib);
    for (let n = 0; n < 12; n++) queue.push(history(`h${n}`, 0.75 * mib));
    queue.push(live('l'));
    expect(namesOf(queue.take())).toEqual(['l', 'h0']);
    expect(queue.take()).toHaveLength(10);
  });

  it('takes what alone is larger than a transaction, and lets none of history wait for ever', () => {
    const queue = new CommitQueue<ReturnType<typeof live>>(100 * mib);
    queue.push(history('large', 9 * mib));
    queue.push(live('l'));
    expect(namesOf(queue.take())).toEqual(['l']);
    expect(namesOf(queue.take())).toEqual(['large']);
  });

  it('lets history that is too large to go beside live records wait for a few transactions only', () => {
    const queue = new CommitQueue<ReturnType<typeof live>>(100 * mib);
    queue.push(history('large', 9 * mib));
    queue.push(history('small'));
    const taken = Array.from({ length: 6 }, (_, n) => {
      queue.push(live(`l${n}`));
      return namesOf(queue.take());
    });
    expect(taken).toEqual([['l0'], ['l1'], ['l2'], ['l3'], ['l4', 'large'], ['l5', 'small']]);
  });

  it('keeps half of the room for live records, and frees it when a group is done', () => {
    const queue = new CommitQueue<ReturnType<typeof live>>(100);
    expect(queue.push(history('h1', 40))).toBe(true);
    expect(queue.push(history('h2', 20))).toBe(false);
    expect(queue.push(live('l1', 60))).toBe(true);
    expect(queue.push(live('l2', 1))).toBe(false);
    const group = queue.take();
    expect([queue.bytes, queue.push(live('l3', 1))]).toEqual([100, false]);
    queue.done(group);
    expect([queue.bytes, queue.push(history('h3', 500))]).toEqual([0, true]);
    expect([namesOf(queue.clear()), queue.bytes]).toEqual([['h3'], 0]);
  });
});

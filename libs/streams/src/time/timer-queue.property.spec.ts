import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TimerQueue } from './timer-queue.js';

describe('a queue of timers', () => {
  it('gives what is set in order of time and key, whatever was set, moved and taken away before', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      at: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new TimerQueue();
        const reference = new Map<string, number>();
        for (const { key, at } of steps) {
          queue.schedule(key, at);
          if (at === undefined) reference.delete(key);
          else reference.set(key, at);
        }
        expect(queue.size).toBe(reference.size);
        const fired: string[] = [];
        for (let next = queue.next; next !== undefined; next = queue.next) {
          fired.push(`${next.at} ${next.key}`);
          queue.schedule(next.key, undefined);
        }
        const wanted = [...reference].sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
        expect(fired).toEqual(wanted.map(([key, at]) => `${at} ${key}`));
      }),
    );
  });

  it('stays small where a timer is moved again and again', () => {
    const queue = new TimerQueue();
    for (let at = 0; at < 100_000; at++) queue.schedule(`key-${at % 10}`, at);
    const fired: number[] = [];
    for (let next = queue.next; next !== undefined; next = queue.next) {
      fired.push(next.at);
      queue.schedule(next.key, undefined);
    }
    expect(fired).toEqual(Array.from({ length: 10 }, (_, n) => 99_990 + n));
  });
});

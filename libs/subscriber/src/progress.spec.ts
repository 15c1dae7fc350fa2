import { describe, expect, it } from '@jest/globals';
import { markHeaders } from '@naru/streams';
import { ProgressClock, markIn } from './progress.js';

const viewOf = (headers: Readonly<Record<string, string>>) => ({ header: (name: string) => headers[name] });
const [first, second] = [
  { topic: 'raw', partition: 0 },
  { topic: 'raw', partition: 1 },
] as const;

describe('a progress mark', () => {
  it('is read as stages write it', () => {
    expect(markIn(viewOf(markHeaders(1_700_000_000_000)))).toEqual({ at: 1_700_000_000_000, from: undefined });
    expect(markIn(viewOf(markHeaders(5, { stage: 'parking', task: 1, tasks: 2 })))).toEqual({
      at: 5,
      from: { task: 'parking/1', tasks: 2 },
    });
  });

  it.each([{}, { 'naru-progress': 'soon' }, { other: '5' }])('is nothing else: %p', (headers) => {
    expect(markIn(viewOf(headers))).toBeUndefined();
  });
});

describe('the clock', () => {
  it('is the least over the partitions, and unknown before each has told', () => {
    const clock = new ProgressClock();
    clock.note(first, { at: 20, from: undefined });
    expect(clock.over([first, second])).toBeUndefined();
    clock.note(second, { at: 10, from: undefined });
    expect([clock.over([first, second]), clock.over([first]), clock.over([])]).toEqual([10, 20, undefined]);
  });

  it('waits for every task of the stage that writes a partition, and goes by the slowest', () => {
    const clock = new ProgressClock();
    clock.note(first, { at: 50, from: { task: 'parking/0', tasks: 2 } });
    expect(clock.over([first])).toBeUndefined();
    clock.note(first, { at: 30, from: { task: 'parking/1', tasks: 2 } });
    clock.note(first, { at: 60, from: { task: 'parking/0', tasks: 2 } });
    expect(clock.over([first])).toBe(30);
  });

  it('never goes back', () => {
    const clock = new ProgressClock();
    clock.note(first, { at: 50, from: undefined });
    clock.note(first, { at: 40, from: undefined });
    expect(clock.over([first])).toBe(50);
  });
});

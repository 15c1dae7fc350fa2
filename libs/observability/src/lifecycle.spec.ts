import { describe, expect, it } from '@jest/globals';
import { Lifecycle, type Part } from './lifecycle.js';
import { createLogger } from './logger.js';

const logged = () => {
  const lines: string[] = [];
  const sink = { write: (line: string) => void lines.push(line) };
  return { lines, logger: createLogger({ service: 'test', instance: '1', level: 'info' }, sink) };
};

const partsThat = (calls: string[], failing: Partial<Record<string, 'start' | 'stop'>> = {}): Part[] =>
  ['kafka', 'views', 'http'].map((name) => ({
    name,
    start: () => {
      calls.push(`start ${name}`);
      if (failing[name] === 'start') throw new Error(`${name} can't`);
    },
    stop: () => {
      calls.push(`stop ${name}`);
      if (failing[name] === 'stop') throw new Error(`${name} won't`);
    },
  }));

describe('Lifecycle', () => {
  it('starts in order and stops in reverse, once', async () => {
    const calls: string[] = [];
    const lifecycle = new Lifecycle(logged().logger);
    const [kafka, ...others] = partsThat(calls);
    await lifecycle.start(kafka === undefined ? [] : [kafka]);
    await lifecycle.start(others);
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(calls).toEqual(['start kafka', 'start views', 'start http', 'stop http', 'stop views', 'stop kafka']);
  });

  it('stops the others where one fails to stop, and logs it', async () => {
    const calls: string[] = [];
    const { logger, lines } = logged();
    const lifecycle = new Lifecycle(logger);
    await lifecycle.start(partsThat(calls, { views: 'stop' }));
    await lifecycle.stop();
    expect(calls.slice(3)).toEqual(['stop http', 'stop views', 'stop kafka']);
    expect(lines.join('')).toMatch(/"part":"views".*views won't/);
  });

  it('stops what runs where one fails to start, and throws', async () => {
    const calls: string[] = [];
    const lifecycle = new Lifecycle(logged().logger);
    await expect(lifecycle.start(partsThat(calls, { views: 'start' }))).rejects.toThrow("views can't");
    expect(calls).toEqual(['start kafka', 'start views', 'stop views', 'stop kafka']);
  });

  it('starts nothing more once it was told to stop', async () => {
    const calls: string[] = [];
    const parts = partsThat(calls);
    const lifecycle = new Lifecycle(logged().logger);
    await lifecycle.start([{ name: 'signal', start: () => void lifecycle.stop() }, ...parts]);
    await lifecycle.start(parts);
    expect(calls).toEqual([]);
  });
});

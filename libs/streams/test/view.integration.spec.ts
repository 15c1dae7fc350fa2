import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Reader } from '@naru/kafka';
import { type Change, CursorGoneError, View } from '../src/index.js';
import { Surroundings } from './support/surroundings.js';
import { Sender, type Word, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
const views: View<Word>[] = [];

beforeAll(async () => {
  at = await Surroundings.connect();
});
afterEach(async () => {
  for (const view of views.splice(0)) await view.close();
});
afterAll(() => at.close());

async function viewOf(test: string, keepChanges?: number) {
  const { words } = await wordTopics(at, test);
  const open = () => {
    const table = new Map<string, Word>();
    const context = at.context(test);
    const view = new View<Word>({
      ...context,
      topic: words,
      apply: (key, value) => {
        if (value === null) table.delete(key);
        else table.set(key, value);
      },
      ...(keepChanges === undefined ? {} : { keepChanges }),
    });
    views.push(view);
    return { view, table, ...context };
  };
  const untilReadable = async () => {
    const reader = new Reader(at.client, { topics: [words.name], from: 'earliest', until: 'high-watermark' });
    await reader.start();
    while (!reader.caughtUp) await reader.poll(250);
    await reader.close();
  };
  return { open, untilReadable, sender: await Sender.of(at, words) };
}

/** Resolves with the changes as soon as so many have come. */
const changesOf = (view: View<Word>, count: number, after?: string) =>
  new Promise<Change<Word>[]>((resolve) => {
    const heard: Change<Word>[] = [];
    view.changes.subscribe((change) => {
      heard.push(change);
      if (heard.length === count) resolve(heard);
    }, after);
  });

describe('a view', () => {
  it('is ready when it holds all that stood in the topic, and not before', async () => {
    const { open, untilReadable, sender } = await viewOf('whole');
    await sender.send(['han', 'dok', 'sae']);
    await sender.sendBytes([{ key: 'dok', value: null }]);
    await untilReadable();
    const asked = new Date();
    const { view, table, readiness } = open();
    expect([view.isReady, view.asOf, readiness.isReady]).toEqual([false, undefined, false]);
    view.start();
    await view.ready;
    expect([...table.keys()].sort()).toEqual(['han', 'sae']);
    expect([view.isReady, readiness.isReady]).toEqual([true, true]);
    expect(view.asOf?.getTime()).toBeGreaterThanOrEqual(asked.getTime());
  });

  it('tells of changes in order; another instance resumes at each cursor', async () => {
    const { open, sender } = await viewOf('resume');
    const [one, other] = [open(), open()];
    for (const { view } of [one, other]) view.start();
    await Promise.all([one.view.ready, other.view.ready]);
    const begin = one.view.position;
    await sender.send(['a', 'b', 'c', 'd', 'e', 'f']);
    const all = await changesOf(one.view, 6, begin);
    await changesOf(other.view, 6, begin);
    for (const [n, { cursor }] of all.entries()) {
      if (n === 5) continue;
      const rest = await changesOf(other.view, 5 - n, cursor);
      expect(rest.map(({ key }) => key).sort()).toEqual(
        all
          .slice(n + 1)
          .map(({ key }) => key)
          .sort(),
      );
    }
    expect(other.view.position).toBe(all[5]?.cursor);
  });

  it('says that a cursor is gone when it no longer keeps what lies behind it', async () => {
    const { open, sender } = await viewOf('gone', 3);
    await sender.send(['a']);
    const { view } = open();
    view.start();
    await view.ready;
    const old = view.position;
    await sender.send(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    while (view.position.split('.').reduce((sum, offset) => sum + Number(offset), 0) < 9) await changesOf(view, 1);
    expect(() => view.changes.subscribe(() => undefined, old)).toThrow(CursorGoneError);
  });

  it('passes over a record that it can not read, counts it, and stays whole', async () => {
    const { open, untilReadable, sender } = await viewOf('unreadable');
    await sender.sendBytes([
      { key: 'han', value: sender.encode('han') },
      { key: 'han', value: Buffer.from('junk') },
      { key: 'dok', value: sender.encode('dok').subarray(0, 6) },
      { key: 'sae', value: sender.encode('sae') },
    ]);
    await untilReadable();
    const { view, table, metrics } = open();
    view.start();
    await view.ready;
    expect([...table.keys()].sort()).toEqual(['han', 'sae']);
    expect(await metrics.metrics()).toMatch(/naru_unreadable_records_total\{.*\} 2\n/);
  });
});

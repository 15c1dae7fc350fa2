import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type TopicContract, topics as catalogue } from '@naru/contracts';
import { type Pipeline, StreamsRunner, type Timers, delivered, service, store } from '../src/index.js';
import { BooksOfStage } from './support/books.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, type Count, Sender, type Word, type WordTopics, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

/** Keeps when a word was last said, and says how often when it has been quiet for so long. */
const quietMs = 10_000;
interface Heard extends Count {
  readonly lastAt: number;
}

async function quietTopics(test: string) {
  const topics = await wordTopics(at, test);
  const words: TopicContract<Word> = { ...topics.words, lane: 'live' };
  const counts: TopicContract<Count> = { ...topics.counts, readers: ['later'] };
  const heard = await at.topic<Heard>(`${test}-heard-changelog`, longs('n', 'lastAt'), {
    cleanup: 'compact',
    changelog: { stateVersion: 1 },
  });
  return { ...topics, words, counts, heard };
}
const longs = (...names: readonly string[]) => [
  { name: 'word', type: 'string', doc: 'Test.' } as const,
  ...names.map((name) => ({ name, type: 'long', doc: 'Test.' }) as const),
];

const listening = (topics: WordTopics & { readonly heard: TopicContract<Heard> }) =>
  service(topics.words.name, {
    reads: { words: topics.words },
    writes: { counts: topics.counts, ledger: catalogue.hubLedger },
    stores: { heard: store({ changelog: topics.heard }) },
  });
type Listening = ReturnType<typeof listening>;

const quiet: Timers<Listening, Heard> = {
  dueAt: ({ lastAt }) => lastAt + quietMs,
  handle: ({ key, state, at: now }, task) => {
    if (now !== state.lastAt + quietMs) throw new Error(`${key} was due at another time`);
    task.store('heard').delete(key);
    task.emit('counts', key, { word: key, n: state.n });
  },
};
const pipeline: Pipeline<Listening> = {
  words: ({ value: { word }, timestamp }, task) => {
    const n = (task.store('heard').get(word)?.n ?? 0) + 1;
    task.store('heard').set(word, { word, n, lastAt: timestamp });
    return delivered;
  },
  timers: { heard: quiet },
};

async function start(topics: Parameters<typeof listening>[0], instance: string) {
  const context = at.context(instance);
  const runner = new StreamsRunner<Listening>({
    ...context,
    topology: listening(topics),
    pipeline,
    setAside: ({ reason }) => {
      throw new Error(`Nothing is to be set aside, not for ${reason}`);
    },
    instance,
  });
  await runner.start();
  return { runner, ...context };
}

describe('timers', () => {
  it('fire by the clock of the log, once, also those that were set before a restart', async () => {
    const topics = await quietTopics('quiet');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const books = await BooksOfStage.of(at, topics.words.name);
    const began = Date.now();
    const one = await start(topics, 'one');
    await sender.send(['han', 'dok', 'han'], {}, began);
    await sender.mark(began + quietMs); // the slack is still to come
    await books.expectBalanced(topics.words.name, 3);
    await one.runner.close();
    expect(counts.values).toEqual([]);

    const two = await start(topics, 'two');
    await sender.send(['sae'], {}, began + 5_000);
    await sender.mark(began + quietMs + 1_000);
    await counts.until(({ length }) => length === 2);
    expect(counts.values.map(({ key, value, timestamp }) => [key, value.n, timestamp]).sort()).toEqual([
      ['dok', 1, began + quietMs],
      ['han', 2, began + quietMs],
    ]);
    await sender.mark(began + 60_000);
    await counts.until(({ length }) => length === 3);
    expect(counts.values.at(-1)).toMatchObject({ key: 'sae', timestamp: began + 5_000 + quietMs });
    await two.runner.close();

    // marks are in no book, and ranges touch over them
    await books.expectBalanced(topics.words.name, 4);
    expect(books.produced(topics.counts.name)).toBe(3);
    await Promise.all([books.close(), counts.close()]);
  });

  it('are handled 5,000 a transaction', async () => {
    const topics = await quietTopics('many');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const books = await BooksOfStage.of(at, topics.words.name);
    const began = Date.now();
    const { runner } = await start(topics, 'one');
    await sender.send(
      Array.from({ length: 12_000 }, (_, n) => `word ${n}`),
      {},
      began,
    );
    await sender.mark(began + 60_000);
    await counts.until(({ length }) => length === 12_000);
    await runner.close();
    await books.expectBalanced(topics.words.name, 12_000);
    const produced = books.entries.map((entry) => entry.produced.reduce((sum, { count }) => sum + count, 0));
    expect(produced.reduce((sum, each) => sum + each, 0)).toBe(12_000);
    expect(Math.max(...produced)).toBeLessThanOrEqual(5_000);
    await Promise.all([books.close(), counts.close()]);
  });
});

describe('the clock of a stage', () => {
  it('goes on to who reads what it writes, by marks of all its tasks', async () => {
    const topics = await quietTopics('passing');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const began = Date.now();
    const { runner, metrics } = await start(topics, 'one');
    for (const second of [0, 1, 2, 3, 4]) await sender.mark(began + second * 1_000);
    await counts.until(() => counts.marks.filter(({ at: marked }) => marked === began + 4_000).length === 4);
    const last = counts.marks.filter(({ at: marked }) => marked === began + 4_000);
    expect(
      last.map(({ from, partition }) => `${from?.stage} ${from?.task} of ${from?.tasks} in ${partition}`).sort(),
    ).toEqual([0, 1].flatMap((task) => [0, 1].map((partition) => `${topics.words.name} ${task} of 2 in ${partition}`)));
    expect(await metrics.metrics()).toMatch(new RegExp(`naru_clock_seconds\\{.*\\} ${(began + 3_000) / 1_000}\\n`));
    await runner.close();
    await counts.close();
  });
});

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BooksOfStage } from './support/books.js';
import { CounterProcess } from './support/counter-process.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, saidOf, upTo, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

const words = ['naru', 'han', 'dok', 'sae', 'bom', 'ari', 'gang', 'namu'];
const root = fileURLToPath(new URL('../../..', import.meta.url));

let at: Surroundings;
const processes: CounterProcess[] = [];

beforeAll(async () => {
  // the processes run what is built
  await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root });
  at = await Surroundings.connect();
});
afterEach(async () => {
  for (const counter of processes.splice(0)) {
    counter.signal('SIGCONT');
    await counter.end('SIGKILL');
  }
});
afterAll(() => at.close());

describe('two instances of a service', () => {
  it('share its tasks; one killed and one paused past its session lose nothing and count nothing twice, and their books say so', async () => {
    const topics = await wordTopics(at, 'kill');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const start = (instance: string) => {
      const counter = CounterProcess.start(instance, topics, at);
      processes.push(counter);
      return counter;
    };
    const send = async (rounds: number) => {
      for (let round = 0; round < rounds; round++)
        await sender.send([...words, ...words, ...words, ...words, ...words]);
    };
    const expectExactly = async (rounds: number) => {
      await counts.until(({ length }) => length >= rounds * 40, 60_000);
      expect(saidOf(counts.values)).toEqual(new Map(words.map((word) => [word, upTo(rounds * 5)])));
    };

    const first = start('first');
    await first.until(({ tasks }) => tasks.length === 2);
    const second = start('second');
    await Promise.all([
      first.until(({ tasks }) => tasks.length === 1),
      second.until(({ tasks }) => tasks.length === 1),
    ]);

    // one is killed at work: its task goes to the other
    const sending = send(50);
    await counts.until(({ length }) => length > 400);
    await first.end('SIGKILL');
    await sending;
    await second.until(({ tasks }) => tasks.length === 2);
    await expectExactly(50);

    // the other is paused at work until its tasks are given away, and wakes as a zombie
    const third = start('third');
    await Promise.all([
      second.until(({ tasks }) => tasks.length === 1),
      third.until(({ tasks }) => tasks.length === 1),
    ]);
    const more = send(50);
    await counts.until(({ length }) => length > 50 * 40 + 400);
    second.signal('SIGSTOP');
    await more;
    await third.until(({ tasks }) => tasks.length === 2);
    second.signal('SIGCONT');
    await second.until(({ lines }) => lines.filter(({ msg }) => msg.startsWith('Task went')).length >= 2);
    await expectExactly(100);

    await Promise.all([second.end('SIGTERM'), third.end('SIGTERM')]);
    const books = await BooksOfStage.of(at, topics.words.name);
    await books.expectBalanced(topics.words.name, 100 * 40);
    await books.close();
    await counts.close();
  });
});

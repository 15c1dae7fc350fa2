import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  PermanentError,
  type RunnerOptions,
  StreamsRunner,
  TransientError,
  deadLettered,
  quarantined,
} from '../src/index.js';
import { BooksOfStage } from './support/books.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, type WordTopics, countWords, counting, saidOf, upTo, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

type Counting = ReturnType<typeof counting>;

let at: Surroundings;
const running: StreamsRunner<Counting>[] = [];

beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());
afterEach(async () => {
  for (const runner of running.splice(0)) await runner.close();
});

async function start(topics: WordTopics, more: Partial<RunnerOptions<Counting>> = {}, instance = 'one') {
  const context = at.context(instance);
  const runner = new StreamsRunner<Counting>({
    ...context,
    topology: counting(topics.words.name, topics),
    pipeline: { words: countWords() },
    setAside: ({ reason, offset }, task) => {
      task.emit('asides', reason, { reason, offset });
    },
    instance,
    ...more,
  });
  const refusal = await new Promise<unknown>((resolve) => {
    runner.listen(resolve);
  });
  if (refusal instanceof Error) throw refusal;
  running.push(runner);
  return { runner, ...context };
}

describe('a topology on a broker', () => {
  it('counts every record once, in one order a key, and goes on from its changelog after a restart', async () => {
    const topics = await wordTopics(at, 'restart');
    const sender = await Sender.of(at, topics.words);
    const words = ['naru', 'han', 'dok', 'sae'];
    const counts = await Collector.of(at, topics.counts);
    const { runner, readiness } = await start(topics);
    for (let round = 0; round < 25; round++) await sender.send(words);
    await counts.until(({ length }) => length === 100);
    expect(saidOf(counts.values)).toEqual(new Map(words.map((word) => [word, upTo(25)])));
    expect(readiness.isReady).toBe(true);
    await runner.close();

    const again = await start(topics, {}, 'two');
    await sender.send([...words, ...words]);
    await counts.until(({ length }) => length === 108);
    expect(saidOf(counts.values).get('naru')).toEqual(upTo(27));
    expect(await again.metrics.metrics()).toMatch(/naru_restored_records\{store="tallies",task="\d".*\} [1-9]/);
    await counts.close();
  });

  it('has what it kept of a task that comes back, and reads only what others have written meanwhile', async () => {
    const topics = await wordTopics(at, 'back');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const words = Array.from({ length: 200 }, (_, n) => `word-${n}`);
    const restoredBy = async ({ metrics }: Pick<Awaited<ReturnType<typeof start>>, 'metrics'>) =>
      [...(await metrics.metrics()).matchAll(/naru_restored_records\{store="tallies".*\} (\d+)/g)].map(([, n]) =>
        Number(n),
      );
    const one = await start(topics);
    await sender.send(words);
    await counts.until(({ length }) => length === 200);

    const two = await start(topics, {}, 'two'); // takes a task over
    while ((await restoredBy(two)).length < 1) await pause(50);
    expect(Math.max(...(await restoredBy(two)))).toBeGreaterThan(50);
    await sender.send(words.slice(0, 8));
    await counts.until(({ length }) => length === 208);
    await two.runner.close();
    while ((await restoredBy(one)).length < 1) await pause(50);
    expect(Math.max(...(await restoredBy(one)))).toBeLessThanOrEqual(8);

    await sender.send(words);
    await counts.until(({ length }) => length === 408);
    expect(saidOf(counts.values)).toEqual(new Map(words.map((word, n) => [word, upTo(n < 8 ? 3 : 2)])));
    await counts.close();
  });

  it('sets aside one bad record, and nothing of it stays; its neighbours are counted', async () => {
    const topics = await wordTopics(at, 'bad');
    const sender = await Sender.of(at, topics.words);
    const asides = await Collector.of(at, topics.asides);
    const counts = await Collector.of(at, topics.counts);
    const { metrics } = await start(topics, {
      pipeline: {
        words: countWords((word) => {
          if (word === 'impossible') throw new PermanentError('wrong-type', 'never so');
          if (word === 'implausible') return quarantined('implausible');
          return word === 'unwanted' ? deadLettered('missing-field') : undefined;
        }),
      },
    });
    const good = (word: string) => sender.encode(word);
    const [before, truncated, unknown] = [good('ari'), good('arirang').subarray(0, 8), Buffer.from(good('ari'))];
    unknown.writeUInt32BE(2_000_000_000, 1);
    await sender.sendBytes([
      { key: 'ari', value: before },
      { key: 'ari', value: null },
      { key: null, value: good('ari') },
      { key: 'ari', value: Buffer.from('{"word":"ari"}') },
      { key: 'ari', value: truncated },
      { key: 'ari', value: unknown },
      { key: 'impossible', value: good('impossible') },
      { key: 'implausible', value: good('implausible') },
      { key: 'unwanted', value: good('unwanted') },
      { key: 'ari', value: good('ari') },
    ]);
    await counts.until((values) => values.filter(({ key }) => key === 'ari').length === 2);
    await asides.until(({ length }) => length === 8);
    expect(asides.values.map(({ key }) => key).sort()).toEqual(
      [
        'implausible',
        'missing-field',
        'missing-key',
        'not-confluent',
        'not-confluent',
        'truncated-body',
        'unknown-schema-id',
        'wrong-type',
      ].sort(),
    );
    expect(saidOf(counts.values)).toEqual(new Map([['ari', [1, 2]]]));
    const told = await metrics.metrics();
    expect(told).toMatch(
      /naru_records_total\{topic="test.*words\.v1",fate="dead-lettered",reason="truncated-body",.*\} 1\n/,
    );
    expect(told).toMatch(
      /naru_records_total\{topic="test.*words\.v1",fate="quarantined",reason="implausible",.*\} 1\n/,
    );
    await Promise.all([asides.close(), counts.close()]);
  });

  it('ends with topic, partition and offset where a handler throws what it does not know; nothing of it is committed', async () => {
    const topics = await wordTopics(at, 'failing');
    const sender = await Sender.of(at, topics.words);
    const counts = await Collector.of(at, topics.counts);
    const failing = await start(topics, {
      pipeline: {
        words: countWords((word) => {
          if (word === 'boom') throw new TypeError('not foreseen');
          return undefined;
        }),
      },
    });
    await sender.send(['boom']);
    const error = await failing.failed;
    expect(error).toMatchObject({
      topic: topics.words.name,
      code: 'NARU_HANDLER',
      cause: expect.any(TypeError),
    });
    expect((error as { offset: number }).offset).toBe(0);
    expect(failing.readiness.isReady).toBe(false);

    await start(topics, {}, 'mended');
    await counts.until((values) => values.some(({ key }) => key === 'boom'));
    expect(saidOf(counts.values).get('boom')).toEqual([1]);
    await counts.close();
  });

  it('waits where what sets a record aside is away, says so, and keeps what it took before', async () => {
    const topics = await wordTopics(at, 'waiting');
    const sender = await Sender.of(at, topics.words);
    const [asides, counts] = [await Collector.of(at, topics.asides), await Collector.of(at, topics.counts)];
    const triedThrice = Promise.withResolvers<undefined>();
    let [tries, isAway] = [0, true];
    const { readiness } = await start(topics, {
      setAside: ({ reason, offset }, task) => {
        if (++tries === 3) triedThrice.resolve(undefined);
        if (isAway) throw new TransientError('Nobody has the keys');
        task.emit('asides', reason, { reason, offset });
      },
    });
    await sender.sendBytes([
      { key: 'han', value: sender.encode('han') },
      { key: 'han', value: Buffer.from('bad') },
      { key: 'han', value: sender.encode('han') },
    ]);
    await counts.until(({ length }) => length === 1);
    await triedThrice.promise;
    expect(readiness.conditions.find(({ ready }) => !ready)?.reason).toBe('Nobody has the keys');
    isAway = false;
    await counts.until(({ length }) => length === 2);
    expect(saidOf(counts.values).get('han')).toEqual([1, 2]);
    await asides.until(({ length }) => length === 1);
    expect(readiness.isReady).toBe(true);
    const books = await BooksOfStage.of(at, topics.words.name);
    await books.expectBalanced(topics.words.name, 3);
    await Promise.all([asides.close(), counts.close(), books.close()]);
  });

  it('refuses to start where a topic is missing, or has other partitions than the contract says', async () => {
    const topics = await wordTopics(at, 'refused');
    const absent = { ...topics.counts, name: `${at.prefix}.absent.v1` };
    const wide = { ...topics.counts, partitions: 3 };
    await expect(start({ ...topics, counts: absent })).rejects.toThrow(/has no topics test.*absent\.v1/);
    await expect(start({ ...topics, counts: wide })).rejects.toThrow(/has 2 partitions, the contract says 3/);
  });
});

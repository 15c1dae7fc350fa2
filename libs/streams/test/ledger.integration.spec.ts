import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type AvroRecord, type HubFront, frontFields } from '@naru/contracts';
import { codecFor } from '@naru/avro';
import { minuteOf } from '@naru/ledger';
import { type Outcome, PermanentError, StreamsRunner, markHeaders, quarantined } from '../src/index.js';
import { BooksOfStage } from './support/books.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, type WordTopics, countWords, counting, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

async function start(topics: WordTopics, instance: string, meet?: (word: string) => Outcome | undefined) {
  const context = at.context(instance);
  const runner = new StreamsRunner({
    ...context,
    topology: counting(topics.words.name, topics),
    pipeline: { words: countWords(meet) },
    setAside: ({ reason, offset }, task) => {
      task.emit('asides', reason, { reason, offset });
    },
    instance,
  });
  await runner.start();
  return { runner, ...context };
}

describe('the ledger of a stage', () => {
  it('tells each range once and each fate, over commits, restarts and other instances', async () => {
    const topics = await wordTopics(at, 'books');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const books = await BooksOfStage.of(at, topics.words.name);
    const words = ['naru', 'han', 'dok', 'sae', 'bom'];
    const one = await start(topics, 'one');
    for (let round = 0; round < 10; round++) await sender.send(words);
    await counts.until(({ length }) => length === 50);
    await one.runner.close();

    for (let round = 0; round < 5; round++) await sender.send(words);
    const two = await start(topics, 'two');
    await counts.until(({ length }) => length >= 60);
    const three = await start(topics, 'three'); // takes a task over
    for (let round = 0; round < 20; round++) await sender.send(words);
    await counts.until(({ length }) => length === 175);
    await Promise.all([two.runner.close(), three.runner.close()]);

    await books.expectBalanced(topics.words.name, 175);
    expect(books.fates('delivered')).toBe(175);
    expect([books.produced(topics.counts.name), books.produced(topics.tallies.name)]).toEqual([175, 0]);
    const told = books.entries;
    expect(new Set(told.map(({ instance }) => instance)).size).toBeGreaterThanOrEqual(2);
    for (const { bookedAt } of told) expect(Math.abs(Date.now() - bookedAt)).toBeLessThan(120_000);
    await Promise.all([books.close(), counts.close()]);
  });

  it('has every fate with its reason, and no progress mark; what a failed handler took is not in it', async () => {
    const topics = await wordTopics(at, 'fates');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const books = await BooksOfStage.of(at, topics.words.name);
    const good = (word: string) => ({ key: word, value: sender.encode(word) });
    const mark = { key: null, value: null, headers: markHeaders(Date.now()) };
    await sender.sendBytes([good('han'), mark, { key: 'han', value: null }, good('implausible'), mark, good('bad')]);
    await sender.sendBytes([mark]);
    await sender.sendBytes([good('boom')]);
    const failing = await start(topics, 'failing', (word) => {
      if (word === 'boom') throw new TypeError('not foreseen');
      if (word === 'bad') throw new PermanentError('wrong-type', 'never so');
      return word === 'implausible' ? quarantined('implausible') : undefined;
    });
    await failing.failed;
    const mended = await start(topics, 'mended', (word) => {
      if (word === 'bad') throw new PermanentError('wrong-type', 'never so');
      return word === 'implausible' ? quarantined('implausible') : undefined;
    });
    await counts.until((values) => values.some(({ key }) => key === 'boom'));
    await sender.send(['last', 'naru']); // one to each task, behind whatever is there
    await counts.until((values) => values.filter(({ key }) => key === 'last' || key === 'naru').length === 2);
    await mended.runner.close();

    await books.expectBalanced(topics.words.name, 7);
    const fates = books.entries.flatMap(({ counts: all }) => all.map((each) => `${each.fate} ${each.reason}`));
    expect([...new Set(fates)].sort()).toEqual([
      'dead-lettered not-confluent',
      'dead-lettered wrong-type',
      'delivered ',
      'quarantined implausible',
    ]);
    expect(books.produced(topics.asides.name)).toBe(3);
    await Promise.all([books.close(), counts.close()]);
  });

  it('has records that carry the common first fields under their source and minute, also where they are cut off', async () => {
    const avro: AvroRecord = {
      type: 'record',
      name: 'Seen',
      namespace: `naru.${at.prefix}.seen`,
      doc: 'Test.',
      fields: [...frontFields, { name: 'word', type: 'string', doc: 'Test.' }],
    };
    type Seen = HubFront & { readonly word: string };
    const topics = await wordTopics(at, 'front');
    const seen = await at.topic<Seen>('front-seen', [], { avro });
    const codec = await codecFor(seen, at.registry);
    const noon = Date.parse('2026-11-22T12:00:30Z');
    const encoded = (source: string, receivedAt: number) =>
      codec.encode({
        recordId: Buffer.alloc(16),
        contentHash: Buffer.alloc(16),
        source,
        receivedAt,
        observedAt: 0,
        device: 'd',
        point: null,
        quality: '',
        lane: 'live',
        word: 'han',
      });
    const cut = encoded('cameras', noon);
    const sender = await Sender.of(at, seen);
    await sender.sendBytes([
      { key: 'a', value: encoded('sensors', noon) },
      { key: 'a', value: encoded('sensors', noon + 60_000) },
      { key: 'a', value: cut.subarray(0, cut.length - 2) },
      { key: 'a', value: encoded('sensors', noon + 1) },
    ]);
    const topology = counting(seen.name, { ...topics, words: seen });
    const runner = new StreamsRunner({
      ...at.context('one'),
      topology,
      pipeline: { words: countWords() },
      setAside: ({ reason, offset }, task) => {
        task.emit('asides', reason, { reason, offset });
      },
      instance: 'one',
    });
    const books = await BooksOfStage.of(at, seen.name);
    await runner.start();
    await books.expectBalanced(seen.name, 4);
    await runner.close();
    const counts = books.entries.flatMap((entry) => entry.counts.map((count) => ({ ...count })));
    const of = { topic: seen.name, reason: '', fate: 'delivered' };
    expect(counts).toEqual([
      { ...of, source: 'sensors', minute: minuteOf(noon), count: 2 },
      { ...of, source: 'sensors', minute: minuteOf(noon) + 60_000, count: 1 },
      { ...of, source: 'cameras', minute: minuteOf(noon), fate: 'dead-lettered', reason: 'truncated-body', count: 1 },
    ]);
    await books.close();
  });
});

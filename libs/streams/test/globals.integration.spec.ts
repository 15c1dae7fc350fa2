import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codecFor } from '@naru/avro';
import { topics } from '@naru/contracts';
import { BatchWriter, Reader, TransactionalProducer, partitionOf } from '@naru/kafka';
import { StreamsRunner, TransientError, delivered, service } from '../src/index.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a task', () => {
  it('knows all master data before its first record, and what changes later; traces go on', async () => {
    const { words, counts, asides } = await wordTopics(at, 'globals');
    const weights = await at.topic<{ word: string; n: number }>('weights', [...counts.avro.fields], {
      cleanup: 'compact',
      avro: counts.avro,
    });
    const weigh = await codecFor(weights, at.registry);
    const producer = new TransactionalProducer(at.client, { transactionalId: `${at.prefix}-weights` });
    await producer.initialize();
    const put = async (entries: Readonly<Record<string, number | null>>) => {
      producer.begin();
      for (const [word, n] of Object.entries(entries)) {
        const writer = new BatchWriter();
        writer.append(0, word, n === null ? null : weigh.encode({ word, n }));
        producer.send(weights.name, partitionOf(word, 2), writer);
      }
      await producer.commit();
    };
    await put({ han: 7, dok: 8, sae: 9 });

    const heard: string[] = [];
    const heardSae = Promise.withResolvers<undefined>();
    const topology = service(words.name, {
      reads: { words },
      writes: { counts, asides, ledger: topics.hubLedger },
      globals: { weights },
    });
    const runner = new StreamsRunner<typeof topology>({
      ...at.context('one'),
      topology,
      pipeline: {
        words: ({ value: { word } }, task) => {
          task.emit('counts', word, { word, n: task.global('weights').get(word)?.n ?? 0 });
          return delivered;
        },
      },
      onGlobal: {
        weights: (key, value) => {
          heard.push(`${key}=${value?.n ?? 'gone'}`);
          if (heard.length > 3 && key === 'sae') heardSae.resolve(undefined);
        },
      },
      setAside: () => {
        throw new Error('Nothing is to be set aside here');
      },
      instance: 'one',
    });
    const [sender, collected] = [await Sender.of(at, words), await Collector.of(at, counts)];
    await sender.send(['han', 'dok', 'sae', 'none'], { traceparent: trace });
    await runner.start();
    await collected.until(({ length }) => length === 4);
    expect(collected.values.map(({ key, value }) => `${key}=${value.n}`).sort()).toEqual([
      'dok=8',
      'han=7',
      'none=0',
      'sae=9',
    ]);
    expect([...heard].sort()).toEqual(['dok=8', 'han=7', 'sae=9']);

    await put({ dok: 80, sae: null });
    await heardSae.promise;
    await sender.send(['sae']);
    await collected.until(({ length }) => length === 5);
    expect(collected.values.at(-1)?.value).toEqual({ word: 'sae', n: 0 });

    const reader = new Reader(at.client, { topics: [counts.name], from: 'earliest' });
    await reader.start();
    const traces: (string | undefined)[] = [];
    while (!reader.caughtUp)
      for (const batch of await reader.poll(250))
        batch.forEach((view) => {
          traces.push(view.header('traceparent'));
        });
    expect(traces.filter((each) => each === trace)).toHaveLength(4);
    await Promise.all([reader.close(), collected.close(), runner.close()]);
  });

  it('commits only after what must be done outside was done, however often that takes', async () => {
    const { words, counts, asides } = await wordTopics(at, 'outside');
    const topology = service(words.name, { reads: { words }, writes: { counts, asides, ledger: topics.hubLedger } });
    let attempts = 0;
    const inserted: string[] = [];
    let taken: string[] = [];
    const context = at.context('one');
    const runner = new StreamsRunner<typeof topology>({
      ...context,
      topology,
      pipeline: {
        words: ({ value: { word } }, task) => {
          taken.push(word);
          task.emit('counts', word, { word, n: inserted.length });
          return delivered;
        },
      },
      beforeCommit: () => {
        if (++attempts < 4) return Promise.reject(new TransientError('The warehouse is away'));
        inserted.push(...taken);
        taken = [];
        return Promise.resolve();
      },
      setAside: () => {
        throw new Error('Nothing is to be set aside here');
      },
      instance: 'one',
    });
    const [sender, collected] = [await Sender.of(at, words), await Collector.of(at, counts)];
    await runner.start();
    await sender.send(['han', 'dok']);
    await collected.until(({ length }) => length === 2);
    expect(attempts).toBeGreaterThanOrEqual(4);
    expect(inserted.sort()).toEqual(['dok', 'han']);
    expect(context.readiness.isReady).toBe(true);
    await Promise.all([collected.close(), runner.close()]);
  });
});

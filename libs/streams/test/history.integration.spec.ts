import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RegistryUnreachableError } from '@naru/avro';
import { type TopicContract, topics as catalogue } from '@naru/contracts';
import { type BatchInput, type HistoryOptions, StreamsRunner, delivered, service } from '../src/index.js';
import { BooksOfStage } from './support/books.js';
import { Surroundings } from './support/surroundings.js';
import { Collector, Sender, type Word } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

/** One kind of record on two lanes, and one topic that both go to. */
async function lanesOf(test: string) {
  const text = [{ name: 'word', type: 'string', doc: 'Test.' } as const];
  const words = await at.topic<Word>(`${test}-words`, text);
  const of = { avro: words.avro };
  const old = await at.topic<Word>(`${test}-words-history`, text, of);
  const copies = await at.topic<Word>(`${test}-copies`, text, of);
  const { admin } = at.client;
  await admin.begin(at.names.group(words.name), await admin.listOffsets([old.name], 'earliest'));
  const live: TopicContract<Word> = { ...words, lane: 'live' };
  const history: TopicContract<Word> = { ...old, lane: 'history' };
  const topology = service(words.name, { reads: { live, history }, writes: { copies, ledger: catalogue.hubLedger } });
  return { live, history, copies, topology };
}
type Lanes = Awaited<ReturnType<typeof lanesOf>>;

const copy: BatchInput<Lanes['topology']> = {
  visit: (batch, task) => {
    batch.forEach((view) => {
      task.emitBytes('copies', batch.partition, view.key(), [view.value() ?? Buffer.alloc(0)], view.timestamp);
      task.book(view, delivered);
    });
  },
};

interface More {
  readonly history?: HistoryOptions;
  readonly input?: BatchInput<Lanes['topology']>;
  readonly beforeCommit?: () => Promise<void>;
}

async function start({ topology }: Lanes, instance: string, { input = copy, ...more }: More = {}) {
  const context = at.context(instance);
  const runner = new StreamsRunner<Lanes['topology']>({
    ...context,
    topology,
    pipeline: { live: copy, history: input },
    setAside: ({ reason }) => {
      throw new Error(`Nothing is to be set aside, not for ${reason}`);
    },
    instance,
    ...more,
  });
  await runner.start();
  const metric = async (name: string): Promise<number> =>
    Number(new RegExp(`^${name}\\{.*\\} (.*)$`, 'm').exec(await context.metrics.metrics())?.[1]);
  return { runner, metric, ...context };
}

const numbered = (word: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${word} ${n}`);

describe('the history lane', () => {
  it('waits while it may take nothing, for as long as that is, and live records don’t wait with it', async () => {
    const lanes = await lanesOf('waits');
    const [live, history] = [await Sender.of(at, lanes.live), await Sender.of(at, lanes.history)];
    const copies = await Collector.of(at, lanes.copies);
    const books = await BooksOfStage.of(at, lanes.live.name);
    await history.send(numbered('old', 9_000));
    const one = await start(lanes, 'one', { history: { mostPerSecond: 0 } });
    for (const round of [1, 2, 3]) {
      await live.send(numbered(`new ${round}`, 10));
      await copies.until(({ length }) => length === 10 * round);
    }
    expect(copies.values.filter(({ value }) => value.word.startsWith('old'))).toEqual([]);
    expect(await one.metric('naru_history_backlog_offsets')).toBeGreaterThanOrEqual(9_000);
    expect(await one.metric('naru_history_stalled_seconds')).toBeGreaterThan(0);
    await one.runner.close();

    const two = await start(lanes, 'two', { history: { mostPerSecond: 2_500 } });
    await live.send(numbered('newest', 10));
    await copies.until(({ length }) => length === 9_040);
    await two.runner.close();
    expect(new Set(copies.values.map(({ value }) => value.word)).size).toBe(9_040);
    await books.expectBooked(9_040);
    // batches were taken in helpings, and their ranges touch all the same
    for (const partition of [0, 1]) {
      const ranges = books.ranges(lanes.history.name, partition);
      expect(ranges.length).toBeGreaterThan(1);
      for (const [n, { fromOffset }] of ranges.entries()) expect(fromOffset).toBe(ranges[n - 1]?.toOffset ?? 0);
    }
    await Promise.all([copies.close(), books.close()]);
  });

  it('waits alone for what only its own records need', async () => {
    const lanes = await lanesOf('alone');
    const [live, history] = [await Sender.of(at, lanes.live), await Sender.of(at, lanes.history)];
    const copies = await Collector.of(at, lanes.copies);
    const registry = { isAway: true, asked: 0 };
    const schemas = {
      isPrepared: () => !registry.isAway,
      prepare: () => {
        registry.asked++;
        return registry.isAway ? Promise.reject(new RegistryUnreachableError('nowhere')) : Promise.resolve();
      },
    };
    const { runner, readiness } = await start(lanes, 'one', { input: { ...copy, schemas } });
    await history.send(['old']);
    for (let round = 1; registry.asked < 3; round++) {
      await live.send([`new ${round}`]);
      await copies.until(({ length }) => length === round);
    }
    expect(readiness.isReady).toBe(true);
    expect(copies.values.map(({ value }) => value.word)).not.toContain('old');
    registry.isAway = false;
    await copies.until((values) => values.some(({ value }) => value.word === 'old'));
    await runner.close();
    await copies.close();
  });

  it('slows down where live records take longer beside it, and speeds up again', async () => {
    const lanes = await lanesOf('yields');
    const [live, history] = [await Sender.of(at, lanes.live), await Sender.of(at, lanes.history)];
    await history.send(numbered('old', 100_000));
    // a city in which every record of the replay costs everybody a third of a millisecond
    let taken = 0;
    let costMs = 0;
    const input: typeof copy = {
      visit: (batch, task) => {
        batch.forEach((view) => {
          taken++;
          task.book(view, delivered);
        });
      },
    };
    const beforeCommit = async (): Promise<void> => {
      const until = performance.now() + taken * costMs;
      taken = 0;
      await new Promise<void>((resolve) => setTimeout(resolve, until - performance.now()));
    };
    const { runner, metric } = await start(lanes, 'one', {
      history: { mostPerSecond: 12_000 },
      input,
      beforeCommit,
    });
    const rate = (): Promise<number> => metric('naru_history_allowed_records_per_second');
    let sent = 0;
    const liveUntil = async (isEnough: (rate: number) => boolean): Promise<void> => {
      while (!isEnough(await rate())) await live.send([`new ${++sent}`]);
    };
    await liveUntil((perSecond) => perSecond > 2_400);
    costMs = 0.3;
    await liveUntil((perSecond) => perSecond <= 2_000);
    costMs = 0;
    await liveUntil((perSecond) => perSecond > 2_400);
    await runner.close();
  });
});

describe('a transaction', () => {
  it('is committed when what it writes is large, however few its records are', async () => {
    const lanes = await lanesOf('large');
    const live = await Sender.of(at, lanes.live);
    const books = await BooksOfStage.of(at, lanes.live.name);
    // so alike that one fetch brings them all, and half a mebibyte each to be written, with their keys
    await live.send(Array.from({ length: 48 }, (_, n) => String(n).repeat(131_072)));
    const { runner } = await start(lanes, 'one');
    await books.expectBooked(48);
    await runner.close();
    const taken = books.entries.map(({ ranges }) => ranges.reduce((sum, { records }) => sum + records, 0));
    expect(taken.reduce((sum, records) => sum + records)).toBe(48);
    // 8 MiB are 16 of them, and a batch more
    expect(Math.max(...taken)).toBeLessThan(24);
    await books.close();
  });
});

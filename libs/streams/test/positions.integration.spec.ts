import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codecFor } from '@naru/avro';
import { topics as catalogue } from '@naru/contracts';
import { BatchWriter, TransactionalProducer, partitionOf } from '@naru/kafka';
import { Readiness } from '@naru/observability';
import { Kafka, logLevel } from 'kafkajs';
import { StreamsRunner, positionCommandKey } from '../src/index.js';
import { BooksOfStage } from './support/books.js';
import { Surroundings, brokers } from './support/surroundings.js';
import { Collector, Sender, type WordTopics, countWords, counting, saidOf, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
const admin = new Kafka({ brokers, clientId: 'streams-tests', logLevel: logLevel.NOTHING }).admin();
beforeAll(async () => {
  at = await Surroundings.connect();
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  await at.close();
});

/** Tells when a condition changes. */
class WatchedReadiness extends Readiness {
  #changed = Promise.withResolvers<unknown>();

  override notReady(name: string, reason: string): void {
    super.notReady(name, reason);
    this.#tell();
  }

  override forget(name: string): void {
    super.forget(name);
    this.#tell();
  }

  async until(isSo: (readiness: this) => boolean): Promise<void> {
    while (!isSo(this)) await this.#changed.promise;
  }

  #tell(): void {
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
  }
}

async function start(topics: WordTopics, group?: string) {
  const readiness = new WatchedReadiness();
  const runner = new StreamsRunner({
    ...at.context('one'),
    readiness,
    topology: counting(group ?? topics.words.name, topics),
    pipeline: { words: countWords() },
    setAside: () => undefined,
    instance: 'one',
  });
  await runner.start();
  return { runner, readiness };
}

async function command(key: string, from: number): Promise<void> {
  const topic = catalogue.hubPositionCommands;
  const codec = await codecFor(topic, at.registry);
  const producer = new TransactionalProducer(at.client, { transactionalId: `${at.prefix}-commander` });
  await producer.initialize();
  const writer = new BatchWriter();
  writer.append(Date.now(), key, codec.encode({ from, commandedBy: 'somebody', commandedAt: Date.now() }));
  producer.begin();
  producer.send(at.names.topic(topic), partitionOf(key, topic.partitions), writer);
  await producer.commit();
  await producer.close();
}

describe('a task whose records were deleted unread', () => {
  it('stops, says so, and goes on by command only; what was lost stands in the books', async () => {
    const topics = await wordTopics(at, 'lost');
    const { name, partitions } = topics.words;
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    const books = await BooksOfStage.of(at, name);
    const inPartition = (n: number) => (word: string) => partitionOf(word, partitions) === n;
    const words = ['naru', 'han', 'dok', 'sae', 'bom', 'ari', 'gang', 'namu'];
    const [stopped, going] = [words.filter(inPartition(0)), words.filter(inPartition(1))];
    expect([stopped.length, going.length]).not.toContain(0);

    const before = await start(topics);
    await sender.send(words);
    await counts.until(({ length }) => length === words.length);
    await before.runner.close();

    await sender.send(words); // what nobody will have read of partition 0
    const ends = await at.client.admin.listOffsets([name], 'latest', 'read_uncommitted'); // markers may be on their way
    const logStart = String(ends.find(({ partition }) => partition === 0)?.offset);
    await admin.fetchTopicOffsets(name); // or it doesn't know the topic's leaders
    await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: logStart }] });
    await sender.send(words);

    const { runner, readiness } = await start(topics);
    const condition = `position in ${name}/0`;
    await readiness.until(({ conditions }) => conditions.some((one) => one.name === condition && !one.ready));
    await counts.until((values) => values.filter(({ key }) => going.includes(key)).length === 3 * going.length);
    expect(counts.values.filter(({ key }) => stopped.includes(key))).toHaveLength(stopped.length);

    const key = positionCommandKey({ service: name, topic: name, partition: 0 });
    const position = books.ranges(name, 0).at(-1)?.toOffset ?? 0;
    await command(key, position); // leads nowhere: of an earlier loss
    await command(key, Number(logStart));
    await readiness.until(({ conditions }) => !conditions.some((one) => one.name === condition));
    await counts.until(({ length }) => length === 2 * stopped.length + 3 * going.length);
    await runner.close();

    await books.expectBalanced(name, 2 * stopped.length + 3 * going.length);
    const lost = books.ranges(name, 0).filter((range) => range.lost);
    expect(lost).toEqual([expect.objectContaining({ toOffset: Number(logStart), records: 0 })]);
    const said = saidOf(counts.values);
    for (const word of stopped) expect(said.get(word)).toEqual([1, 2]);
    for (const word of going) expect(said.get(word)).toEqual([1, 2, 3]);
    await Promise.all([books.close(), counts.close()]);
  });
});

describe('a service without positions', () => {
  it('waits and says so, until somebody has said where it begins', async () => {
    const topics = await wordTopics(at, 'undecided');
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    await sender.send(['naru']);
    const group = `${topics.words.name}.newcomer`;
    const { runner, readiness } = await start(topics, group);
    await readiness.until(({ conditions }) => conditions.some(({ reason }) => reason.includes('has no position in')));
    await at.client.admin.begin(group, await at.client.admin.listOffsets([topics.words.name], 'earliest'));
    await counts.until(({ length }) => length === 1);
    await readiness.until(({ conditions }) => !conditions.some(({ reason }) => reason.includes('has no position in')));
    await Promise.all([runner.close(), counts.close()]);
  });
});

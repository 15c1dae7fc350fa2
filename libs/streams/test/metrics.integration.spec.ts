import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KafkaClient } from '@naru/kafka';
import { StreamsRunner, kafkaMetrics } from '../src/index.js';
import { Surroundings, brokers } from './support/surroundings.js';
import { Collector, Sender, countWords, counting, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

let at: Surroundings;
beforeAll(async () => {
  at = await Surroundings.connect();
});
afterAll(() => at.close());

describe('what a running service tells of itself', () => {
  it('says how much it took, wrote and committed, how far it lags, and what the broker was asked', async () => {
    const topics = await wordTopics(at, 'metrics');
    const { metrics, ...rest } = at.context('one');
    const client = await KafkaClient.connect({ brokers, clientId: 'streams-tests', metrics: kafkaMetrics(metrics) });
    const runner = new StreamsRunner({
      ...rest,
      metrics,
      client,
      topology: counting(topics.words.name, topics),
      pipeline: { words: countWords() },
      setAside: () => {
        throw new Error('Nothing is to be set aside here');
      },
      instance: 'one',
    });
    const [sender, counts] = [await Sender.of(at, topics.words), await Collector.of(at, topics.counts)];
    await runner.start();
    await sender.send(['han', 'dok', 'han']);
    await counts.until(({ length }) => length === 3);
    await runner.close();
    await Promise.all([counts.close(), client.close()]);

    const told = (await metrics.metrics()).split('\n');
    const valueOf = (pattern: RegExp) =>
      told.filter((line) => pattern.test(line)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    expect(valueOf(/^naru_records_total\{.*fate="delivered"/)).toBe(3);
    expect(valueOf(/^naru_produced_records_total\{topic="test.*counts/)).toBe(3);
    expect(valueOf(/^naru_produced_records_total\{topic="test.*changelog/)).toBe(2);
    expect(valueOf(/^naru_transactions_total\{outcome="committed"/)).toBe(valueOf(/^naru_commit_seconds_count/));
    expect(told.some((line) => line.startsWith('naru_lag_offsets{'))).toBe(true);
    expect(valueOf(/^naru_kafka_bytes_total\{direction="fetched",topic="test.*words/)).toBeGreaterThan(0);
    expect(valueOf(/^naru_kafka_bytes_total\{direction="produced",topic="test.*counts/)).toBeGreaterThan(0);
    expect(valueOf(/^naru_kafka_tasks\{/)).toBe(2);
  });
});

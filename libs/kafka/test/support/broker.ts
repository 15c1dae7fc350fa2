import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KafkaClient, Reader, type KafkaMetrics, type RecordView } from '../../src/index.js';

/** The broker that the tests share; everything they make there begins with a prefix of their own. */
export const brokers = brokersUnderTest();

export const prefixFor = (test: string): string => `test.${test}.${randomBytes(4).toString('hex')}`;

export const connect = (metrics: KafkaMetrics = {}): Promise<KafkaClient> =>
  KafkaClient.connect({ brokers: [brokers], clientId: 'kafka-tests', metrics });

/** Reads topics to their present end; transactions whose markers are still being written are waited for. */
export async function readAll(
  client: KafkaClient,
  options: { topics: string[]; positions?: { topic: string; partition: number; offset: number }[] },
  visit: (record: RecordView, partition: number) => void,
): Promise<void> {
  const reader = new Reader(client, { ...options, from: 'earliest', until: 'high-watermark' });
  await reader.start();
  while (!reader.caughtUp)
    for (const batch of await reader.poll(1_000))
      batch.forEach((record) => {
        visit(record, batch.partition);
      });
  await reader.close();
}

/** Of the stack that NARU_TEST_STACK (a file of endpoints) names; else on Kafka's usual port. */
function brokersUnderTest(): string {
  const file = process.env.NARU_TEST_STACK;
  if (file === undefined) return '127.0.0.1:9092';
  return (JSON.parse(readFileSync(file, 'utf8')) as { kafka: string }).kafka;
}

// The peer's hop: kafkajs takes a topic's records and writes them to the next one, in a transaction with its offsets.
import { CompressionTypes, Kafka, type Offsets, Partitioners, logLevel } from 'kafkajs';
import { withLz4 } from '../processes/kafkajs-lz4.js';
import { settingsOfProgram } from '../processes/one-shot.js';
import type { EchoSettings } from './settings-of-echo.js';

const { brokers, from, to, group } = settingsOfProgram() as EchoSettings;
withLz4();
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR, retry: { initialRetryTime: 5 } });
const producer = kafka.producer({
  createPartitioner: Partitioners.DefaultPartitioner,
  transactionalId: group,
  idempotent: true,
  maxInFlightRequests: 1,
});
const consumer = kafka.consumer({ groupId: group, readUncommitted: false, maxWaitTimeInMs: 50 });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: from, fromBeginning: false });
await consumer.run({
  autoCommit: false,
  eachBatch: async (payload) => {
    const { partition, messages } = payload.batch;
    const last = payload.batch.lastOffset();
    const transaction = await producer.transaction();
    const offsets: Offsets = {
      topics: [{ topic: from, partitions: [{ partition, offset: String(BigInt(last) + 1n) }] }],
    };
    try {
      await transaction.send({
        topic: to,
        compression: CompressionTypes.LZ4,
        messages: messages.map(({ key, value, timestamp }) => ({ key, value, timestamp })),
      });
      await transaction.sendOffsets({ consumerGroupId: group, ...offsets });
      await transaction.commit();
      payload.resolveOffset(last);
    } catch (error) {
      await transaction.abort();
      throw error;
    }
  },
});
process.once('SIGTERM', () => {
  void consumer
    .disconnect()
    .then(() => producer.disconnect())
    .then(() => process.exit(0));
});

// The peer: kafkajs reads the same changelog into a Map, decoded as a service would need it.
import { SchemaRegistry, codecFor } from '@naru/avro';
import { type ParkingBay, physicalNames, topics } from '@naru/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { withLz4 } from '../processes/kafkajs-lz4.js';
import { cpuSecondsSince, memoryHeld, settingsOfProgram } from '../processes/one-shot.js';
import type { Restoring } from './restoring.js';

const { brokers, registryUrl, group } = settingsOfProgram() as Restoring;
withLz4();
const names = physicalNames('');
const topic = names.topic(topics.parkingBaysChangelog);
const codec = await codecFor(topics.parkingBaysChangelog, new SchemaRegistry({ url: registryUrl, names }));
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });

const memoryBefore = memoryHeld();
const cpuBefore = process.cpuUsage();
const began = performance.now();
const admin = kafka.admin();
await admin.connect();
const ends = await admin.fetchTopicOffsets(topic);
await admin.disconnect();
// the end of the last transaction has an offset too, which no record has
const left = new Set(ends.filter(({ high }) => Number(high) > 0).map(({ partition }) => partition));
const lastOf = new Map(ends.map(({ partition, high }) => [partition, Number(high) - 2]));

const bays = new Map<string, ParkingBay>();
const restored = Promise.withResolvers<undefined>();
const consumer = kafka.consumer({ groupId: group, maxBytesPerPartition: 4 << 20 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachBatch: ({ batch: { partition, messages } }) => {
    for (const { key, value, offset } of messages) {
      if (key !== null && value !== null) bays.set(key.toString(), codec.decode(value));
      if (Number(offset) >= (lastOf.get(partition) ?? 0)) left.delete(partition);
    }
    if (left.size === 0) restored.resolve(undefined);
    return Promise.resolve();
  },
});
await restored.promise;
const seconds = (performance.now() - began) / 1_000;
const cpuSeconds = cpuSecondsSince(cpuBefore);
const bytesPerKey = (memoryHeld() - memoryBefore) / bays.size;
await consumer.disconnect();
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds, keys: bays.size, bytesPerKey })}\n`);

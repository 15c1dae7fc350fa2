// A task with a store, as any service of the hub has: started by the benchmark, it says how long its state took to come back.
import { SchemaRegistry } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { Readiness, createLogger, createMetrics } from '@naru/observability';
import { StreamsRunner, delivered, service, store } from '@naru/streams';
import { cpuSecondsSince, memoryHeld, settingsOfProgram } from '../processes/one-shot.js';
import { type Restoring, restoreService } from './restoring.js';

const { brokers, registryUrl } = settingsOfProgram() as Restoring;
const topology = service(restoreService, {
  reads: { observations: topics.parkingObservations },
  writes: { ledger: topics.hubLedger },
  stores: { bays: store({ changelog: topics.parkingBaysChangelog }) },
});

const names = physicalNames('');
const client = await KafkaClient.connect({ brokers: brokers.split(','), clientId: restoreService });
const restored = Promise.withResolvers<undefined>();
let keys = 0;
let tasks = topics.parkingObservations.partitions;
/** The runner says of each task when it has its state. */
const log = {
  write: (line: string): void => {
    const { msg, entries } = JSON.parse(line) as { msg: string; entries?: { bays: number } };
    if (!msg.startsWith('Task has its state')) return;
    keys += entries?.bays ?? 0;
    if (--tasks === 0) restored.resolve(undefined);
  },
};
const runner = new StreamsRunner({
  client,
  registry: new SchemaRegistry({ url: registryUrl, names }),
  names,
  readiness: new Readiness(),
  metrics: createMetrics({ service: restoreService, instance: 'one' }),
  logger: createLogger({ service: restoreService, instance: 'one', level: 'info' }, log),
  topology,
  pipeline: { observations: () => delivered },
  setAside: () => {
    throw new Error('There is nothing to set aside');
  },
  instance: 'one',
});

const memoryBefore = memoryHeld();
const cpuBefore = process.cpuUsage();
const began = performance.now();
await runner.start();
await restored.promise;
const seconds = (performance.now() - began) / 1_000;
const cpuSeconds = cpuSecondsSince(cpuBefore);
const bytesPerKey = (memoryHeld() - memoryBefore) / keys;
await runner.close();
await client.close();
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds, keys, bytesPerKey })}\n`);

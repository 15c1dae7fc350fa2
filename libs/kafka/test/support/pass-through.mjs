// A member of a group that copies records from topic to topic in transactions, to be stopped, killed and woken up by tests.
// Tells what happens as a JSON line each; "hold" on its input makes it wait, with a transaction open, for "go".
import { createInterface } from 'node:readline';
import {
  BatchWriter,
  FencedError,
  GroupConsumer,
  KafkaClient,
  KafkaError,
  TransactionalProducer,
  UnknownOutcomeError,
} from '../../dist/index.js';

const { brokers, group, input, output, transactionalId, transactionTimeoutMs, holdAt } = JSON.parse(process.argv[2]);
const tell = (event, more = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

let holding = false;
let stopping = false;
let go = Promise.withResolvers();
const commands = createInterface(process.stdin);
commands.on('close', () => process.exit(1)); // the test is gone
commands.on('line', (line) => {
  if (line === 'hold') holding = true;
  if (line === 'stop') stopping = true;
  if (line === 'go') go.resolve();
});

const client = await KafkaClient.connect({
  brokers: [brokers],
  clientId: transactionalId,
  metrics: { retry: (api, reason) => tell('retry', { api, reason }) },
});
const producer = new TransactionalProducer(client, { transactionalId, transactionTimeoutMs });
await producer.initialize();
const consumer = new GroupConsumer(client, {
  group,
  topics: [input],
  listener: {
    onAssigned: (tasks) => tell('assigned', { tasks }),
    onRevoked: (tasks, lost) => tell('revoked', { tasks, lost }),
  },
});
await consumer.start();
tell('started', { tasks: consumer.tasks });

async function holdHere(place) {
  if (!holding || place !== holdAt) return;
  holding = false;
  tell('held', { place });
  await go.promise;
  go = Promise.withResolvers();
}

async function copy(batches, membership) {
  const writer = new BatchWriter();
  const positions = new Map();
  let records = 0;
  producer.begin();
  for (const batch of batches) {
    batch.forEach((record) => writer.appendRange(record.timestamp, record.buffer, record));
    records += writer.records;
    producer.send(output, batch.partition, writer);
    positions.set(batch.partition, { topic: input, partition: batch.partition, offset: batch.lastOffset + 1 });
  }
  await producer.flush();
  await holdHere('before-offsets');
  producer.sendOffsets(membership, [...positions.values()]);
  await holdHere('before-commit');
  await producer.commit();
  tell('committed', { records });
}

while (!stopping) {
  try {
    const batches = await consumer.poll(100);
    if (batches.length > 0) await copy(batches, consumer.membership);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    tell('refused', { error: error.name, code: error.kafkaName, message: error.message });
    if (error instanceof FencedError || error instanceof UnknownOutcomeError) await producer.initialize();
    else if (producer.isOpen) await producer.abort();
    consumer.disown();
  }
}
await consumer.close();
await producer.close();
await client.close();
tell('stopped');
process.exit(0);

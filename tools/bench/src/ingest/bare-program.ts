// The peer: a bare Fastify with ajv that makes the same records, and brings them to Kafka by kafkajs.
import { hash, randomUUID } from 'node:crypto';
import { SchemaRegistry, codecFor } from '@naru/avro';
import { type ParkingRawObservation, physicalNames, topics } from '@naru/contracts';
import { Ajv } from 'ajv';
import { fastify } from 'fastify';
import { CompressionTypes, Kafka, type Message, Partitioners, logLevel } from 'kafkajs';
import { withLz4 } from '../processes/kafkajs-lz4.js';
import { settingsOfProgram } from '../processes/one-shot.js';
import type { BareSettings } from './settings-of-bare.js';

const { brokers, registryUrl, port, guarantee, lingerMs } = settingsOfProgram() as BareSettings;
withLz4();
const names = physicalNames('');
const topic = names.topic(topics.parkingRawObservations);
const codec = await codecFor(topics.parkingRawObservations, new SchemaRegistry({ url: registryUrl, names }));
const producer = new Kafka({
  brokers: brokers.split(','),
  logLevel: logLevel.ERROR,
  retry: { initialRetryTime: 5 },
}).producer({
  createPartitioner: Partitioners.DefaultPartitioner,
  ...(guarantee === 'transactions' && { transactionalId: `bare-${port}`, idempotent: true, maxInFlightRequests: 1 }),
});
await producer.connect();

interface Sent {
  readonly id: string;
  readonly device: string;
  readonly observedAt: string;
  readonly state: 'free' | 'occupied' | 'unknown';
}

const isRecord = new Ajv().compile<Sent>({
  type: 'object',
  required: ['id', 'device', 'observedAt', 'state'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 256 },
    device: { type: 'string', minLength: 1, maxLength: 256 },
    observedAt: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d` },
    state: { enum: ['free', 'occupied', 'unknown'] },
  },
});

const digest = (content: string): Buffer => hash('sha256', content, 'buffer').subarray(0, 16);

function rawOf({ id, device, observedAt, state }: Sent, receivedAt: number): ParkingRawObservation {
  return {
    recordId: digest(`bays\0parking/observations\0${device}\0${id}`),
    contentHash: digest(`${observedAt}\0${device}\0${state}`),
    source: 'bays',
    receivedAt,
    observedAt: Date.parse(observedAt),
    device,
    point: null,
    quality: 'good',
    lane: 'live',
    state,
  };
}

interface Waiting {
  readonly messages: readonly Message[];
  readonly settle: PromiseWithResolvers<undefined>;
}

let waiting: Waiting[] = [];
let isCommitting = false;

async function commit(group: readonly Waiting[]): Promise<void> {
  const messages = group.flatMap((one) => one.messages);
  const sending = { topic, messages, compression: CompressionTypes.LZ4 };
  if (guarantee === 'none') {
    await producer.send({ ...sending, acks: 1 });
    return;
  }
  const transaction = await producer.transaction();
  try {
    await transaction.send({ ...sending, acks: -1 });
    await transaction.commit();
  } catch (error) {
    await transaction.abort();
    throw error;
  }
}

async function commitWaiting(): Promise<void> {
  isCommitting = true;
  while (waiting.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const group = waiting;
    waiting = [];
    try {
      await commit(group);
      for (const { settle } of group) settle.resolve(undefined);
    } catch (error) {
      for (const { settle } of group) settle.reject(error);
    }
  }
  isCommitting = false;
}

function submit(messages: readonly Message[]): Promise<undefined> {
  const settle = Promise.withResolvers<undefined>();
  waiting.push({ messages, settle });
  if (!isCommitting) void commitWaiting();
  return settle.promise;
}

const server = fastify({ bodyLimit: 16 << 20 });
server.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body);
});
server.post<{ Body: string }>('/v1/parking/observations', async ({ body }, reply) => {
  const receivedAt = Date.now();
  const messages: Message[] = [];
  const results = body
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      const sent: unknown = JSON.parse(line);
      if (!isRecord(sent)) return { index, recordId: null, fate: 'dead-lettered' };
      const raw = rawOf(sent, receivedAt);
      messages.push({ key: raw.device, value: codec.encode(raw), timestamp: String(receivedAt) });
      return { index, recordId: Buffer.from(raw.recordId).toString('hex'), fate: 'delivered' };
    });
  const submitted = submit(messages);
  if (guarantee === 'transactions') await submitted;
  else submitted.catch(() => undefined);
  return reply.status(202).send({ requestId: randomUUID(), results });
});
server.get('/health/ready', () => ({ status: 'ready' }));
await server.listen({ host: '127.0.0.1', port });
process.once('SIGTERM', () => {
  void server
    .close()
    .then(() => producer.disconnect())
    .then(() => process.exit(0));
});

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SchemaRegistry } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { BatchWriter, KafkaClient, TransactionalProducer } from '@naru/kafka';
import { applyContract } from '../src/apply/apply-contract.js';
import type { Beginning } from '../src/apply/begin.js';

const endpoints = process.env.NARU_TEST_STACK;
const stack =
  endpoints === undefined
    ? { kafka: '127.0.0.1:9092', registry: 'http://127.0.0.1:8090/apis/ccompat/v7' }
    : (JSON.parse(readFileSync(endpoints, 'utf8')) as { kafka: string; registry: string });

const names = physicalNames(`t${randomBytes(6).toString('hex')}`);
const registry = new SchemaRegistry({ url: stack.registry, names });
const catalogue = [
  topics.parkingRawObservations,
  topics.parkingRawObservationsHistory,
  topics.parkingObservations,
  topics.parkingOccupancy,
];

describe('the contract applied to a broker and a registry', () => {
  let kafka: KafkaClient;
  beforeAll(async () => {
    kafka = await KafkaClient.connect({ brokers: stack.kafka.split(','), clientId: 'contract-tests' });
  });
  afterAll(async () => {
    await kafka.admin.deleteTopics(catalogue.map((topic) => names.topic(topic)));
    await kafka.close();
  });

  const apply = (changed = catalogue, begin: readonly Beginning[] = []) =>
    applyContract({ admin: kafka.admin, registry, names, replication: 1, catalogue: changed, begin });

  it('makes topics as the catalogue says, and doing it again changes nothing', async () => {
    const first = await apply();
    expect([...first.created].sort()).toEqual(catalogue.map((topic) => names.topic(topic)).sort());
    expect([...first.conflicts, ...first.differences]).toEqual([]);
    expect(await apply()).toEqual({ ...first, created: [], begun: [] });
  });

  it('says that services begin at 0 in new topics, and asks where they begin in old ones', async () => {
    await apply();
    const { name } = topics.parkingObservations;
    const physical = names.topic(name);
    const at = (service: string, partition: number) => ({ service, topic: physical, partition });
    expect(await kafka.admin.committed(names.group('parking'), [physical])).toMatchObject([
      { partition: 0, offset: 0 },
      { partition: 1, offset: 0 },
    ]);

    await kafka.admin.deleteTopics([physical]); // and the groups' positions with it
    await kafka.admin.createTopics([{ name: physical, partitions: 2 }]);
    const producer = new TransactionalProducer(kafka, { transactionalId: `${physical}-writer` });
    await producer.initialize();
    const writer = new BatchWriter();
    writer.append(Date.now(), 'somebody', Buffer.from('wrote'));
    producer.begin();
    producer.send(physical, 1, writer);
    await producer.commit();
    await producer.close();
    const late = await apply();
    expect(late.undecided).toEqual([at('analytics', 1), at('parking', 1)]);
    expect(late.begun).toEqual([at('analytics', 0), at('parking', 0)]);

    const decided = await apply(catalogue, [{ service: 'parking', topic: name, at: 'latest' }]);
    expect(decided.begun).toEqual([at('parking', 1)]);
    expect(decided.undecided).toEqual([at('analytics', 1)]);
    expect(await kafka.admin.committed(names.group('parking'), [physical])).toMatchObject([
      { partition: 0, offset: 0 },
      { partition: 1, offset: 2 }, // behind the record and the end of its transaction
    ]);
    await expect(apply(catalogue, [{ service: 'energy', topic: name, at: 'latest' }])).rejects.toBeInstanceOf(
      RangeError,
    );
  });

  it('registers one schema for a raw topic and its history', async () => {
    const { schemaIds } = await apply();
    const idOf = (topic: { name: string }) => schemaIds.get(names.topic(topic));
    expect(idOf(topics.parkingRawObservations)).toBe(idOf(topics.parkingRawObservationsHistory));
    expect(new Set(schemaIds.values()).size).toBe(3);
  });

  it('tells what is otherwise than the contract says, and leaves it', async () => {
    const changed = { ...topics.parkingRawObservations, partitions: 4, retentionMs: 1_000 };
    const name = names.topic(changed);
    expect(await apply([changed])).toMatchObject({
      conflicts: [`${name} has 2 partitions, not 4`],
      differences: [`${name}: retention.ms is 604800000, not 1000`],
    });
  });
});

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SchemaRegistry } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { applyContract } from '../src/apply/apply-contract.js';

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

  const apply = (changed = catalogue) =>
    applyContract({ admin: kafka.admin, registry, names, replication: 1, catalogue: changed });

  it('makes topics as the catalogue says, and doing it again changes nothing', async () => {
    const first = await apply();
    expect([...first.created].sort()).toEqual(catalogue.map((topic) => names.topic(topic)).sort());
    expect([...first.conflicts, ...first.differences]).toEqual([]);
    expect(await apply()).toEqual({ ...first, created: [] });
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

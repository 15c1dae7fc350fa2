// Somebody else writes into a raw topic; what enrichment sets aside is tried, mended and taken back by the command line as a user has it.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { SchemaRegistry, codecFor } from '@naru/avro';
import { type TopicContract, physicalNames, topics } from '@naru/contracts';
import kafkajs from 'kafkajs';
import { type Endpoints, ask, endpointsFile, naru, openWarehouse, readEndpoints, untilEqual } from './city.js';

const { Kafka, Partitioners, logLevel } = kafkajs;
const names = physicalNames('');
const source = `stranger-${Date.now()}`;
const device = `${source}-1`;
const turned = '$merge([$, {"point": {"longitude": point.latitude, "latitude": point.longitude}}])';

interface Trial {
  readonly fate: string | null;
  readonly reason: string | null;
  readonly decoded: { readonly value: { readonly point: object } };
}

(endpointsFile === undefined ? describe.skip : describe)('what a stage behind ingest has set aside', () => {
  let endpoints: Endpoints;
  let warehouse: ClickHouseClient;

  beforeAll(() => {
    endpoints = readEndpoints();
    warehouse = openWarehouse(endpoints);
  });
  afterAll(() => warehouse.close());

  /** Sends as whoever may write to the broker. */
  async function write<T>(topic: TopicContract<T>, record: T, broken: (bytes: Buffer) => Buffer): Promise<void> {
    const codec = await codecFor(topic, new SchemaRegistry({ url: endpoints.registry, names }));
    const kafka = new Kafka({ brokers: [endpoints.kafka], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 5 } });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const messages = [{ key: device, value: broken(codec.encode(record)) }];
    await producer.send({ topic: names.topic(topic), messages });
    await producer.disconnect();
  }

  const waiting = async (stage: string): Promise<readonly { readonly id: string; readonly reason: string }[]> => {
    const meant = ['--records', '--source', source, '--stage', stage, '--state', 'waiting'];
    return JSON.parse(await naru('dead-letters', 'list', ...meant, '--json')) as { id: string; reason: string }[];
  };
  const waits = async (stage: string, reason: string): Promise<string> => {
    await untilEqual(async () => (await waiting(stage)).map((letter) => letter.reason), [reason]);
    return (await waiting(stage))[0]?.id ?? '';
  };
  const tryFix = async (id: string, ...fix: string[]): Promise<Trial> =>
    JSON.parse(await naru('dead-letters', 'fix', id, ...fix)) as Trial;

  const redrive = async (stage: string, expression: string): Promise<unknown> =>
    JSON.parse(await naru('dead-letters', 'redrive', '--source', source, '--stage', stage, '--expression', expression));
  const at = Date.now();
  const front = {
    ...{ recordId: randomBytes(16), contentHash: randomBytes(16), source, receivedAt: at, observedAt: at, device },
    ...{ point: { longitude: 37.565, latitude: 126.98 }, quality: 'good', lane: 'live' as const },
  };
  const done = { state: 'done', found: 1, failed: 0, lost: 0 };

  it('is mended by JSONata over its JSON, tried first, and placed once', async () => {
    const record = { ...front, property: 'temperature', value: 20, unit: 'Cel' };
    await write(topics.environmentRawObservations, record, (bytes) => bytes);
    const id = await waits('enrichment', 'swapped-coordinates');
    expect(await tryFix(id)).toMatchObject({ fate: 'dead-lettered', reason: 'swapped-coordinates' });
    expect(await tryFix(id, '--expression', turned)).toMatchObject({
      fate: null,
      decoded: { value: { device, point: { longitude: 126.98, latitude: 37.565 } } },
    });
    expect(await redrive('enrichment', turned)).toMatchObject(done);
    const rows = (): Promise<unknown[]> =>
      ask(
        warehouse,
        `SELECT point_longitude, point_latitude, value FROM environment.observations WHERE device = '${device}'`,
      );
    const placed = [{ point_longitude: 126.98, point_latitude: 37.565, value: 20 }];
    expect(await untilEqual(rows, placed)).toEqual(placed);
    expect(await waiting('enrichment')).toEqual([]);
  });

  it('comes back into its table once that is mended, as it was and once', async () => {
    const relation = 'environment.raw_observations';
    const value = 4_711.5;
    await warehouse.command({ query: `ALTER TABLE ${relation} ADD CONSTRAINT no_such_value CHECK value != ${value}` });
    const record = { ...front, recordId: randomBytes(16), point: null, property: 'temperature', value, unit: 'Cel' };
    await write(topics.environmentRawObservations, record, (bytes) => bytes);
    const id = await waits('analytics', 'wrong-type');
    await warehouse.command({ query: `ALTER TABLE ${relation} DROP CONSTRAINT no_such_value` });
    expect(await tryFix(id)).toMatchObject({ fate: null, decoded: { value: { device, value } } });
    await expect(naru('dead-letters', 'redrive', id, '--expression', '$')).rejects.toThrow('NARU_FIX_INVALID');
    await naru('dead-letters', 'redrive', id);
    await expect(naru('dead-letters', 'redrive', id)).rejects.toThrow('NARU_ALREADY_DECIDED');
    const rows = (): Promise<unknown[]> =>
      ask(warehouse, `SELECT device, value FROM ${relation} WHERE source = '${source}' AND value = ${value}`);
    expect(await untilEqual(rows, [{ device, value }])).toEqual([{ device, value }]);
    expect(await waiting('analytics')).toEqual([]);
    const told = `Re-driven .* attempt 1: taken again by analytics, delivered`;
    const where = (): Promise<boolean> =>
      naru('where', record.recordId.toString('hex')).then((text) => new RegExp(told).test(text));
    expect(await untilEqual(where, true)).toBe(true);
  });

  it('is completed where it was cut, and changes the bay once', async () => {
    const place = {
      ...{ revision: 0, cause: null, assetId: null, placeReason: 'asset-unknown', placePoint: null, zones: {} },
      ...{ h3: null, building: null, storey: null, masterDataAt: null },
    };
    await write(topics.parkingObservations, { ...front, state: 'occupied', ...place }, (bytes) =>
      bytes.subarray(0, -2),
    );
    const id = await waits('parking', 'truncated-body');
    const complete = '$merge([$, {"storey": null, "masterDataAt": null}])';
    expect(await tryFix(id, '--expression', '$')).toMatchObject({ fate: null, decoded: { value: { storey: null } } });
    expect(await tryFix(id, '--expression', complete)).toMatchObject({ fate: null, decoded: { isWhole: true } });
    expect(await redrive('parking', complete)).toMatchObject(done);
    const rows = (): Promise<unknown[]> =>
      ask(warehouse, `SELECT state, source FROM parking.bay_states WHERE asset_id = '${device}'`);
    expect(await untilEqual(rows, [{ state: 'occupied', source }])).toEqual([{ state: 'occupied', source }]);
    expect(await waiting('parking')).toEqual([]);
  });
});

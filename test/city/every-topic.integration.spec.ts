// Ordinary clients read our topics: kafkajs with Confluent's registry client, and Python with fastavro. At least one record
// of every topic, and each of its fields as SQL shows it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { kinds, physicalNames, topics, type TopicContract } from '@naru/contracts';
import { pythonWith } from '@naru/testing';
import kafkajs from 'kafkajs';
import lz4 from 'lz4-napi';
import {
  ask,
  endpointsFile,
  getJson,
  inRepository,
  openWarehouse,
  readEndpoints,
  untilEqual,
  type Endpoints,
} from './city.js';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// The topics are compressed with lz4, which kafkajs leaves to its user.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => lz4.compressFrame(buffer),
  decompress: (buffer: Buffer) => lz4.decompressFrame(buffer),
});

const names = physicalNames('');
// what comes back to a stage behind ingest has the shape of ingest's; no sender can make a stage set something aside
const laterReturns = /^hub\.(?!ingest-)[a-z]+-returns\./;
const catalogue: readonly TopicContract[] = Object.values(topics).filter(({ name }) => !laterReturns.test(name));
if (endpointsFile === undefined) process.stderr.write('The readers of every topic are skipped: no city runs.\n');
const python = endpointsFile === undefined ? undefined : await pythonWith(inRepository('test/python/requirements.txt'));
if (python === undefined) process.stderr.write('The Python reader is skipped: it has no city, or not its packages.\n');

/** A decoded record and where it lies. */
interface Sample {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const asUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Plain JSON of a decoded value: bytes as hexadecimal text, sixteen of them as a UUID. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.length === 16 ? asUuid(value.toString('hex')) : value.toString('hex');
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** A record in an array, as the warehouse has it: a named tuple. */
function asElement(one: unknown): unknown {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
  return Object.fromEntries(Object.entries(one).map(([name, value]) => [snakeCase(name), value]));
}

/** A column of tuples in JSON has the times in them as text. */
const withTicks = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify(json, (_, value: unknown) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(value)
        ? Date.parse(`${value.replace(' ', 'T')}Z`)
        : value,
    ),
  );

/** Fields as the warehouse has them: nested points side by side, names in snake_case. */
function asColumns(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(plain(value) as Record<string, unknown>)) {
    if (['point', 'placePoint'].includes(name)) {
      const point = one as { longitude: number; latitude: number } | null;
      columns[`${snakeCase(name)}_longitude`] = point?.longitude ?? null;
      columns[`${snakeCase(name)}_latitude`] = point?.latitude ?? null;
    } else if (name === 'bounds') {
      const bounds = one as Record<string, number> | null;
      for (const side of ['west', 'south', 'east', 'north']) columns[`bounds_${side}`] = bounds?.[side] ?? null;
    } else columns[snakeCase(name)] = Array.isArray(one) ? one.map(asElement) : one;
  }
  return columns;
}

(endpointsFile === undefined ? describe.skip : describe)('every topic, read by ordinary clients', () => {
  let endpoints: Endpoints;
  let warehouse: ClickHouseClient;
  const samples = new Map<string, Sample>();

  /** The row of a record, its columns brought to plain JSON by their types. */
  async function rowOf({ topic, partition, offset }: Sample): Promise<Record<string, unknown>> {
    const contract = catalogue.find(({ name }) => name === topic);
    if (!contract) throw new Error(`No contract of ${topic}.`);
    const [database, table] = [names.database(contract.context), names.table(contract)];
    const columns = await ask<{ name: string; type: string }>(
      warehouse,
      `SELECT name, type FROM system.columns WHERE database = '${database}' AND table = '${table}' AND name NOT IN ('topic', 'partition', 'offset')`,
    );
    const select = columns.map(({ name, type }) => {
      if (/^(Nullable\()?DateTime64/.test(type)) return `toUnixTimestamp64Milli(${name}) AS ${name}`;
      if (/^(Nullable\()?Date(32)?\)?$/.test(type)) return `toInt32(${name}) AS ${name}`;
      if (type.includes('FixedString') || ['sealed', 'wrapped'].includes(name)) return `lower(hex(${name})) AS ${name}`;
      return name;
    });
    const where = `topic = '${topic}' AND partition = ${partition} AND offset = ${offset}`;
    const read = (): Promise<Record<string, unknown>[]> =>
      ask(
        warehouse,
        `SELECT ${select.join(', ')} FROM ${database}.${table} WHERE ${where} SETTINGS output_format_json_quote_64bit_integers = 0`,
      );
    await untilEqual(async () => (await read()).length, 1);
    const [row] = await read();
    if (!row) throw new Error(`No row of ${topic} ${partition} ${offset}.`);
    for (const { name, type } of columns) if (type.startsWith('Array(Tuple')) row[name] = withTicks(row[name]);
    return row;
  }

  beforeAll(async () => {
    endpoints = readEndpoints();
    warehouse = openWarehouse(endpoints);
    await feedEveryTopic(endpoints);
    const registry = new SchemaRegistry({ host: endpoints.registry });
    const kafka = new Kafka({ brokers: [endpoints.kafka], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 5 } });
    const consumer = kafka.consumer({ groupId: `every-topic-${process.pid}`, readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topics: catalogue.map((topic) => names.topic(topic)), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(
          new Error(
            `No record of ${catalogue
              .filter(({ name }) => !samples.has(name))
              .map(({ name }) => name)
              .join(', ')}.`,
          ),
        );
      }, 60_000);
      void consumer.run({
        eachMessage: async ({ topic, partition, message }) => {
          if (samples.has(topic) || message.value === null) return;
          consumer.pause([{ topic }]); // one is enough: the others come sooner
          samples.set(topic, {
            topic,
            partition,
            offset: message.offset,
            value: (await registry.decode(message.value)) as Sample['value'],
          });
          if (samples.size < catalogue.length) return;
          clearTimeout(late);
          resolve();
        },
      });
    }).finally(() => consumer.disconnect());
  }, 300_000);

  afterAll(() => warehouse.close());

  it.each(catalogue.filter(({ warehouse: kept }) => kept).map(({ name }) => name))(
    '%s: kafkajs sees what SQL shows',
    async (name) => {
      const sample = samples.get(name);
      if (!sample) throw new Error(`No record of ${name}.`);
      const row = await rowOf(sample);
      expect(row).toEqual(asColumns(sample.value));
    },
  );

  (python === undefined ? it.skip : it)(
    'Python with fastavro decodes the same fields of the same records',
    async () => {
      const wanted = [...samples.values()].map(({ topic, partition, offset }) => `${topic}:${partition}:${offset}`);
      const { stdout } = await promisify(execFile)(
        python ?? '',
        [inRepository('test/python/read_topics.py'), endpoints.kafka, endpoints.registry, ...wanted],
        {
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      const read = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Sample);
      expect(read.map(({ topic }) => topic).sort()).toEqual([...samples.keys()].sort());
      for (const { topic, value } of read)
        expect({ topic, value }).toEqual({ topic, value: plain(samples.get(topic)?.value) });
    },
    240_000,
  );
});

/** Sends what the city does not by itself, so that no topic is empty: the history lane, a breach, and somebody who answers it. */
async function feedEveryTopic({ services, keys }: Endpoints): Promise<void> {
  const manage = { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' };
  const post = (url: string, headers: Record<string, string>, body: unknown): Promise<Response> =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const source = 'every-topic';
  await post(`${services.ingest}/v1/sources`, manage, {
    source,
    owner: 'tests',
    kinds: kinds.map(({ domain, kind }) => `${domain}/${kind}`),
  });
  const made = await post(`${services.ingest}/v1/keys`, manage, {
    source,
    scopes: ['send', 'history'],
    description: 'tests',
  });
  // says nothing that isn't so: the position is beyond it
  await post(`${services.ingest}/v1/positions/skip`, manage, {
    service: 'enrichment',
    topic: 'parking.raw-observations.v1',
    partition: 0,
    from: 0,
  });
  const { key } = (await made.json()) as { key: string };
  const fields: Readonly<Record<string, unknown>> = {
    'parking/observations': { state: 'free' },
    'parking/counts': { occupied: 1, capacity: 2 },
    'energy/readings': { property: 'active-power', value: 1, unit: 'kW' },
    'security/events': { activity: 'door-forced', severity: 'high' },
    'mobility/events': { eventType: 'accident' },
    'environment/observations': { property: 'temperature', value: 20, unit: 'Cel' },
  };
  for (const lane of ['live', 'history'])
    for (const [kind, more] of Object.entries(fields)) {
      const record = {
        device: `every-topic-${lane}`,
        observedAt: new Date().toISOString(),
        point: { longitude: 126.98, latitude: 37.565 },
        ...(more as object),
      };
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(lane === 'history' && { 'naru-lane': 'history' }),
      };
      const send = async (body: unknown): Promise<number> =>
        (await post(`${services.ingest}/v1/${kind}`, headers, body)).status;
      await untilEqual(() => send(record), 202);
      // Again: a duplicate. Unreadable: a dead letter. Of 1970: quarantine.
      await send(record);
      await send({ ...record, device: 1 });
      if (lane === 'live') await send({ ...record, observedAt: '1970-01-01T00:00:01Z' });
    }
  interface Incidents {
    readonly items: readonly { incidentId: string }[];
  }
  const incidents = (): Promise<Incidents> =>
    getJson(`${services.security}/v1/security/incidents?status=open`, keys.read);
  await untilEqual(async () => (await incidents()).items.length > 0, true);
  const [incident] = (await incidents()).items;
  await post(`${services.security}/v1/security/incidents/${incident?.incidentId ?? ''}/acknowledge`, manage, {
    note: 'seen',
  });
  interface Letters {
    readonly items: readonly { id: string }[];
  }
  const letters = (): Promise<Letters> =>
    getJson(`${services.ingest}/v1/dead-letters?source=${source}&state=waiting`, keys.admin);
  await untilEqual(async () => (await letters()).items.length > 0, true);
  const [letter] = (await letters()).items;
  // as unreadable as before: it is set aside again
  await post(`${services.ingest}/v1/dead-letters/${letter?.id ?? ''}/redrive`, manage, {});
  await recomputeBay({ services, keys });
  await recomputeMeters({ services, keys });
  await recomputeGuarded({ services, keys });
}

/** Of a bay of which nothing came late: what became of it is all that is published. */
async function recomputeBay({ services, keys }: Pick<Endpoints, 'services' | 'keys'>): Promise<void> {
  interface Bays {
    readonly items: readonly { assetId: string; known: boolean; observedAt: string }[];
  }
  const knownBay = async (): Promise<Bays['items'][number] | undefined> => {
    const { items } = await getJson<Bays>(`${services.parking}/v1/parking/bays?limit=100`, keys.read);
    return items.find(({ known }) => known);
  };
  await untilEqual(async () => (await knownBay()) !== undefined, true);
  const bay = await knownBay();
  // a bay may have been imported, with the dates of its publisher
  const from = new Date(Date.parse(bay?.observedAt ?? '') - 3_600_000).toISOString();
  const range = { what: 'parking/sessions', assetId: bay?.assetId, from };
  // until the warehouse has the bay
  const isDone = async (): Promise<boolean> => (await recompute({ services, keys }, range)).meant === 1;
  expect(await untilEqual(isDone, true)).toBe(true);
}

/** Of meters of which nothing came late, and of the zones in which they are. */
async function recomputeMeters({ services, keys }: Pick<Endpoints, 'services' | 'keys'>): Promise<void> {
  interface Peaks {
    readonly items: readonly { zoneKind: string; zoneId: string }[];
  }
  interface Intervals {
    readonly items: readonly { zones: Readonly<Record<string, string>> }[];
  }
  // the smallest zones, with some ten meters each; not the one of the device that is no asset
  const peakOfMeters = async (): Promise<Peaks['items'][number] | undefined> => {
    const device = `${services.energy}/v1/energy/intervals?asset=every-topic-live`;
    const [interval] = (await getJson<Intervals>(device, keys.read)).items;
    const { items } = await getJson<Peaks>(`${services.energy}/v1/energy/peaks?kind=neighbourhood`, keys.read);
    return interval && items.find(({ zoneId }) => zoneId !== interval.zones.neighbourhood);
  };
  await untilEqual(async () => (await peakOfMeters()) !== undefined, true, 120);
  const peak = await peakOfMeters();
  const range = {
    what: 'energy/intervals',
    zone: { kind: peak?.zoneKind, id: peak?.zoneId },
    from: new Date(Date.now() - 3_600_000).toISOString(),
  };
  // a meter at least, and its zone
  const isDone = async (): Promise<boolean> => (await recompute({ services, keys }, range)).meant >= 2;
  expect(await untilEqual(isDone, true)).toBe(true);
}

/** Of the asset that was detected at last, which is no device of these tests. */
async function recomputeGuarded({ services, keys }: Pick<Endpoints, 'services' | 'keys'>): Promise<void> {
  interface Detections {
    readonly items: readonly { assetId: string; observedAt: string }[];
  }
  // until the warehouse has it
  const isDone = async (): Promise<boolean> => {
    const { items } = await getJson<Detections>(`${services.security}/v1/security/detections?limit=100`, keys.read);
    const found = items.find(({ assetId }) => !assetId.startsWith('every-topic'));
    if (found === undefined) return false;
    const range = { what: 'security/detections', assetId: found.assetId, from: found.observedAt };
    return (await recompute({ services, keys }, range)).meant === 1;
  };
  expect(await untilEqual(isDone, true)).toBe(true);
}

/** Commands a recompute; answers once it is done, with how many were meant. */
async function recompute(
  { services, keys }: Pick<Endpoints, 'services' | 'keys'>,
  range: Readonly<Record<string, unknown>>,
): Promise<{ readonly meant: number }> {
  const recomputes = `${services.analytics}/v1/analytics/recomputes`;
  const begun = await fetch(recomputes, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify(range),
  });
  const { id } = (await begun.json()) as { id: string };
  const job = (): Promise<{ state: string; meant: number }> => getJson(`${recomputes}/${id}`, keys.admin);
  await untilEqual(async () => (await job()).state !== 'running', true, 120);
  const { state, meant } = await job();
  expect(state).toBe('done');
  return { meant };
}

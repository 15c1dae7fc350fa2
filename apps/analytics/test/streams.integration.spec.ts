import { type IncomingMessage, get as httpGet } from 'node:http';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type TopicContract, topics } from '@naru/contracts';
import { type RunningService, AccessKeys, followAccessKeys, followed, joinHub, startService } from '@naru/http';
import { BatchWriter, TransactionalProducer } from '@naru/kafka';
import { markHeaders } from '@naru/streams';
import { EventSourceUnderTest, HubUnderTest, eventually, testStack } from '@naru/testing';
import { commonConfig, httpPort, loadConfig } from '@naru/config';
import kafkajs from 'kafkajs';
import { z } from 'zod';
import { Streams } from '../src/adapters/streams.js';
import { analyticsProblems } from '../src/http/problems.js';
import { StreamsController } from '../src/http/streams.controller.js';
import { STREAMS } from '../src/tokens.js';
import { accident, detection, noon, observation } from './support/records.js';

jest.setTimeout(90_000);

const { parkingObservations, mobilityEvents, securityDetections, hubDuplicates } = topics;
const sse = { accept: 'text/event-stream' };
const recordData = z.object({
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  key: z.string().nullable(),
  id: z.string(),
  revision: z.number(),
  value: z.object({ device: z.string() }).loose(),
});
const progressData = z.object({ clock: z.string().nullable(), live: z.boolean(), cursor: z.string() });
const problem = z.object({ code: z.string() });

let hub: HubUnderTest;
let sender: TransactionalProducer;
let readKey: string;
const services: RunningService[] = [];
let listening: EventSourceUnderTest[] = [];

/** The streams of analytics, without its sink and its warehouse. */
async function start(
  instance: string,
  limits: { maxClients?: number; maxReaders?: number } = {},
): Promise<RunningService> {
  const settings = { ...hub.environment(instance), NARU_OPEN_DATA: 'true' };
  const config = loadConfig(commonConfig.extend({ httpPort: httpPort(8080) }), settings);
  const service = await startService({
    name: 'analytics',
    title: 'streams',
    description: 'test',
    config,
    problems: analyticsProblems,
    controllers: [StreamsController],
    compose: async (surroundings) => {
      const joined = await joinHub('streams', config, surroundings);
      const { client } = joined;
      const accessKeys = new AccessKeys();
      const streams = new Streams({ client, registry: config.registryUrl, tenant: config.tenant, ...limits });
      return {
        accessKeys,
        parts: [
          { name: 'streams', stop: () => streams.close() },
          followed('access keys', followAccessKeys(joined, accessKeys)),
        ],
        provide: [[STREAMS, streams]],
      };
    },
  });
  services.push(service);
  return service;
}

const pathOf = (topic: TopicContract, query: Readonly<Record<string, string>> = {}): string =>
  `/v1/streams/${topic.name}?${new URLSearchParams(query).toString()}`;

async function listen(
  service: RunningService,
  topic: TopicContract,
  query: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<EventSourceUnderTest> {
  const source = await EventSourceUnderTest.open(service.url + pathOf(topic, query), { ...sse, ...headers });
  listening.push(source);
  return source;
}

/** The next records of a stream; what else it says is passed over. */
async function records(source: EventSourceUnderTest, count: number): Promise<z.infer<typeof recordData>[]> {
  const found: z.infer<typeof recordData>[] = [];
  while (found.length < count) {
    const { event, data } = await source.next(30_000);
    if (event === 'cut-off') throw new Error(JSON.stringify(data));
    if (event === 'record') found.push(recordData.parse(data));
  }
  return found;
}
const devices = (found: readonly z.infer<typeof recordData>[]): string[] => found.map(({ value }) => value.device);

const page = async (service: RunningService, path: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(service.url + path, { headers });
  const text = await response.text();
  if (!response.ok) return { status: response.status, code: problem.parse(JSON.parse(text)).code };
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    status: response.status,
    records: lines.map((line) => recordData.extend({ cursor: z.string() }).parse(JSON.parse(line))),
    cursor: response.headers.get('naru-cursor') ?? '',
    isComplete: response.headers.get('naru-complete') === 'true',
  };
};

const see = (...names: readonly string[]) =>
  hub.write(
    parkingObservations,
    names.map((name) => [name, observation(name, name, noon)]),
  );

beforeAll(async () => {
  hub = await HubUnderTest.open([parkingObservations, mobilityEvents, securityDetections, hubDuplicates]);
  sender = new TransactionalProducer(hub.client, { transactionalId: `${hub.tenant}-sender` });
  await sender.initialize();
  readKey = await hub.key('read');
  await start('one');
});
afterEach(() => {
  for (const source of listening) source.close();
  listening = [];
});
afterAll(async () => {
  for (const service of services) await service.stop();
  await sender.close();
  await hub.close();
});

const one = (): RunningService => {
  const [first] = services;
  if (first === undefined) throw new Error('No instance runs');
  return first;
};

describe('a stream of a topic', () => {
  it('tells what is there, then what comes, each record once and in the order of its key; nothing that was aborted', async () => {
    await see(...Array.from({ length: 400 }, (_, n) => `early-${n}`));
    sender.begin();
    const aborted = new BatchWriter();
    aborted.append(
      Date.now(),
      'never',
      (await hub.codec(parkingObservations)).encode(observation('never', 'never', noon)),
    );
    sender.send(hub.names.topic(parkingObservations), 1, aborted);
    await sender.flush();
    await sender.abort();

    const source = await listen(one(), parkingObservations, { from: 'earliest' });
    const early = await records(source, 400);
    await see('now-1', 'now-2');
    const all = [...early, ...(await records(source, 2))];
    expect(new Set(devices(all)).size).toBe(402);
    expect(devices(all)).not.toContain('never');
    for (const partition of [0, 1]) {
      const offsets = all.filter((record) => record.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    }
    expect(all[0]).toMatchObject({
      topic: parkingObservations.name,
      revision: 0,
      key: expect.stringMatching(/^early/),
    });
  });

  it('goes on at another instance where it stopped at one that is gone', async () => {
    const doomed = await start('doomed');
    const source = await listen(doomed, parkingObservations);
    await source.next(); // its cursor
    await see('before-1', 'before-2');
    expect(devices(await records(source, 2)).sort()).toEqual(['before-1', 'before-2']);
    const cursor = source.lastId;
    await doomed.stop();
    await see('between');

    const resumed = await listen(one(), parkingObservations, {}, { 'last-event-id': cursor });
    await see('after');
    expect(devices(await records(resumed, 2)).sort()).toEqual(['after', 'between']);
  });

  it('tells only what is asked for, and moves the cursor past the rest', async () => {
    const inZone = await listen(one(), parkingObservations, { zone: 'district:D2' });
    const ofAsset = await listen(one(), parkingObservations, { asset: 'bay-7' });
    const inBox = await listen(one(), parkingObservations, { bbox: '10,10,11,11' });
    const first = progressData.parse((await ofAsset.next()).data);
    await hub.write(parkingObservations, [
      ['bay-6', observation('6', 'bay-6', noon, { zones: { district: 'D2' } })],
      ['bay-7', observation('7', 'bay-7', noon)],
      ['bay-8', observation('8', 'bay-8', noon, { placePoint: { longitude: 10.5, latitude: 10.5 } })],
    ]);
    expect(devices(await records(inZone, 1))).toEqual(['bay-6']);
    expect(devices(await records(ofAsset, 1))).toEqual(['bay-7']);
    expect(devices(await records(inBox, 1))).toEqual(['bay-8']);
    const behind = async () => {
      const { cursor } = progressData.parse((await ofAsset.next()).data);
      expect(cursor).not.toBe(first.cursor);
      return page(one(), pathOf(parkingObservations, { cursor }));
    };
    await eventually(behind, ({ records: left }) => left?.length === 0);
  });

  it('says how far the hub is, by the marks of every partition', async () => {
    const source = await listen(one(), parkingObservations);
    expect(await source.next()).toMatchObject({ event: 'progress', data: { clock: null, live: true } });
    const at = Date.parse('2026-11-22T03:00:00Z');
    sender.begin();
    for (const partition of [0, 1]) {
      const writer = new BatchWriter();
      writer.append(Date.now(), null, null, markHeaders(at + partition));
      sender.send(hub.names.topic(parkingObservations), partition, writer);
    }
    await sender.commit();
    const told = async () => progressData.parse((await source.next()).data).clock;
    expect(await eventually(told, (clock) => clock !== null)).toBe('2026-11-22T03:00:00.000Z');
  });

  it('tells of a record that can not be read', async () => {
    const source = await listen(one(), parkingObservations, { asset: 'nobody' });
    await source.next();
    await hub.writeBytes(parkingObservations, [['bay-1', Buffer.from('no avro')]]);
    const told = await eventually(
      () => source.next(),
      ({ event }) => event !== 'progress',
    );
    expect(told).toMatchObject({
      event: 'unreadable',
      data: { key: 'bay-1', unreadable: 'not-confluent' },
    });
  });

  it('cuts off a client that does not read, with a reason, and the others hear on', async () => {
    const slow = await new Promise<IncomingMessage>((resolve) =>
      httpGet(one().url + pathOf(mobilityEvents), { headers: sse }, resolve),
    );
    const quick = await listen(one(), mobilityEvents);
    await quick.next();
    const description = 'x'.repeat(20_000);
    for (let batch = 0; batch < 10; batch++) {
      const accidents = Array.from({ length: 100 }, (_, n) => accident(`${batch}-${n}`, noon));
      await hub.write(
        mobilityEvents,
        accidents.map((each) => [each.device, { ...each, description }]),
      );
      await records(quick, 100);
    }
    let heard = '';
    slow.setEncoding('utf8').on('data', (text: string) => (heard = (heard + text).slice(-2_000)));
    await once(slow, 'end');
    expect(heard).toMatch(/event: cut-off\ndata: \{"code":"NARU_LISTENER_TOO_SLOW"/);
  });

  it('waits for a client that catches up as fast as it reads, and cuts it off where it does not', async () => {
    const service = await start('catching-up', { maxClients: 1 });
    const path = pathOf(mobilityEvents, { from: 'earliest' });
    const all = await listen(service, mobilityEvents, { from: 'earliest' });
    expect(new Set(devices(await records(all, 1_000))).size).toBe(1_000);
    all.close();
    const isFree = async () => {
      const response = await fetch(service.url + pathOf(mobilityEvents), { headers: sse });
      await response.body?.cancel();
      return response.status;
    };
    await eventually(isFree, (status) => status === 200);

    const still = await eventually(
      () => new Promise<IncomingMessage>((resolve) => httpGet(service.url + path, { headers: sse }, resolve)),
      (response) => response.statusCode === 200,
    );
    expect(await isFree()).toBe(503);
    await eventually(isFree, (status) => status === 200, 45_000);
    still.destroy();
  });

  it('takes no more clients than it may', async () => {
    const small = await start('small', { maxClients: 1 });
    const only = await listen(small, parkingObservations);
    await only.next();
    const refused = await fetch(small.url + pathOf(parkingObservations), { headers: sse });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    only.close();
    const isTaken = async () => {
      const response = await fetch(small.url + pathOf(parkingObservations), { headers: sse });
      await response.body?.cancel();
      return response.status;
    };
    await eventually(isTaken, (status) => status === 200);
  });
});

describe('pages of a topic', () => {
  it('follow each other to the end, whatever their size', async () => {
    const { cursor: begin = '' } = await page(one(), pathOf(parkingObservations, { from: 'latest' }));
    await see(...Array.from({ length: 25 }, (_, n) => `paged-${n}`));
    await hub.untilReadable(parkingObservations);
    const found: string[] = [];
    let [cursor, pages, isComplete] = [begin, 0, false];
    while (!isComplete) {
      const got = await page(one(), pathOf(parkingObservations, { cursor, limit: '10' }));
      found.push(...devices(got.records ?? []));
      // a client that stops in the middle of a page goes on behind the record that it had last
      if (pages++ === 0) {
        const [, second] = got.records ?? [];
        const again = await page(one(), pathOf(parkingObservations, { cursor: second?.cursor ?? '', limit: '8' }));
        expect(devices(again.records ?? [])).toEqual(found.slice(2));
      }
      [cursor, isComplete] = [got.cursor ?? '', got.isComplete ?? true];
    }
    expect(found.sort()).toEqual(Array.from({ length: 25 }, (_, n) => `paged-${n}`).sort());
    expect(pages).toBeGreaterThanOrEqual(3);
  });

  it('are refused past retention', async () => {
    const { cursor = '' } = await page(one(), pathOf(mobilityEvents, { from: 'earliest', limit: '1' }));
    const admin = new kafkajs.Kafka({ brokers: testStack().kafka.split(',') }).admin();
    await admin.connect();
    const topic = hub.names.topic(mobilityEvents);
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({
      topic,
      partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
    });
    await admin.disconnect();
    const gone = { status: 410, code: 'NARU_STREAM_CURSOR_GONE' };
    expect(await page(one(), pathOf(mobilityEvents, { cursor }))).toEqual(gone);
    expect(await page(one(), pathOf(mobilityEvents, { cursor }), sse)).toEqual(gone);
    expect(await page(one(), pathOf(mobilityEvents, { from: 'earliest' }))).toMatchObject({
      records: [],
      isComplete: true,
    });
  });

  it('are given to whom they may be given', async () => {
    await hub.write(securityDetections, [['camera-1', detection('x', noon)]]);
    const path = pathOf(securityDetections);
    const withKey = { authorization: `Bearer ${readKey}` };
    expect(await page(one(), path)).toEqual({ status: 401, code: 'NARU_KEY_MISSING' });
    const ask = async () => {
      const answer = await fetch(one().url + path, { headers: withKey });
      return { status: answer.status, text: await answer.text() };
    };
    const answer = await eventually(ask, ({ status, text }) => status === 200 && text !== '');
    expect(answer.text).toContain('repeated-failures');
    expect(await page(one(), pathOf(hubDuplicates), withKey)).toEqual({ status: 403, code: 'NARU_SCOPE_MISSING' });
    expect(await page(one(), pathOf(topics.hubAccessKeys), withKey)).toEqual({
      status: 404,
      code: 'NARU_STREAM_UNKNOWN',
    });
  });

  it.each([
    [{ cursor: 'nonsense' }, 'NARU_CURSOR_INVALID'],
    [{ zone: 'D1' }, 'NARU_REQUEST_INVALID'],
    [{ bbox: '1,2,3' }, 'NARU_REQUEST_INVALID'],
    [{ bbox: '1,50,3,40' }, 'NARU_REQUEST_INVALID'],
    [{ from: 'yesterday' }, 'NARU_REQUEST_INVALID'],
    [{ limit: '0' }, 'NARU_REQUEST_INVALID'],
  ])('are refused for %p', async (query, code) => {
    expect(await page(one(), pathOf(parkingObservations, query as Record<string, string>))).toEqual({
      status: 400,
      code,
    });
  });

  it('are listed and described', async () => {
    const { items } = z
      .object({ items: z.array(z.object({ topic: z.string(), filters: z.array(z.string()) })) })
      .parse(await (await fetch(`${one().url}/v1/streams`)).json());
    expect(items.find(({ topic }) => topic === parkingObservations.name)?.filters).toEqual(['zone', 'asset', 'bbox']);
    const api = (await (await fetch(`${one().url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(JSON.stringify(api.paths['/v1/streams/{topic}'])).toContain('text/event-stream');
  });
});

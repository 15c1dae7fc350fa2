import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type HubDeadLetter, type HubReturnedRecord, type TopicContract, topics } from '@naru/contracts';
import { type RunningService, type Scope, makeKey } from '@naru/http';
import { partitionOf } from '@naru/kafka';
import { eventually, testStack } from '@naru/testing';
import { Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { recordAnswer, recordList } from '../src/http/record-answers.js';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { Gate } from './support/gate.js';
import { bookEntry } from './support/ledger-entries.js';
import {
  detection,
  interval,
  minute,
  noon,
  observation,
  rawObservation,
  reading,
  securityEvent,
  session,
} from './support/records.js';

jest.setTimeout(180_000);

const raw = topics.parkingRawObservations;
const placed = topics.parkingObservations;
const device = 'S-1';
const rawPartition = partitionOf(device, raw.partitions);
const at = Date.now() - 60_000;
const admin = new Kafka({
  brokers: testStack().kafka.split(','),
  clientId: 'tests',
  logLevel: logLevel.NOTHING,
}).admin();

let analytics: AnalyticsUnderTest;
let service: RunningService;
let gate: Gate;
let reader: string;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const idOf = (name: string): string =>
  sha256(name)
    .subarray(0, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const copy = (name: string, more: object = {}) => ({
  ...rawObservation(name, device, at),
  receivedAt: at + 40,
  ...more,
});
const letter = (more: Partial<HubDeadLetter>): HubDeadLetter => ({
  recordId: null,
  source: 'bays',
  tenant: analytics.hub.tenant,
  stage: 'ingest',
  task: 0,
  kind: 'parking/observations',
  reason: 'malformed-json',
  detail: 'an object was expected',
  receivedAt: at + 40,
  observedAt: null,
  originTopic: null,
  originPartition: null,
  originOffset: null,
  originKey: null,
  schemaId: null,
  lane: 'live',
  attempt: 0,
  size: 3,
  sha256: sha256('{"a'),
  sealed: null,
  sealKeyId: null,
  ...more,
});

const get = async (path: string, key = reader) => {
  const response = await fetch(`${service.url}/v1/records${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: await response.json(), headers: response.headers };
};
type Answer = z.infer<typeof recordAnswer>;
/** Undefined where it is not there yet, or the time of one answer was too short to look everywhere. */
const where = async (id: string): Promise<Answer | undefined> => {
  const { status, body } = await get(`/${id}`);
  if (status === 404 || status === 503) return undefined;
  if (status !== 200) throw new Error(`/v1/records/${id} answered ${JSON.stringify(body)}`);
  return recordAnswer.parse(body);
};
/** An answer is bounded in time, and tells what it found in it: asked until it tells all that is wanted. */
const whereOnce = async (id: string, wanted: object): Promise<Answer> => {
  const isAsWanted = (answer: Answer | undefined): boolean => {
    try {
      expect(answer).toMatchObject(wanted);
      return true;
    } catch {
      return false;
    }
  };
  const answer = await eventually(() => where(id), isAsWanted, 60_000);
  if (answer === undefined) throw new Error(`/v1/records/${id} never answered`);
  return answer;
};
/** An answer that does not depend on how long it took to look. */
const answered = (path: string, key = reader) =>
  eventually(
    () => get(path, key),
    ({ status }) => status !== 503,
  );
const code = (body: unknown): string => z.object({ code: z.string() }).parse(body).code;

async function keyOf(source: string | null, ...scopes: readonly Scope[]): Promise<string> {
  const { text, keyId, secretSha256 } = makeKey();
  const about = { tenant: analytics.hub.tenant, recordsPerSecond: 0, description: 'test', createdAt: 0 };
  await analytics.hub.write(topics.hubAccessKeys, [[keyId, { keyId, secretSha256, scopes, source, ...about }]]);
  return text;
}

/** Offset that the next record of the device gets. */
async function nextOffset(topic: TopicContract, partition: number): Promise<number> {
  const ends = await analytics.hub.client.admin.listOffsets(
    [analytics.hub.names.topic(topic)],
    'latest',
    'read_uncommitted',
  );
  return ends.find((end) => end.partition === partition)?.offset ?? NaN;
}

/** A stage doesn't run here: its group comes so far as it would, to the end of a partition. */
async function takes(stage: string, topic: TopicContract, partition: number): Promise<number> {
  const { names } = analytics.hub;
  const to = await nextOffset(topic, partition);
  const partitions = [{ partition, offset: String(to) }];
  await admin.setOffsets({ groupId: names.group(stage), topic: names.topic(topic), partitions });
  return to;
}

/** And its books. */
async function enrichmentTakes(from: number): Promise<number> {
  const to = await takes('enrichment', raw, rawPartition);
  const bookedAt = Date.now();
  await bookEntry(analytics.hub, 'enrichment', {
    bookedAt,
    ranges: [{ topic: raw.name, partition: rawPartition, fromOffset: from, toOffset: to, records: 1, lost: false }],
  });
  return bookedAt;
}

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open(topics.hubParkingReturns);
  const { hostname, port } = new URL(testStack().clickhouse.url);
  gate = await Gate.open(hostname, Number(port));
  await admin.connect();
  reader = await keyOf(null, 'read');
  service = await analytics.start('one', { NARU_CLICKHOUSE_URL: `http://127.0.0.1:${gate.port}` });
  await analytics.until(service, true);
});
afterAll(async () => {
  gate.reopen();
  await admin.disconnect();
  await analytics.close();
  await gate.close();
});

describe('where is my record', () => {
  let booked: number;
  let offsets: readonly number[];

  it('in flight to enrichment since it was taken, with what ingest answered, before and after the warehouse has it', async () => {
    const first = await nextOffset(raw, rawPartition);
    await analytics.hub.write(raw, [[device, copy('one')]]);
    const answer = await whereOnce(idOf('one'), {
      copies: [{ onKafka: true, stages: [{ state: 'in-flight' }, { state: 'taken' }] }],
    });
    expect(answer).toMatchObject({
      recordId: idOf('one'),
      state: 'in-flight',
      kind: 'parking/observations',
      source: 'bays',
      device,
      observedAt: new Date(at).toISOString(),
      answers: [{ at: new Date(at + 40).toISOString(), fate: 'delivered' }],
      revisions: [],
    });
    expect(answer.copies).toEqual([
      expect.objectContaining({
        topic: raw.name,
        partition: rawPartition,
        offset: first,
        onKafka: true,
        table: analytics.relation(raw),
        stages: [
          expect.objectContaining({
            stage: 'enrichment',
            state: 'in-flight',
            since: new Date(at + 40).toISOString(),
            fate: null,
          }),
          expect.objectContaining({ stage: 'analytics', state: 'taken', since: null, fate: 'delivered' }),
        ],
      }),
    ]);
  });

  it('deduplicated against the first copy; published with its place and its later revision; in flight to parking', async () => {
    const second = await nextOffset(raw, rawPartition);
    await analytics.hub.write(raw, [[device, copy('one', { receivedAt: at + 90 })]]);
    const [taken] = (await whereOnce(idOf('one'), { copies: [{}, {}] })).copies;
    const first = taken?.offset ?? NaN;
    offsets = [first, second];
    booked = await enrichmentTakes(0);
    await analytics.hub.write(topics.hubDuplicates, [
      [
        idOf('one'),
        {
          recordId: copy('one').recordId,
          source: 'bays',
          stage: 'enrichment',
          kind: 'parking/observations',
          receivedAt: at + 90,
          originTopic: raw.name,
          originPartition: rawPartition,
          originOffset: second,
          firstTopic: raw.name,
          firstPartition: rawPartition,
          firstOffset: first,
        },
      ],
    ]);
    const statement = { ...observation('one', 'bay-1', at, { receivedAt: at + 40 }), device };
    const moved = {
      ...statement,
      revision: 1,
      cause: 'master-data',
      zones: { district: 'D2' },
      masterDataAt: at + 50_000,
    };
    await analytics.hub.write(placed, [['bay-1', statement]]);
    await analytics.hub.write(placed, [['bay-1', moved]]);

    const since = new Date(booked).toISOString();
    const tabled = { table: analytics.relation(placed) };
    const answer = await whereOnce(idOf('one'), {
      copies: [{ stages: [{ at: since }, {}] }, { stages: [{ fate: 'deduplicated' }, {}] }],
      revisions: [
        { ...tabled, stages: expect.arrayContaining([expect.objectContaining({ stage: 'parking', since })]) },
        tabled,
      ],
    });
    expect(answer.state).toBe('in-flight');
    expect(answer.answers).toHaveLength(2);
    expect(answer.copies.map(({ stages }) => stages[0])).toEqual([
      expect.objectContaining({
        stage: 'enrichment',
        state: 'taken',
        at: since,
        fate: 'delivered',
        revision: 0,
      }),
      expect.objectContaining({
        stage: 'enrichment',
        state: 'taken',
        fate: 'deduplicated',
        against: { topic: raw.name, partition: rawPartition, offset: offsets[0] },
      }),
    ]);
    expect(answer.revisions).toMatchObject([
      {
        revision: 0,
        cause: null,
        place: { assetId: 'bay-1', zones: { district: 'D1' }, point: { longitude: 126.98, latitude: 37.57 } },
      },
      {
        revision: 1,
        cause: 'master-data',
        place: { zones: { district: 'D2' }, masterDataAt: new Date(at + 50_000).toISOString() },
      },
    ]);
    // when it was published, parking began to have it to read; when the correction was, nobody says
    const parking = answer.revisions.map(({ stages }) => stages.find(({ stage }) => stage === 'parking'));
    expect(parking).toMatchObject([
      { state: 'in-flight', since },
      { state: 'in-flight', since: null },
    ]);
  });

  it('set aside by ingest, by the id or by the bytes, whose id nobody could read', async () => {
    const late = {
      ...letter({ recordId: copy('late').recordId, reason: 'late', sha256: sha256('late') }),
      observedAt: at - 9e6,
    };
    await analytics.hub.write(topics.hubQuarantine, [['ingest/0', late]]);
    await analytics.hub.write(topics.hubDeadLetters, [['ingest/0', letter({})]]);
    const asideInTable = { setAside: [{ table: expect.any(String) }] };
    const quarantined = await whereOnce(idOf('late'), asideInTable);
    expect(quarantined).toMatchObject({
      state: 'quarantined',
      answers: [{ fate: 'quarantined', reason: 'late' }],
      setAside: [{ fate: 'quarantined', stage: 'ingest', reason: 'late', origin: null, isKept: false }],
    });
    const refused = await whereOnce(sha256('{"a').toString('hex'), asideInTable);
    expect(refused).toMatchObject({
      recordId: null,
      state: 'dead-lettered',
      answers: [{ fate: 'dead-lettered', reason: 'malformed-json', expected: 'an object was expected' }],
    });
    // by its bytes, too, what has an id
    await whereOnce(sha256('late').toString('hex'), { recordId: idOf('late'), state: 'quarantined' });
  });

  it('set aside by a later stage: there, and why', async () => {
    const offset = await nextOffset(raw, rawPartition);
    await analytics.hub.write(raw, [[device, copy('torn')]]);
    await enrichmentTakes(offset);
    const origin = { originTopic: raw.name, originPartition: rawPartition, originOffset: offset };
    const torn = letter({
      recordId: copy('torn').recordId,
      stage: 'enrichment',
      kind: raw.name,
      reason: 'wrong-type',
      ...origin,
    });
    await analytics.hub.write(topics.hubDeadLetters, [['enrichment/0', torn]]);
    await whereOnce(idOf('torn'), {
      state: 'dead-lettered',
      answers: [{ fate: 'delivered' }],
      copies: [
        { offset, stages: [{ stage: 'enrichment', state: 'taken', fate: 'dead-lettered', reason: 'wrong-type' }, {}] },
      ],
      setAside: [{ stage: 'enrichment', origin: { topic: raw.name, partition: rawPartition, offset } }],
    });
  });

  it('re-driven to the stage that set it aside: waits, is on its way back, was delivered, was set aside again', async () => {
    const bay = 'bay-7';
    const partition = partitionOf(bay, placed.partitions);
    const offset = await nextOffset(placed, partition);
    await analytics.hub.write(placed, [[bay, observation('knotted', bay, at)]]);
    await takes('parking', placed, partition);
    const knotted = letter({
      recordId: copy('knotted').recordId,
      stage: 'parking',
      kind: placed.name,
      reason: 'wrong-type',
      originTopic: placed.name,
      originPartition: partition,
      originOffset: offset,
      originKey: bay,
      sealed: Buffer.from('sealed'),
      sealKeyId: 'bays/1',
    });
    await analytics.hub.write(topics.hubDeadLetters, [['parking/0', knotted]]);
    const waiting = await whereOnce(idOf('knotted'), {
      state: 'dead-lettered',
      setAside: [{ state: 'waiting', back: null, table: expect.any(String) }],
    });

    const [aside] = waiting.setAside;
    const about = {
      letter: `dead-letters/${aside?.partition}-${aside?.offset}`,
      commandId: 'c-1',
      commandedBy: 'operator',
      commandedAt: at + 1_000,
      isFixed: false,
      attempt: 1,
      sha256: knotted.sha256,
    };
    const { recordId, source, stage, task, kind, reason, receivedAt, size, lane } = knotted;
    const returned: HubReturnedRecord = {
      ...about,
      ...{ recordId, source, stage, task, kind, reason, receivedAt, size, lane },
      originTopic: placed.name,
      originPartition: partition,
      originOffset: offset,
      originKey: bay,
      isRelease: false,
      sealed: Buffer.from('sealed'),
      sealKeyId: 'bays/1',
      group: '',
      setAsideAt: at,
    };
    await analytics.hub.write(topics.hubParkingReturns, [[bay, returned]]);
    const decision = { ...about, decision: 'redriven', source, stage, reason, receivedAt };
    await analytics.hub.write(topics.hubSetAsideDecisions, [[about.letter, decision]]);
    await whereOnce(idOf('knotted'), {
      state: 'in-flight',
      revisions: [{ stages: [{ stage: 'parking', state: 'taken', fate: 'dead-lettered' }, {}] }],
      setAside: [
        {
          state: 'redriven',
          back: {
            by: 'operator',
            at: new Date(at + 1_000).toISOString(),
            attempt: 1,
            isFixed: false,
            passage: 'in-flight',
            fate: null,
          },
        },
      ],
    });

    await takes('parking', topics.hubParkingReturns, partitionOf(bay, topics.hubParkingReturns.partitions));
    await whereOnce(idOf('knotted'), {
      state: 'delivered',
      revisions: [{ stages: [{ stage: 'parking', state: 'taken', fate: 'delivered', reason: null }, {}] }],
      setAside: [{ state: 'redriven', back: { passage: 'taken', fate: 'delivered' } }],
    });

    const again = { ...knotted, attempt: 1, reason: 'missing-key' };
    await analytics.hub.write(topics.hubDeadLetters, [['parking/0', again]]);
    await whereOnce(idOf('knotted'), {
      state: 'dead-lettered',
      revisions: [{ stages: [{ stage: 'parking', fate: 'dead-lettered', reason: 'missing-key' }, {}] }],
      setAside: [
        { attempt: 0, state: 'redriven', back: { fate: 'dead-lettered', reason: 'missing-key' } },
        { attempt: 1, state: 'waiting', back: null },
      ],
    });
  });

  it('part of the session that it opens or ends, in its latest revision, withdrawn or not', async () => {
    const bay = 'bay-8';
    const left = at + minute;
    const stay = session('parked', bay, at);
    await analytics.hub.write(placed, [
      [bay, observation('parked', bay, at)],
      [bay, observation('left', bay, left)],
    ]);
    await analytics.hub.write(topics.parkingSessions, [
      [bay, session('earlier', bay, at - 2 * minute, { endedAt: at - minute, revision: 1 })],
      [bay, stay],
      [bay, { ...stay, endedAt: left, revision: 1 }],
    ]);
    const told = {
      fact: 'parking/sessions',
      factId: idOf('session of parked'),
      assetId: bay,
      from: new Date(at).toISOString(),
      to: new Date(left).toISOString(),
      revision: 1,
      withdrawn: false,
      topic: topics.parkingSessions.name,
      onKafka: true,
      table: analytics.relation(topics.parkingSessions),
    };
    await whereOnce(idOf('parked'), { facts: [{ ...told, part: 'opens' }] });
    await whereOnce(idOf('left'), { facts: [{ ...told, part: 'ends' }] });

    await analytics.hub.write(topics.parkingSessions, [
      [bay, { ...stay, endedAt: left, revision: 2, cause: 'late', withdrawn: true }],
    ]);
    await whereOnce(idOf('parked'), {
      facts: [{ factId: told.factId, part: 'opens', revision: 2, cause: 'late', withdrawn: true }],
    });
  });

  it('part of the interval of its property, and of the detection that names it', async () => {
    const quarter = 15 * minute;
    await analytics.hub.write(topics.energyReadings, [
      ['meter-1', reading('read', 'meter-1', noon + minute, 'import')],
    ]);
    await analytics.hub.write(topics.energyIntervals, [
      ['meter-1', interval('its', 'meter-1', noon, { property: 'import' })],
      ['meter-1', interval('its', 'meter-1', noon, { property: 'import', revision: 1, cause: 'reading' })],
      ['meter-1', interval('next', 'meter-1', noon + quarter, { property: 'import' })],
      ['meter-1', interval('export', 'meter-1', noon, { property: 'export' })],
    ]);
    const its = { fact: 'energy/intervals', factId: idOf('its'), revision: 1, cause: 'reading' };
    await whereOnce(idOf('read'), { facts: [{ ...its, part: 'within', about: 'import' }] });

    const recordIds = [copy('forced').recordId];
    await analytics.hub.write(topics.securityEvents, [['door-1', securityEvent('forced', 'door-1', noon)]]);
    await analytics.hub.write(topics.securityDetections, [
      ['door-1', detection('found', noon + minute, { assetId: 'door-1', recordIds })],
      ['door-1', detection('others', noon + minute, { assetId: 'door-1' })],
    ]);
    const found = { fact: 'security/detections', factId: idOf('found'), table: expect.any(String) };
    await whereOnce(idOf('forced'), {
      facts: [{ ...found, part: 'completes', about: 'repeated-failures' }],
      unknown: [],
    });
  });

  it('nowhere: 404; and what is no id is refused', async () => {
    const unknown = await answered(`/${idOf('never sent')}`);
    expect([unknown.status, code(unknown.body)]).toEqual([404, 'NARU_RECORD_UNKNOWN']);
    const refused = await get('/42');
    expect([refused.status, code(refused.body)]).toEqual([400, 'NARU_REQUEST_INVALID']);
  });

  it('is told to its own source, to who may read, and to nobody else', async () => {
    const own = await keyOf('bays', 'send');
    const other = await keyOf('others', 'send');
    const known = (key: string) =>
      eventually(
        () => answered(`/${idOf('late')}`, key),
        ({ status }) => status !== 401,
      );
    expect((await known(own)).status).toBe(200);
    expect(recordAnswer.parse((await answered(`/${idOf('parked')}`, own)).body)).toMatchObject({
      revisions: [{ revision: 0 }],
      facts: [],
      unknown: ['What it became part of is told to keys that may read.'],
    });
    expect((await known(other)).status).toBe(404);
    expect((await get(`?source=bays&at=${new Date(at).toISOString()}`, other)).status).toBe(403);
    expect((await fetch(`${service.url}/v1/records/${idOf('late')}`)).status).toBe(401);
  });

  it('is found by its source and time, page by page', async () => {
    const query = `?source=bays&at=${new Date(at + 20).toISOString()}&within=1`;
    const all = recordList.parse((await get(query)).body);
    expect(all.items.map(({ recordId, fate }) => [recordId, fate])).toEqual(
      expect.arrayContaining([
        [idOf('one'), 'delivered'],
        [idOf('torn'), 'delivered'],
        [null, 'dead-lettered'],
      ]),
    );
    const pages: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: z.infer<typeof recordList> = recordList.parse((await get(`${query}&limit=1${cursor}`)).body);
      expect(page.items).toHaveLength(1);
      pages.push(...page.items);
      cursor = page.next && `&cursor=${page.next}`;
    }
    expect(pages).toEqual(all.items);
  });

  it('still known while the warehouse is away: from Kafka, as far as that has it, and what is not known is said', async () => {
    gate.shut();
    await analytics.hub.write(raw, [[device, copy('fresh')]]);
    await whereOnce(idOf('fresh'), {
      state: 'in-flight',
      copies: [
        {
          table: null,
          stages: [
            { stage: 'enrichment', state: 'in-flight' },
            { stage: 'analytics', state: 'in-flight' },
          ],
        },
      ],
      unknown: [expect.stringContaining('The warehouse does not answer')],
    });
    await analytics.hub.write(placed, [['bay-9', observation('arrived', 'bay-9', at)]]);
    await analytics.hub.write(topics.parkingSessions, [['bay-9', session('arrived', 'bay-9', at)]]);
    await whereOnce(idOf('arrived'), {
      facts: [{ factId: idOf('session of arrived'), part: 'opens', to: null, table: null }],
      unknown: expect.arrayContaining([expect.stringContaining('Not all that it may have become part of')]),
    });
    const list = () => get(`?source=bays&at=${new Date(at).toISOString()}`);
    const { body } = await eventually(list, ({ status }) => status === 200);
    expect(recordList.parse(body)).toMatchObject({
      items: [{ recordId: idOf('fresh') }],
      unknown: [expect.stringContaining('warehouse')],
    });
    const nobodyKnows = await get(`/${idOf('one')}`);
    expect([nobodyKnows.status, code(nobodyKnows.body)]).toEqual([503, 'NARU_RECORD_NOT_FOUND_YET']);
    expect(nobodyKnows.headers.get('retry-after')).toBe('2');
    gate.reopen();
  });
});

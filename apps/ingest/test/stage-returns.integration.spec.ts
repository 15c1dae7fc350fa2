// What a stage behind ingest has set aside, as ingest lists, tries, mends and sends it back: here no stage runs.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type HubReturnedRecord, type ParkingRawCount, topics } from '@naru/contracts';
import { SourceKeys, toSetAside, unknownSource } from '@naru/sealing';
import { TcpProxy, eventually, testStack } from '@naru/testing';
import { Caller, IngestUnderTest } from './support/ingest.js';

jest.setTimeout(120_000);

interface Item {
  readonly id: string;
  readonly group: string;
}
interface Trial {
  readonly fate: string | null;
  readonly reason: string | null;
  readonly decoded: { readonly schema: string; readonly isWhole: boolean; readonly value: object } | null;
}

const raw = topics.parkingRawCounts;
const turned = '$merge([$, {"point": {"longitude": point.latitude, "latitude": point.longitude}}])';
const count: ParkingRawCount = {
  recordId: Buffer.alloc(16, 1),
  contentHash: Buffer.alloc(16, 2),
  source: 'garages',
  receivedAt: Date.now(),
  observedAt: Date.now(),
  device: 'G-1',
  point: { longitude: 126.98, latitude: 37.565 },
  quality: 'good',
  lane: 'live',
  occupied: 1,
  capacity: 2,
};
const swapped = { longitude: 37.565, latitude: 126.98 };

let test: IngestUnderTest;
let registry: TcpProxy;
let admin: Caller;
let keys: SourceKeys;

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
  const { hostname, port, pathname } = new URL(testStack().registry);
  registry = await TcpProxy.listen({ target: { host: hostname, port: Number(port) } });
  const { url } = await test.start({ NARU_REGISTRY_URL: `http://127.0.0.1:${registry.port}${pathname}` });
  admin = new Caller(url, test.adminKey);
  await eventually(
    () => admin.call('GET', '/v1/dead-letters'),
    ({ status }) => status === 200,
  );
  keys = new SourceKeys(Buffer.from(test.hub.environment('').NARU_MASTER_KEY ?? '', 'base64'));
  for (const { key, value } of await test.read(topics.hubSourceKeys))
    keys.apply(key ?? '', value as unknown as Parameters<SourceKeys['apply']>[1]);
});
afterAll(async () => {
  await test.close();
  await registry.close();
});

const bytesOf = async (more: Partial<ParkingRawCount> = {}): Promise<Buffer> =>
  (await test.hub.codec(raw)).encode({ ...count, ...more });

/** Sets records of one device aside, as a stage would; answers how they are listed. */
async function setAside(
  values: readonly Buffer[],
  reason: 'swapped-coordinates' | 'truncated-body' | 'wrong-type',
  stage = 'enrichment',
): Promise<Item> {
  const letters = values.map((value, index) =>
    toSetAside(
      keys,
      {
        ...{ fate: 'dead-lettered', reason, detail: 'expected', attempt: 0, value },
        ...{ topic: raw.name, partition: 1, offset: 100 + index, timestamp: count.receivedAt, key: count.device },
        schemaId: value.readUInt32BE(1),
      },
      {
        ...{ stage, task: 0, tenant: test.hub.tenant, source: unknownSource },
        ...{ recordId: count.recordId, receivedAt: count.receivedAt, observedAt: null },
      },
    ),
  );
  await test.hub.write(
    topics.hubDeadLetters,
    letters.map((letter) => [`${stage}/0`, letter]),
  );
  const path = `/v1/dead-letters?sha256=${letters[0]?.sha256.toString('hex') ?? ''}`;
  const list = async (): Promise<Item[]> => ((await admin.call('GET', path)).body as { items: Item[] }).items;
  const [item] = await eventually(list, ({ length }) => length === values.length);
  if (item === undefined) throw new Error('Nothing was set aside');
  return item;
}

const tryFix = async (id: string, fix?: object): Promise<Trial> =>
  (await admin.call('POST', `/v1/dead-letters/${id}/try`, { fix })).body as Trial;

it('shows the record as JSON, says what its stage could not read, and mends it by JSONata', async () => {
  const letter = await setAside([await bytesOf({ point: swapped })], 'swapped-coordinates');
  const path = `/v1/dead-letters/${letter.id}`;
  expect((await admin.call('GET', path)).body).toMatchObject({
    original: { encoding: 'base64' },
    decoded: { schema: raw.schema, isWhole: true, value: { device: 'G-1', point: swapped, occupied: 1 } },
  });
  expect(await tryFix(letter.id)).toMatchObject({ fate: 'dead-lettered', reason: 'swapped-coordinates' });
  expect(await tryFix(letter.id, { expression: turned })).toMatchObject({
    ...{ fate: null, reason: null },
    decoded: { value: { point: count.point } },
  });
  for (const [expression, detail] of [
    ['$merge([$, {"capacity": "two"}])', 'What comes out is no naru.parking.v1.RawCount: capacity: a whole number.'],
    ['$merge([$, {"device": "G-2"}])', "Its key is G-1, and a fix can't change it; the record says G-2."],
  ])
    expect(await admin.call('POST', `${path}/redrive`, { fix: { expression } })).toMatchObject({
      status: 422,
      body: { code: 'NARU_FIX_INVALID', detail },
    });
  expect(await admin.call('POST', `${path}/redrive`, { fix: { expression: turned } })).toMatchObject({ status: 202 });
  const redriven = async () =>
    ((await admin.call('GET', '/v1/dead-letters?state=redriven')).body as { items: readonly object[] }).items;
  expect(await eventually(redriven, ({ length }) => length > 0)).toMatchObject([
    { id: letter.id, decision: { decision: 'redriven', isFixed: true, attempt: 1 } },
  ]);

  const [returned] = await eventually(
    () => test.read(topics.hubEnrichmentReturns),
    ({ length }) => length > 0,
  );
  expect(returned).toMatchObject({ partition: 1, value: { originOffset: 100, originKey: 'G-1', attempt: 1 } });
  const { sealed, sealKeyId } = returned?.value as unknown as HubReturnedRecord;
  expect(keys.open(unknownSource, { sealed, sealKeyId })).toEqual(await bytesOf());
});

it('tries on some of a group, and takes back what was cut', async () => {
  const cut = (await bytesOf()).subarray(0, -1);
  const { group } = await setAside([cut, cut, cut], 'truncated-body');
  const sample = async (fix?: object): Promise<unknown> =>
    (await admin.call('POST', '/v1/dead-letters/try', { filter: { group }, fix })).body;
  expect(await sample()).toMatchObject({
    fates: { 'dead-lettered truncated-body': 3 },
    records: Array<object>(3).fill({ decoded: { isWhole: false, value: { occupied: 1 } } }),
  });
  expect(await sample({ expression: '$merge([$, {"capacity": 2}])' })).toMatchObject({ fates: { readable: 3 } });
  const expected = 'What comes out is no naru.parking.v1.RawCount: capacity: a whole number.';
  expect(await sample({ expression: '$' })).toMatchObject({
    fates: { NARU_FIX_INVALID: 3 },
    records: Array<object>(3).fill({ problem: 'NARU_FIX_INVALID', expected }),
  });
});

it('sends a row that the warehouse refused back as it is, once, whoever is first', async () => {
  const row = await bytesOf({ occupied: 7 });
  const { id } = await setAside([row], 'wrong-type', 'analytics');
  expect(await tryFix(id)).toMatchObject({ fate: null, reason: null, decoded: { value: { occupied: 7 } } });
  const path = `/v1/dead-letters/${id}/redrive`;
  expect(await admin.call('POST', path, { fix: { expression: '$' } })).toMatchObject({
    ...{ status: 422, body: { code: 'NARU_FIX_INVALID' } },
  });
  const answers = await Promise.all([admin.call('POST', path, {}), admin.call('POST', path, {})]);
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  expect(await admin.call('POST', path, {})).toMatchObject({ status: 409, body: { code: 'NARU_ALREADY_DECIDED' } });
  const returned = await test.read(topics.hubAnalyticsReturns);
  expect(returned).toMatchObject([{ partition: 1, value: { stage: 'analytics', originOffset: 100, attempt: 1 } }]);
  const { sealed, sealKeyId } = returned[0]?.value as unknown as HubReturnedRecord;
  expect(keys.open(unknownSource, { sealed, sealKeyId })).toEqual(row);
});

it('says so where the registry can not be asked', async () => {
  const unseen = Buffer.concat([Buffer.of(0, 0, 0x7f, 0xff, 0xff), (await bytesOf()).subarray(5)]);
  const letter = await setAside([unseen], 'truncated-body');
  registry.trouble({ cut: true });
  expect(await admin.call('POST', `/v1/dead-letters/${letter.id}/try`, {})).toMatchObject({
    status: 503,
    body: { code: 'NARU_REGISTRY_AWAY' },
  });
  expect((await admin.call('GET', `/v1/dead-letters/${letter.id}`)).body).toMatchObject({ decoded: null });
  registry.heal();
  expect(await tryFix(letter.id)).toMatchObject({ fate: 'dead-lettered', reason: 'unknown-schema-id' });
});

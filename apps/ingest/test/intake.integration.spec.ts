import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { type RunningService } from '@naru/http';
import { eventually } from '@naru/testing';
import { Caller, IngestUnderTest, sourceWithKey } from './support/ingest.js';

jest.setTimeout(120_000);

let test: IngestUnderTest;
let service: RunningService;
let admin: Caller;
let bays: Caller;
let meters: Caller;

const seoul = { west: 126.7, south: 37.4, east: 127.2, north: 37.7 };
const now = (): string => new Date().toISOString();
const bay = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  device: `S-${id}`,
  observedAt: now(),
  state: 'occupied',
  ...more,
});
const reading = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  device: `M-${id}`,
  observedAt: now(),
  property: 'active-power',
  value: 1.5,
  unit: 'kW',
  ...more,
});

interface Item {
  readonly id: string;
  readonly sha256: string;
  readonly reason: string;
  readonly recordId: string | null;
  readonly size: number;
  readonly original?: { readonly encoding: string; readonly content: string } | null;
}
interface Listing {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The record set aside with exactly these bytes, opened. */
async function opened(what: 'dead-letters' | 'quarantine', bytes: Buffer): Promise<Item> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const find = async (): Promise<readonly Item[]> =>
    ((await admin.call('GET', `/v1/${what}?sha256=${sha256}`)).body as Listing).items;
  const items = await eventually(find, ({ length }) => length > 0);
  expect(items).toHaveLength(1);
  return (await admin.call('GET', `/v1/${what}/${items[0]?.id ?? ''}`)).body as Item;
}

const contentOf = ({ original }: Item): Buffer =>
  Buffer.from(original?.content ?? '', original?.encoding === 'base64' ? 'base64' : 'utf8');

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
  service = await test.start();
  admin = new Caller(service.url, test.adminKey);
  const scopes = ['send', 'history'];
  bays = new Caller(
    service.url,
    await sourceWithKey(
      admin,
      { source: 'bays', kinds: ['parking/observations', 'parking/counts'], bounds: seoul },
      { scopes },
    ),
  );
  meters = new Caller(service.url, await sourceWithKey(admin, { source: 'meters', kinds: ['energy/readings'] }));
});
afterAll(() => test.close());

describe('records over HTTP', () => {
  it('are committed before the answer, keyed by device, with their identity and the sender’s trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const sent = bay('first', { point: { longitude: 127.01, latitude: 37.5 } });
    const answer = await bays.send('parking/observations', sent, { traceparent });
    expect(answer).toMatchObject({ status: 202, accepted: 1, rejected: 0, results: [{ index: 0, fate: 'delivered' }] });
    const found = (await test.read(topics.parkingRawObservations)).find(({ key }) => key === 'S-first');
    expect(found).toMatchObject({
      traceparent,
      value: { source: 'bays', device: 'S-first', state: 'occupied', lane: 'live', quality: 'good', point: sent.point },
    });
    const recordId = createHash('sha256')
      .update(`${test.hub.tenant}\0bays\0parking/observations\0S-first\0first`)
      .digest('hex')
      .slice(0, 32);
    expect((found?.value.recordId as Buffer).toString('hex')).toBe(recordId);
    expect(answer.results[0]?.recordId?.replaceAll('-', '')).toBe(recordId);
    expect(found?.value.observedAt).toBe(Date.parse(sent.observedAt as string));
  });

  it('come as one, as an array, or a line each', async () => {
    const lines = `${JSON.stringify(bay('l1'))}\n\n${JSON.stringify(bay('l2'))}\r\n`;
    expect((await bays.send('parking/observations', bay('o1'))).accepted).toBe(1);
    expect((await bays.send('parking/observations', [bay('a1'), bay('a2')])).accepted).toBe(2);
    const ndjson = { 'content-type': 'application/x-ndjson' };
    expect((await bays.send('parking/observations', lines, ndjson)).accepted).toBe(2);
    expect((await bays.send('parking/observations', [])).status).toBe(202);
    const found = (await test.read(topics.parkingRawObservations)).map(({ key }) => key);
    expect(found).toEqual(expect.arrayContaining(['S-o1', 'S-a1', 'S-a2', 'S-l1', 'S-l2']));
  });

  it('of every kind are taken', async () => {
    const key = await sourceWithKey(admin, {
      source: 'everything',
      kinds: ['parking/counts', 'security/events', 'mobility/events', 'environment/observations'],
    });
    const sender = new Caller(service.url, key);
    const common = { device: 'D-1', observedAt: now() };
    for (const [kind, fields] of [
      ['parking/counts', { occupied: 12, capacity: 10 }],
      ['security/events', { activity: 'logon-failed', severity: 'low', actor: 'a1', attributes: { port: '22' } }],
      ['mobility/events', { eventType: 'accident', casualties: 1 }],
      ['environment/observations', { property: 'pm25', value: 12.5, unit: 'ug/m3' }],
    ] as const)
      expect(await sender.send(kind, { ...common, ...fields })).toMatchObject({ status: 202, accepted: 1 });
    expect((await test.read(topics.parkingRawCounts))[0]?.value).toMatchObject({
      quality: 'over-capacity',
      occupied: 12,
    });
    expect((await test.read(topics.securityRawEvents))[0]?.value).toMatchObject({
      attributes: { port: '22' },
      actor: 'a1',
    });
  });

  it('of the history lane go to topics of their own, however old', async () => {
    const answer = await bays.send('parking/observations', bay('old', { observedAt: '2010-05-01T00:00:00+02:00' }), {
      'naru-lane': 'history',
    });
    expect(answer).toMatchObject({ status: 202, results: [{ fate: 'delivered' }] });
    expect((await test.read(topics.parkingRawObservationsHistory)).map(({ value }) => value.lane)).toEqual(['history']);
  });

  it('without an id are named by the request’s Idempotency-Key, and by what they say', async () => {
    const nameless = { device: 'S-nameless', observedAt: '2026-01-01T00:00:00Z', state: 'free' };
    const idOf = async (record: unknown, headers: Record<string, string> = {}): Promise<(string | null)[]> =>
      (await bays.send('parking/observations', record, headers)).results.map(({ recordId }) => recordId);
    const key = { 'idempotency-key': 'upload-7' };
    const [first, second] = [await idOf([nameless, nameless], key), await idOf([nameless, nameless], key)];
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(2);
    expect(await idOf(nameless)).toEqual(await idOf(nameless));
    expect(await idOf(nameless)).not.toEqual(await idOf({ ...nameless, state: 'occupied' }));
    expect(await idOf(nameless)).not.toEqual([first[0]]);
  });
});

const text = (record: Record<string, unknown>, from = '', to = ''): Buffer =>
  Buffer.from(JSON.stringify(record).replace(from, to));
const brokenUtf8 = (record: Record<string, unknown>): Buffer => {
  const bytes = text(record);
  bytes[bytes.lastIndexOf('~')] = 0xff;
  return bytes;
};

describe('a bad record', () => {
  it.each([
    ['malformed-json', 'no JSON', () => Buffer.from('{"id":"x","device":"S-1","observedAt":')],
    ['malformed-json', 'a brace too few', () => text(bay('x')).subarray(0, -1)],
    ['broken-utf8', 'bytes that are no UTF-8', () => brokenUtf8(bay('x', { quality: '~' }))],
    ['broken-utf8', 'half a character', () => text(bay('x', { quality: '~' }), '~', '\\ud800')],
    [
      'too-deep',
      'brackets without end',
      () => text(bay('x', { state: '~' }), '"~"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`),
    ],
    ['too-large', 'a string of 10 MB', () => text(bay('x', { state: 'x'.repeat(10_000_000) }))],
    ['wrong-type', 'a number for a device', () => text(bay('x', { device: 4711 }))],
    ['wrong-type', 'a state that there is not', () => text(bay('x', { state: 'wet' }))],
    ['wrong-type', 'a field that the hub makes', () => text(bay('x', { receivedAt: now() }))],
    ['wrong-type', 'an array for a record', () => text({}, '{}', '[1,2]')],
    ['missing-field', 'no state', () => text(bay('x', { state: undefined }))],
    ['bad-timestamp', 'a time without offset', () => text(bay('x', { observedAt: '2026-11-22T09:03:11' }))],
    ['swapped-coordinates', 'latitude first', () => text(bay('x', { point: { longitude: 37.5, latitude: 127 } }))],
    [
      'coordinates-out-of-range',
      'a point elsewhere',
      () => text(bay('x', { point: { longitude: 2.1, latitude: 41.4 } })),
    ],
    [
      'foreign-reference-system',
      'metres',
      () => text(bay('x', { point: { longitude: 953_901, latitude: 1_952_032 } })),
    ],
  ])('(%s: %s) costs itself alone, says why, and keeps its bytes', async (reason, _, make) => {
    const bytes = make();
    const [before, after] = [bay(`before-${reason}`), bay(`after-${reason}`)];
    const array = Buffer.concat([
      Buffer.from(`[${JSON.stringify(before)},`),
      bytes,
      Buffer.from(`,${JSON.stringify(after)}]`),
    ]);
    const answer = await bays.send('parking/observations', array);
    expect(answer).toMatchObject({
      status: 207,
      accepted: 2,
      rejected: 1,
      results: [
        { index: 0, fate: 'delivered' },
        { index: 1, fate: 'dead-lettered', reason, expected: expect.any(String) },
        { index: 2, fate: 'delivered' },
      ],
    });
    const delivered = (await test.read(topics.parkingRawObservations)).map(({ key }) => key);
    expect(delivered).toEqual(expect.arrayContaining([before.device, after.device]));
    const letter = await opened('dead-letters', bytes);
    expect(letter).toMatchObject({ reason, size: bytes.length });
    if (bytes.length > 262_144) expect(letter.original).toBeNull();
    else expect(contentOf(letter).equals(bytes)).toBe(true);
  });

  it.each([
    ['wrong-unit', reading('unit', { unit: 'W' }), 'unit: kW'],
    ['wrong-type', reading('property', { property: 'warmth' }), 'property: one of'],
    ['wrong-type', reading('value', { value: '1.5' }), 'value: a number'],
  ])('(%s) in energy says what was expected', async (reason, record, expected) => {
    const answer = await meters.send('energy/readings', [record]);
    expect(answer).toMatchObject({ status: 422, results: [{ fate: 'dead-lettered', reason }] });
    expect(answer.results[0]?.expected).toContain(expected);
    expect(answer.results[0]?.recordId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['NaN', '-Infinity', '1e999', '"NaN"'])(
    '(not-finite: %s) is told apart from JSON that is merely broken',
    async (token) => {
      const bytes = text(reading(`not-${token}`, { value: '~' }), '"~"', token);
      expect(await meters.send('energy/readings', bytes)).toMatchObject({
        status: 422,
        results: [{ reason: 'not-finite' }],
      });
      expect((await opened('dead-letters', bytes)).recordId).not.toBeNull();
    },
  );
});

describe('a readable record out of its time', () => {
  it.each([
    ['late', new Date(Date.now() - 601_000).toISOString()],
    ['from-the-future', new Date(Date.now() + 86_400_000).toISOString()],
    ['year-1970', '1970-01-01T00:00:12Z'],
  ])('(%s) is accepted, set aside, and in no raw topic', async (reason, observedAt) => {
    const record = bay(`time-${reason}`, { observedAt });
    const answer = await bays.send('parking/observations', [record, bay(`neighbour-${reason}`)]);
    expect(answer).toMatchObject({
      status: 207,
      accepted: 2,
      results: [{ fate: 'quarantined', reason }, { fate: 'delivered' }],
    });
    const item = await opened('quarantine', text(record));
    expect(item).toMatchObject({ reason, recordId: answer.results[0]?.recordId });
    const delivered = (await test.read(topics.parkingRawObservations)).map(({ key }) => key);
    expect(delivered).not.toContain(record.device);
    expect(delivered).toContain(`S-neighbour-${reason}`);
  });

  it('within its source’s clock skew is delivered', async () => {
    const record = bay('skewed', { observedAt: new Date(Date.now() + 20_000).toISOString() });
    expect(await bays.send('parking/observations', record)).toMatchObject({ results: [{ fate: 'delivered' }] });
  });
});

describe('a request', () => {
  it.each([
    ['over 16 MiB', 413, 'NARU_TOO_LARGE', () => bays.send('parking/observations', Buffer.alloc(17 * 1_048_576, 0x20))],
    [
      'of another content type',
      415,
      'NARU_MEDIA_TYPE_UNSUPPORTED',
      () => bays.send('parking/observations', '<a/>', { 'content-type': 'text/xml' }),
    ],
    [
      'compressed',
      415,
      'NARU_ENCODING_UNSUPPORTED',
      () => bays.send('parking/observations', 'x', { 'content-encoding': 'gzip' }),
    ],
    [
      'in another charset',
      415,
      'NARU_ENCODING_UNSUPPORTED',
      () => bays.send('parking/observations', '{}', { 'content-type': 'application/json; charset=euc-kr' }),
    ],
    ['of no known kind', 404, 'NARU_KIND_UNKNOWN', () => bays.send('parking/dreams', {})],
    ['of a kind that the source may not send', 403, 'NARU_KIND_NOT_ALLOWED', () => bays.send('energy/readings', {})],
    ['without a key', 401, 'NARU_KEY_REFUSED', () => new Caller(service.url, 'nobody').send('energy/readings', {})],
    ['with a key that sends nothing', 403, 'NARU_SCOPE_MISSING', () => admin.send('energy/readings', {})],
    ['for a lane of its own', 400, 'NARU_LANE_INVALID', () => bays.send('parking/counts', {}, { 'naru-lane': 'fast' })],
    [
      'for history without the scope',
      403,
      'NARU_SCOPE_MISSING',
      () => meters.send('energy/readings', {}, { 'naru-lane': 'history' }),
    ],
    ['with nothing in it', 400, 'NARU_REQUEST_EMPTY', () => bays.send('parking/counts', ' \n')],
    [
      'with more records than any',
      413,
      'NARU_TOO_MANY_RECORDS',
      () => bays.send('parking/counts', `[${'1,'.repeat(100_001)}1]`),
    ],
  ])('%s is answered %d %s', async (_, status, code, ask) => {
    expect(await ask()).toMatchObject({ status, code });
  });

  it('beyond its key’s quota is answered 429 with the time to wait', async () => {
    const key = await sourceWithKey(admin, { source: 'chatty', kinds: ['parking/counts'] }, { recordsPerSecond: 1 });
    const chatty = new Caller(service.url, key);
    const count = { device: 'G-1', observedAt: now(), occupied: 1, capacity: 2 };
    expect(await chatty.send('parking/counts', Array<unknown>(100).fill(count))).toMatchObject({ status: 202 });
    const answer = await chatty.send('parking/counts', count);
    expect(answer).toMatchObject({ status: 429, code: 'NARU_QUOTA_EXCEEDED' });
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
  });
});

describe('sources and keys', () => {
  it('are listed page by page, and a deleted key opens nothing', async () => {
    const page = await admin.call('GET', '/v1/sources?limit=1');
    expect(page.body).toMatchObject({ items: [{ source: 'bays' }], next: expect.any(String) });
    const made = await admin.call('POST', '/v1/keys', { scopes: ['read'] });
    expect(made.status).toBe(201);
    const { key, keyId } = made.body as { key: string; keyId: string };
    const reader = new Caller(service.url, key);
    expect((await reader.call('GET', '/v1/sources')).status).toBe(200);
    expect((await reader.call('GET', '/v1/keys')).status).toBe(403);
    expect(JSON.stringify((await admin.call('GET', '/v1/keys')).body)).not.toContain(key.slice(14));
    expect((await admin.call('DELETE', `/v1/keys/${keyId}`)).status).toBe(204);
    expect((await reader.call('GET', '/v1/sources')).status).toBe(401);
    expect((await admin.call('DELETE', `/v1/keys/${keyId}`)).status).toBe(404);
  });

  it('refuse a key that sends for nobody, or for a source that is not registered', async () => {
    const codeOf = async (key: unknown): Promise<unknown> =>
      ((await admin.call('POST', '/v1/keys', key)).body as { code: string }).code;
    expect(await codeOf({ scopes: ['send'] })).toBe('NARU_REQUEST_INVALID');
    expect(await codeOf({ scopes: ['send'], source: 'nobody' })).toBe('NARU_REQUEST_INVALID');
    expect(await codeOf({ scopes: ['fly'] })).toBe('NARU_REQUEST_INVALID');
  });

  it('made at one instance hold at another, and open there what the first has sealed', async () => {
    const other = await test.start();
    const key = await sourceWithKey(admin, { source: 'two-instances', kinds: ['parking/counts'] });
    const there = new Caller(other.url, key);
    const answer = await eventually(
      () => there.send('parking/counts', 'broken there'),
      ({ status }) => status !== 401 && status !== 403,
    );
    expect(answer).toMatchObject({ status: 422, results: [{ reason: 'malformed-json' }] });
    expect(contentOf(await opened('dead-letters', Buffer.from('broken there'))).toString()).toBe('broken there');
  });
});

describe('a task whose records are gone', () => {
  it('goes on by a command that stands in its topic, with who gave it', async () => {
    const skip = { service: 'parking', topic: topics.parkingObservations.name, partition: 1, from: 5_000 };
    const { status, body } = await admin.call('POST', '/v1/positions/skip', skip);
    expect(status).toBe(202);
    const { commandedBy, ...answered } = body as Record<string, unknown>;
    expect(answered).toMatchObject(skip);
    expect(await test.read(topics.hubPositionCommands)).toMatchObject([
      { key: `parking/${skip.topic}/1`, value: { from: 5_000, commandedBy } },
    ]);
    const wrong = await admin.call('POST', '/v1/positions/skip', { ...skip, service: 'energy' });
    expect([wrong.status, (wrong.body as { code: string }).code]).toEqual([400, 'NARU_REQUEST_INVALID']);
  });
});

it('shows what it does: readiness, metrics, and an API description that names every kind', async () => {
  const ready = (await (await fetch(`${service.url}/health/ready`)).json()) as { status: string };
  expect(ready.status).toBe('ready');
  const metrics = (await (await fetch(`${service.url}/metrics`)).text()).split('\n');
  const shows = (...parts: string[]): boolean => metrics.some((line) => parts.every((part) => line.includes(part)));
  const kind = 'kind="parking/observations"';
  expect(shows('naru_ingest_records_total', kind, 'fate="delivered"')).toBe(true);
  expect(shows('naru_ingest_records_total', kind, 'fate="dead-lettered"', 'reason="malformed-json"')).toBe(true);
  expect(shows('naru_ingest_commit_seconds_count', 'outcome="committed"')).toBe(true);
  expect(shows('naru_ingest_queue_bytes', ' 0')).toBe(true);
  const api = await (await fetch(`${service.url}/openapi.json`)).text();
  expect(api).toContain('"title":"environment/observations"');
});

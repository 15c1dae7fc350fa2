import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import { Books, type Balance } from '@naru/ledger';
import { eventually } from '@naru/testing';
import { Caller, type Delivered, IngestUnderTest, garageCount, sourceWithKey } from './support/ingest.js';

jest.setTimeout(120_000);

interface Decision {
  readonly decision: string;
  readonly commandId: string;
  readonly by: string;
  readonly isFixed: boolean;
  readonly attempt: number;
}
interface Item {
  readonly id: string;
  readonly reason: string;
  readonly recordId: string | null;
  readonly attempt: number;
  readonly state: string;
  readonly decision: Decision | null;
}
interface Answered {
  readonly commandId?: string;
  readonly code?: string;
  readonly decision: Decision | null;
}
type What = 'dead-letters' | 'quarantine';

let test: IngestUnderTest;
let one: Caller;
let other: Caller;
let sender: Caller;
let onlooker: Caller;

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
  const [first, second] = [await test.start(), await test.start()];
  one = new Caller(first.url, test.adminKey);
  other = new Caller(second.url, await test.hub.key('manage', 'read'));
  onlooker = new Caller(second.url, await test.hub.key('read'));
  sender = new Caller(first.url, await sourceWithKey(one, { source: 'garages', kinds: ['parking/counts'] }));
  await eventually(
    () => Promise.all([other, onlooker].map((caller) => caller.call('GET', '/v1/dead-letters'))),
    (answers) => answers.every((answer) => answer.status === 200),
  );
});
afterAll(() => test.close());

/** The record set aside with these bytes, as an instance lists it. */
async function listed(by: Caller, what: What, bytes: string, state = 'waiting'): Promise<Item> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = `/v1/${what}?sha256=${sha256}&state=${state}`;
  const find = async () => ((await by.call('GET', path)).body as { items: readonly Item[] }).items;
  const [item] = await eventually(find, ({ length }) => length > 0);
  if (item === undefined) throw new Error('not listed');
  return item;
}

async function setAside(what: What, bytes: string): Promise<Item> {
  await sender.send('parking/counts', bytes);
  return listed(one, what, bytes);
}

const command = async (by: Caller, path: string, body: unknown = {}): Promise<Answered & { status: number }> => {
  const { status, body: answer } = await by.call('POST', path, body);
  return { ...(answer as Answered), status };
};

/** Records of a device in the raw topic, once there are some. */
const delivered = (device: string): Promise<readonly Delivered[]> =>
  eventually(
    async () => (await test.read(topics.parkingRawCounts)).filter(({ key }) => key === device),
    ({ length }) => length > 0,
  );

const groups = async (by: Caller): Promise<readonly Group[]> =>
  ((await by.call('GET', '/v1/dead-letters/groups?source=garages')).body as { items: readonly Group[] }).items;

/** The books of ingest, when its tasks have taken everything that was written for them. */
async function books(): Promise<Balance> {
  const ofTasks = [topics.hubReturnCommands, topics.hubIngestReturns, topics.hubDeadLetters, topics.hubQuarantine];
  const ends = async () =>
    (
      await test.hub.client.admin.listOffsets(
        ofTasks.map(({ name }) => test.hub.names.topic(name)),
        'latest',
        'read_uncommitted',
      )
    ).map(({ topic, ...end }) => ({ ...end, topic: topic.replace(`${test.hub.tenant}.`, '') }));
  return eventually(
    async () => {
      const expected = await ends();
      const read = new Books();
      for (const { value } of await test.read(topics.hubLedger)) read.take(value as unknown as HubLedgerEntry);
      read.expect(read.entries, expected);
      read.ledgerSettled(read.entries);
      return read.balance({ stage: 'ingest' });
    },
    ({ crossings }) => crossings.filter(({ flow }) => flow.to === 'ingest').every(({ isOpen }) => !isOpen),
  );
}

it('takes a dead letter back once, whoever commands it at the same moment, with its id and its first receipt', async () => {
  const broken = JSON.stringify(garageCount('a', { occupied: 'many' }));
  const letter = await setAside('dead-letters', broken);
  expect(letter).toMatchObject({ reason: 'wrong-type', state: 'waiting', decision: null, attempt: 0 });
  // the groups are told by the tasks that decide: they are at work
  await eventually(
    () => groups(one),
    ({ length }) => length > 0,
  );
  const path = `/v1/dead-letters/${letter.id}/redrive`;
  const fix = { expression: '$merge([$, { "occupied": 2 }])' };
  const answers = await Promise.all([command(one, path, { fix }), command(other, path, { fix })]);
  const [winner] = answers.filter(({ status }) => status === 202);
  const [loser] = answers.filter(({ status }) => status === 409);
  expect(winner?.decision).toMatchObject({ decision: 'redriven', isFixed: true, attempt: 1 });
  expect(loser).toMatchObject({ code: 'NARU_ALREADY_DECIDED', decision: winner?.decision });
  expect(await command(one, path)).toMatchObject({ status: 409, decision: winner?.decision });

  const records = await delivered('G-a');
  expect(records).toHaveLength(1);
  expect(records[0]?.value).toMatchObject({ occupied: 2, source: 'garages', lane: 'live' });
  // a resend of the mended record would have the same id
  const resent = await sender.send('parking/counts', garageCount('a', { occupied: 2 }));
  expect(resent.results[0]?.recordId).toBe(letter.recordId);
  expect((await delivered('G-a')).map(({ value }) => String(value.recordId))).toEqual(
    Array(2).fill(String(records[0]?.value.recordId)),
  );
  await eventually(
    () => listed(other, 'dead-letters', broken, 'redriven'),
    ({ decision }) => decision?.commandId === winner?.commandId,
  );
});

it('sets aside again what is still wrong, as the next attempt, and takes that back too', async () => {
  const letter = await setAside('dead-letters', '{"device": "G-b", no JSON');
  const path = `/v1/dead-letters/${letter.id}`;
  const stillWrong = JSON.stringify(garageCount('b', { occupied: 'several' }));
  const wrongFix = { fix: { content: stillWrong } };
  expect(await command(one, `${path}/try`, wrongFix)).toMatchObject({ fate: 'dead-lettered', reason: 'wrong-type' });
  expect(await command(one, `${path}/redrive`, wrongFix)).toMatchObject({ status: 202 });
  const again = await listed(one, 'dead-letters', stillWrong);
  expect(again).toMatchObject({ reason: 'wrong-type', attempt: 1, state: 'waiting' });
  const fix = { content: JSON.stringify(garageCount('b')) };
  expect(await command(one, `/v1/dead-letters/${again.id}/try`, { fix })).toMatchObject({ fate: 'delivered' });
  expect(await command(one, `/v1/dead-letters/${again.id}/redrive`, { fix })).toMatchObject({
    decision: { attempt: 2 },
  });
  expect(await delivered('G-b')).toHaveLength(1);
});

it('releases what was quarantined in spite of its time, as it was', async () => {
  const bytes = JSON.stringify(garageCount('c', { observedAt: '1970-01-01T00:00:00Z' }));
  const aside = await setAside('quarantine', bytes);
  const path = `/v1/quarantine/${aside.id}`;
  expect(await command(one, `${path}/try`)).toMatchObject({ fate: 'delivered', recordId: aside.recordId });
  const { decision } = await command(one, `${path}/release`);
  expect(decision).toMatchObject({ decision: 'released', isFixed: false });
  expect((await delivered('G-c')).map(({ value }) => value.observedAt)).toEqual([0]);
});

it('refuses what can not be done, and who may not', async () => {
  const letter = await setAside('dead-letters', JSON.stringify(garageCount('d', { occupied: 'none' })));
  const path = `/v1/dead-letters/${letter.id}/redrive`;
  expect(await command(onlooker, path)).toMatchObject({ status: 403, code: 'NARU_SCOPE_MISSING' });
  expect(await command(one, '/v1/dead-letters/0-999999/redrive')).toMatchObject({ status: 404 });
  for (const expression of ['$nothing.there', '{', '($f := function($n) { $f($n + 1) + 1 }; $f(0))'])
    expect(await command(one, path, { fix: { expression } })).toMatchObject({
      status: 422,
      code: 'NARU_FIX_INVALID',
    });
});

interface Group {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly reason: string;
  readonly shape: string;
  readonly count: number;
  readonly waiting: number;
  readonly decided: number;
  readonly growth: { readonly thisHour: number; readonly hourBefore: number };
}
interface Job {
  readonly id: string;
  readonly state: string;
  readonly found: number;
  readonly accepted: number;
  readonly lost: number;
  readonly failed: number;
}

it('counts what is alike as a group, tries a fix on some of it, and takes all of it back, by one of two jobs', async () => {
  const devices = Array.from({ length: 40 }, (_, n) => `G-group-${n}`);
  await sender.send(
    'parking/counts',
    devices.map((device, n) => garageCount(`group-${n}`, { device, capacity: `about ${n}` })),
  );
  const ours = async (waiting: number): Promise<Group | undefined> => {
    const found = await eventually(
      async () => (await groups(onlooker)).filter(({ shape }) => shape.startsWith('capacity')),
      ([group]) => group?.waiting === waiting,
    );
    return found[0];
  };
  const group = await ours(40);
  expect(group).toMatchObject({ kind: 'parking/counts', reason: 'wrong-type', count: 40, decided: 0 });
  const { thisHour = 0, hourBefore = 0 } = group?.growth ?? {};
  expect(thisHour + hourBefore).toBeGreaterThan(0); // the hour may turn meanwhile

  const filter = { group: group?.id };
  const fix = { expression: '$merge([$, {"capacity": 2}])' };
  const trial = await one.call('POST', '/v1/dead-letters/try', { filter, fix, most: 5 });
  expect(trial.body).toMatchObject({ fates: { delivered: 5 } });
  const wrong = await one.call('POST', '/v1/dead-letters/try', { filter, most: 3 });
  expect(wrong.body).toMatchObject({ fates: { 'dead-lettered wrong-type': 3 } });
  expect(await one.call('POST', '/v1/dead-letters/redrives', { filter: {} })).toMatchObject({ status: 400 });
  expect(await onlooker.call('POST', '/v1/dead-letters/redrives', { filter })).toMatchObject({ status: 403 });

  const jobs = await Promise.all(
    [one, other].map(async (by) => {
      const begun = await by.call('POST', '/v1/dead-letters/redrives', { filter, fix, recordsPerSecond: 500 });
      const path = `/v1/dead-letters/redrives/${(begun.body as Job).id}`;
      return eventually(
        async () => (await by.call('GET', path)).body as Job,
        ({ state }) => state !== 'running',
      );
    }),
  );
  expect(jobs.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(jobs.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(40);
  expect(jobs.every(({ found, accepted, lost, failed }) => found === accepted + lost && failed === 0)).toBe(true);
  expect(await ours(0)).toMatchObject({ count: 40, decided: 40 });
  const records = await eventually(
    async () => (await test.read(topics.parkingRawCounts)).filter(({ key }) => key?.startsWith('G-group-')),
    ({ length }) => length >= 40,
  );
  expect(records.map(({ key }) => key).sort()).toEqual([...devices].sort());
});

it('books each return once: taken and returned is what was delivered and set aside', async () => {
  const { isBalanced, rows, crossings } = await books();
  expect(isBalanced).toBe(true);
  const sum = (of: 'taken' | 'returned' | 'delivered' | 'deadLettered' | 'quarantined' | 'difference'): number =>
    rows.filter(({ topic }) => topic === topics.parkingRawCounts.name).reduce((all, row) => all + row[of], 0);
  expect(Object.fromEntries((['taken', 'returned', 'difference'] as const).map((of) => [of, sum(of)]))).toEqual({
    taken: 45,
    returned: 44,
    difference: 0,
  });
  expect(sum('delivered')).toBe((await test.read(topics.parkingRawCounts)).length);
  expect(sum('deadLettered')).toBe((await test.read(topics.hubDeadLetters)).length);
  expect(sum('quarantined')).toBe((await test.read(topics.hubQuarantine)).length);
  const own = crossings.filter(({ flow }) => flow.to === 'ingest');
  expect(new Set(own.map(({ flow }) => flow.topic))).toEqual(
    new Set(
      [topics.hubReturnCommands, topics.hubIngestReturns, topics.hubDeadLetters, topics.hubQuarantine].map(
        ({ name }) => name,
      ),
    ),
  );
  for (const { delivered: sent, taken } of own) expect(taken).toBe(sent);
});

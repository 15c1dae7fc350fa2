// Somebody asks where a record is, of a whole hub at work: one of each fate, by the command line as a user has it.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Endpoints, endpointsFile, getJson, naru, readEndpoints, untilEqual } from './city.js';

const source = 'seeker';
const kind = 'environment/observations';
const bays = 'parking/observations';

interface StageAnswer {
  readonly stage: string;
  readonly state: string;
  readonly at: string | null;
  readonly fate: string | null;
  readonly against: { readonly offset: number } | null;
}
interface RecordAnswer {
  readonly state: string;
  readonly answers: readonly { readonly fate: string; readonly reason: string | null }[];
  readonly copies: readonly {
    readonly offset: number;
    readonly table: string | null;
    readonly stages: readonly StageAnswer[];
  }[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly cause: string | null;
    readonly table: string | null;
  }[];
  readonly setAside: readonly {
    readonly reason: string;
    readonly state: string;
    readonly partition: number;
    readonly offset: number;
    readonly table: string | null;
  }[];
  readonly facts: readonly { readonly revision: number; readonly table: string | null }[];
  readonly unknown: readonly string[];
}

jest.setTimeout(180_000);

(endpointsFile === undefined ? describe.skip : describe)('where is my record', () => {
  let endpoints: Endpoints;
  let key: string;

  async function post(
    path: string,
    as: string,
    body: string,
  ): Promise<{ key?: string; results?: { recordId: string }[] }> {
    const response = await fetch(endpoints.services.ingest + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body,
    });
    return (await response.json()) as { key?: string; results?: { recordId: string }[] };
  }
  const observation = (id: string, more: object = {}) => ({
    id: `${id} ${now}`,
    device: 'seeker-1',
    observedAt: new Date(now).toISOString(),
    property: 'temperature',
    value: 20,
    unit: 'Cel',
    ...more,
  });
  const now = Date.now();
  const send = async (record: object, to = kind): Promise<string> =>
    (await post(`/v1/${to}`, key, JSON.stringify(record))).results?.[0]?.recordId ?? '';

  /** Asks until the answer is whole. */
  async function where(id: string, isWhole: (answer: RecordAnswer) => boolean, as = key): Promise<RecordAnswer> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const answer = await getJson<RecordAnswer>(`${endpoints.services.analytics}/v1/records/${id}`, as).catch(
        (error: unknown) => {
          if (Date.now() > deadline) throw error;
          return undefined; // not in the time that an answer has
        },
      );
      if (answer !== undefined && (isWhole(answer) || Date.now() > deadline)) return answer;
      await pause(100);
    }
  }
  const isSettled = ({ copies, revisions, setAside, state }: RecordAnswer): boolean =>
    state !== 'in-flight' &&
    state !== 'unknown' &&
    [...copies, ...revisions, ...setAside].every(({ table }) => table !== null) &&
    copies.every(({ stages }) => stages.every(({ at }) => at !== null));

  beforeAll(async () => {
    endpoints = readEndpoints();
    const of = { source, owner: 'tests', kinds: [kind, bays] };
    await post('/v1/sources', endpoints.keys.admin, JSON.stringify(of));
    key = (await post('/v1/keys', endpoints.keys.admin, JSON.stringify({ source, scopes: ['send'] }))).key ?? '';
  });

  it('sent twice and corrected: each copy with what became of it, each revision with its cause', async () => {
    const id = await send(observation('a'));
    await send(observation('a'));
    expect(await send(observation('a', { value: 21 }))).toBe(id);
    const isWhole = (answer: RecordAnswer) =>
      answer.revisions.length === 2 && answer.unknown.length === 0 && isSettled(answer);
    const answer = await where(id, isWhole);
    expect(answer).toMatchObject({ state: 'delivered', unknown: [] });
    expect(answer.answers.map(({ fate }) => fate)).toEqual(['delivered', 'delivered', 'delivered']);
    const enrichment = answer.copies.map(({ stages }) => stages.find(({ stage }) => stage === 'enrichment'));
    expect(enrichment.map((stage) => stage?.fate)).toEqual(['delivered', 'deduplicated', 'delivered']);
    expect(enrichment[1]?.against?.offset).toBe(answer.copies[0]?.offset);
    expect(answer.revisions.map(({ revision, cause }) => [revision, cause])).toEqual([
      [0, null],
      [1, 'correction'],
    ]);
    expect(await naru('where', id, '--key', key)).toContain(`Record ${id}: ${kind} from ${source}`);
  });

  it('set aside: late, and unreadable, by the bytes that were sent', async () => {
    const late = await send(observation('late', { observedAt: '2020-01-01T00:00:00Z' }));
    const broken = `{"device":"seeker-1","sent":${now},`;
    await post(`/v1/${kind}`, key, broken);
    expect(await where(late, isSettled)).toMatchObject({
      state: 'quarantined',
      answers: [{ fate: 'quarantined', reason: 'late' }],
      setAside: [{ reason: 'late' }],
    });
    const refused = await where(createHash('sha256').update(broken).digest('hex'), isSettled);
    expect(refused).toMatchObject({ state: 'dead-lettered', answers: [{ fate: 'dead-lettered' }] });
    expect(refused.setAside[0]?.reason).toBe('malformed-json');
  });

  it('released: by whom, and what became of it', async () => {
    const id = await send(observation('released', { observedAt: '2020-01-01T00:00:00Z' }));
    const waiting = await where(id, isSettled);
    expect(waiting).toMatchObject({ state: 'quarantined', setAside: [{ state: 'waiting', back: null }] });
    const [aside] = waiting.setAside;
    await post(`/v1/quarantine/${aside?.partition}-${aside?.offset}/release`, endpoints.keys.admin, '{}');
    const isBack = (answer: RecordAnswer) =>
      answer.revisions.length === 1 && answer.unknown.length === 0 && isSettled(answer);
    expect(await where(id, isBack)).toMatchObject({
      state: 'delivered',
      answers: [{ fate: 'quarantined', reason: 'late' }],
      setAside: [{ state: 'released', back: { attempt: 1, isFixed: false, passage: 'taken', fate: 'delivered' } }],
      unknown: [],
    });
    expect(await naru('where', id, '--key', key)).toContain('attempt 1: taken again by ingest, delivered');
  });

  it('part of a session: what opens it, what ends it', async () => {
    const seen = (id: string, state: string, at: number) => ({
      ...{ id: `${id} ${now}`, device: `seeker-bay-${now}`, state },
      observedAt: new Date(at).toISOString(),
    });
    const opening = await send(seen('in', 'occupied', now - 60_000), bays);
    const ending = await send(seen('out', 'free', now - 30_000), bays);
    const { read } = endpoints.keys;
    const isClosed = (answer: RecordAnswer) =>
      isSettled(answer) &&
      answer.unknown.length === 0 &&
      answer.facts.some((fact) => fact.revision === 1 && fact.table !== null);
    const session = { fact: 'parking/sessions', revision: 1, withdrawn: false };
    const opened = await where(opening, isClosed, read);
    expect(opened).toMatchObject({ state: 'delivered', facts: [{ ...session, part: 'opens' }], unknown: [] });
    expect((await where(ending, isClosed, read)).facts).toMatchObject([{ ...session, part: 'ends' }]);
    expect(await naru('where', opening)).toContain('Part of parking/sessions');
    expect(await medianMs(opening, read)).toBeLessThan(1_000);
  });

  async function medianMs(id: string, as: string): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      await getJson<RecordAnswer>(`${endpoints.services.analytics}/v1/records/${id}`, as);
      times.push(performance.now() - began);
    }
    return times.toSorted((a, b) => a - b)[2] ?? NaN;
  }

  it('by source and time; never sent; within a second', async () => {
    const id = await send(observation('b'));
    expect(await where(id, ({ answers }) => answers.length > 0)).toMatchObject({ answers: [{ fate: 'delivered' }] });
    const asked = () => naru('where', '--at', new Date(now).toISOString(), '--key', key).catch(String);
    await untilEqual(async () => (await asked()).includes(id), true);
    expect(await asked()).toContain(id);
    await expect(
      naru(
        'where',
        id.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      ),
    ).rejects.toThrow('NARU_RECORD_UNKNOWN');
    expect(await medianMs(id, key)).toBeLessThan(1_000);
  });
});

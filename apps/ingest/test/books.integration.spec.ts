import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type HubLedgerEntry, kinds, topics } from '@naru/contracts';
import { readMark } from '@naru/streams';
import { eventually } from '@naru/testing';
import { Caller, IngestUnderTest, garageCount, sourceWithKey } from './support/ingest.js';

jest.setTimeout(120_000);

let test: IngestUnderTest;
let key: string;
let one: Caller;
let other: Caller;

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
  const [first, second] = [await test.start(), await test.start()];
  key = await sourceWithKey(new Caller(first.url, test.adminKey), { source: 'garages', kinds: ['parking/counts'] });
  [one, other] = [new Caller(first.url, key), new Caller(second.url, key)];
  await eventually(
    () => other.send('parking/counts', []),
    ({ status }) => status === 202,
  );
});
afterAll(() => test.close());

const entries = async (): Promise<HubLedgerEntry[]> =>
  (await test.read(topics.hubLedger)).map(({ value }) => value as unknown as HubLedgerEntry);

it('books what was taken and what became of it, with the records, for each instance', async () => {
  await Promise.all([
    one.send('parking/counts', [garageCount('a'), garageCount('b', { occupied: 'many' }), garageCount('c')]),
    one.send('parking/counts', [garageCount('d', { observedAt: '1970-01-01T00:00:00Z' })]),
    other.send('parking/counts', 'no JSON'),
    other.send('parking/counts', [garageCount('e'), garageCount('f')]),
    one.send('parking/counts', Array<unknown>(8).fill(garageCount('refused')), { 'naru-lane': 'history' }),
  ]);
  // the tasks of ingest read what was set aside, and book that
  const booked = (await entries()).filter(({ ranges }) => ranges.length === 0);
  expect(new Set(booked.map(({ instance }) => instance))).toEqual(new Set(['test-0', 'test-1']));
  for (const { stage, task } of booked) expect({ stage, task }).toEqual({ stage: 'ingest', task: 0 });
  const fates = new Map<string, number>();
  for (const { counts } of booked)
    for (const { topic, source, fate, reason, minute, count } of counts) {
      expect([topic, source, minute % 60_000]).toEqual([topics.parkingRawCounts.name, 'garages', 0]);
      const name = reason === '' ? fate : `${fate} ${reason}`;
      fates.set(name, (fates.get(name) ?? 0) + count);
    }
  expect(Object.fromEntries(fates)).toEqual({
    taken: 7,
    delivered: 4,
    'dead-lettered wrong-type': 1,
    'dead-lettered malformed-json': 1,
    'quarantined year-1970': 1,
  });
});

it('books what it wrote, whatever the topic, but not the books and the marks', async () => {
  await one.send('parking/counts', [garageCount('g'), 'no record']);
  const written = new Map<string, number>();
  for (const { produced } of await entries())
    for (const { topic, count } of produced) written.set(topic, (written.get(topic) ?? 0) + count);
  expect(written.has(topics.hubLedger.name)).toBe(false);
  for (const topic of [topics.parkingRawCounts, topics.hubDeadLetters, topics.hubQuarantine, topics.hubSources])
    expect([topic.name, written.get(topic.name)]).toEqual([topic.name, (await test.read(topic)).length]);
});

it('marks every partition of every raw topic, and no record behind a mark was received before it', async () => {
  const marks = new Map<string, number>();
  const marked = async (): Promise<number> => {
    marks.clear();
    for (const { raw, rawHistory } of kinds)
      for (const topic of [raw, rawHistory]) {
        const codec = await test.hub.codec(topic);
        const promised: (number | undefined)[] = [];
        await test.visit(topic, (view, partition) => {
          const mark = readMark(view);
          const value = view.value();
          if (mark !== undefined) {
            expect(view.timestamp).toBe(mark.at);
            promised[partition] = Math.max(mark.at, promised[partition] ?? 0);
            const name = `${topic.name}/${partition}`;
            marks.set(name, (marks.get(name) ?? 0) + 1);
          }
          // two instances: their transactions end in any order; the clocks' slack is a second, a slow broker takes longer
          if (value !== null)
            expect(codec.decode(Buffer.from(value)).receivedAt).toBeGreaterThan((promised[partition] ?? 0) - 5_000);
        });
      }
    return Math.min(...marks.values());
  };
  const partitions = kinds.reduce((sum, { raw, rawHistory }) => sum + raw.partitions + rawHistory.partitions, 0);
  await eventually(
    async () => {
      await one.send('parking/counts', [garageCount(`while-${marks.size}`)]);
      return [await marked(), marks.size];
    },
    ([least, size]) => (least ?? 0) >= 4 && size === partitions,
  );
});

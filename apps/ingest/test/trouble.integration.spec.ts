import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { type RunningService } from '@naru/http';
import { TransactionalProducer } from '@naru/kafka';
import { eventually } from '@naru/testing';
import { Caller, IngestUnderTest, garageCount, sourceWithKey } from './support/ingest.js';

jest.setTimeout(120_000);

let test: IngestUnderTest;
let service: RunningService;
let garages: Caller;
let garagesKey: string;

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
  service = await test.start({ NARU_INGEST_COMMIT_LINGER_MILLISECONDS: '1000' });
  const admin = new Caller(service.url, test.adminKey);
  garagesKey = await sourceWithKey(admin, { source: 'garages', kinds: ['parking/counts'] });
  garages = new Caller(service.url, garagesKey);
});
afterAll(() => test.close());

it('commits the requests of a moment together', async () => {
  const commits = async (): Promise<number> => {
    const lines = (await (await fetch(`${service.url}/metrics`)).text()).split('\n');
    const line = lines.find(
      (each) => each.startsWith('naru_ingest_commit_seconds_count') && each.includes('committed'),
    );
    return Number(line?.split(' ').at(-1));
  };
  const before = await commits();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => garages.send('parking/counts', garageCount(`together-${index}`))),
  );
  expect((await commits()) - before).toBeLessThan(10);
});

it('answers 503 when its transactions are refused, takes nothing in that time, and recovers by itself', async () => {
  const thief = new TransactionalProducer(test.hub.client, {
    transactionalId: test.hub.names.transactionalId('ingest', 'test-0'),
  });
  let attempts = 0;
  const isRefused = (key: string): boolean => key.startsWith('G-refused-');
  const steal = async () => {
    await thief.initialize(); // a progress mark may be what is refused: then ingest has its id back before our record comes
    return garages.send('parking/counts', garageCount(`refused-${++attempts}`));
  };
  const refused = await eventually(steal, ({ status }) => status !== 202);
  expect(refused).toMatchObject({ status: 503, code: 'NARU_NOT_COMMITTED', retryAfter: '1' });
  const again = await eventually(
    () => garages.send('parking/counts', garageCount(`refused-${attempts}`)),
    ({ status }) => status === 202,
  );
  expect(again).toMatchObject({ status: 202, accepted: 1 });
  const taken = (await test.read(topics.parkingRawCounts)).map(({ key }) => key ?? '').filter(isRefused);
  expect(taken.sort()).toEqual(Array.from({ length: attempts }, (_, n) => `G-refused-${n + 1}`).sort());
});

it('answers 503 before its queue grows beyond what it may, and takes nothing of that request', async () => {
  const small = await test.start({
    NARU_INGEST_QUEUE_MEBIBYTES: '1',
    NARU_INGEST_COMMIT_LINGER_MILLISECONDS: '1000',
  });
  const sender = new Caller(small.url, garagesKey);
  const large = (id: string): unknown[] =>
    Array.from({ length: 2_000 }, (_, index) => ({ ...garageCount(`${id}-${index}`), quality: 'x'.repeat(300) }));
  // what comes after this one waits for its turn
  await sender.send('parking/counts', garageCount('before'));
  const [first, second] = await Promise.all([
    sender.send('parking/counts', large('one')),
    sender.send('parking/counts', large('two')),
  ]);
  expect([first.status, second.status].sort()).toEqual([202, 503]);
  const refused = first.status === 503 ? first : second;
  expect(refused).toMatchObject({ code: 'NARU_BUSY', retryAfter: '1' });
  const name = refused === first ? 'G-one-' : 'G-two-';
  expect((await test.read(topics.parkingRawCounts)).some(({ key }) => key?.startsWith(name))).toBe(false);
});

it('that is stopped under load answers whatever it takes, and takes nothing that it does not answer', async () => {
  const busy = await test.start();
  const sender = new Caller(busy.url, garagesKey);
  const answered: string[] = [];
  const unheard: string[] = [];
  const underLoad = Promise.withResolvers<true>();
  async function sendOn(client: number): Promise<void> {
    for (let index = 0; ; index++) {
      const id = `load-${client}-${index}`;
      try {
        const { status } = await sender.send('parking/counts', garageCount(id));
        if (status === 202) answered.push(id);
        else expect(status).toBe(503);
        if (answered.length > 40) underLoad.resolve(true);
      } catch {
        unheard.push(id);
        return;
      }
    }
  }
  const sending = Promise.all(Array.from({ length: 8 }, (_, client) => sendOn(client)));
  await underLoad.promise;
  await busy.stop();
  await sending;
  const taken = new Set((await test.read(topics.parkingRawCounts)).map(({ key }) => key));
  expect(answered.filter((id) => !taken.has(`G-${id}`))).toEqual([]);
  expect(unheard).toHaveLength(8);
  expect(unheard.filter((id) => taken.has(`G-${id}`))).toEqual([]);
});

it('answers what it has taken before it stops', async () => {
  // what comes after this one waits for its turn
  await garages.send('parking/counts', garageCount('first'));
  const last = garages.send('parking/counts', garageCount('last'));
  const metrics = async (): Promise<boolean> =>
    (await (await fetch(`${service.url}/metrics`)).text())
      .split('\n')
      .some((line) => /^naru_ingest_queue_bytes.* [1-9]/.test(line));
  await eventually(metrics, (isWaiting) => isWaiting);
  await service.stop();
  expect(await last).toMatchObject({ status: 202, accepted: 1 });
  expect((await test.read(topics.parkingRawCounts)).map(({ key }) => key)).toContain('G-last');
});
